// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Headers of a library need not compile on their own, and what a header says depends on what was
// defined and included before. So a check includes the source file itself and is compiled as that
// file is: it sees what the file sees. Only types that the file certainly sees defined are checked
// in it: those whose fields it uses and those that it passes by value, and what is defined in the
// same headers, in headers that declare what the file defines, and in the file.
#include "rewriters/rust/Layout.h"
#include "rewriters/rust/CDeclaration.h"
#include "rewriters/rust/CutFiles.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

namespace ferrule::rust {
namespace {

/// What one file of the cut defines, calls and sees.
struct SourceFile {
  std::string path;
  std::vector<const AbiFunction *> entries;
  /// Of the rest of the program.
  std::vector<const AbiFunction *> callees;
  std::set<llvm::StringRef> headers;
  /// Ids of records.
  std::set<llvm::StringRef> seen;
};

/// Of arguments and results.
void addByValue(const AbiType &Function, std::set<llvm::StringRef> &Ids) {
  for (const AbiType &T : Function.inner)
    if (T.kind == AbiKind::Record)
      Ids.insert(T.name);
}

SourceFile describe(const std::string &Path, const CrateInput &Input) {
  SourceFile File{.path = Path};
  File.headers.insert(Path);
  std::map<llvm::StringRef, const AbiFunction *> ById;
  std::set<llvm::StringRef> Inside(Input.cut.functions.begin(), Input.cut.functions.end());
  for (const AbiFunction &F : Input.program.functions) {
    ById[F.id] = &F;
    if (F.range.file != Path || !Inside.contains(F.id))
      continue;
    if (!F.header.empty())
      File.headers.insert(F.header);
    if (llvm::is_contained(Input.cut.entries, F.id))
      File.entries.push_back(&F);
  }
  std::set<const AbiFunction *> Callees;
  for (const FunctionUses &U : Input.program.uses) {
    auto Caller = ById.find(U.function);
    if (Caller == ById.end() || Caller->second->range.file != Path || !Inside.contains(U.function))
      continue;
    for (const FieldUse &F : U.fields)
      File.seen.insert(F.record);
    for (const CallFact &C : U.calls)
      if (auto It = ById.find(C.callee);
          It != ById.end() && It->second->defined && !Inside.contains(C.callee))
        Callees.insert(It->second);
  }
  File.callees.assign(Callees.begin(), Callees.end());
  llvm::sort(File.callees,
             [](const AbiFunction *A, const AbiFunction *B) { return A->id < B->id; });
  for (const AbiFunction *F : llvm::concat<const AbiFunction *const>(File.entries, File.callees))
    addByValue(F->type, File.seen);
  for (const AbiRecord &R : Input.program.records)
    if (File.seen.contains(R.id))
      File.headers.insert(R.range.file);
  return File;
}

class CheckWriter {
public:
  CheckWriter(const SourceFile &File, const RustTypes &Types)
      : File(File), Types(Types), Found(Types.reached()), Out(Text) {}

  static std::string head(const std::string &Path) {
    return "/* What the crate takes for granted of " + Path +
           ", asserted. Compile it as that file is compiled, with\n"
           " * -fsyntax-only and the project's root in the search path; tools/boundary-cc does "
           "so.\n"
           " *\n"
           " * Made by ferrule boundary, which writes this file anew each time. */\n"
           "#include \"" +
           Path +
           "\"\n\n#ifdef __cplusplus\n#define FERRULE_ASSERT static_assert\n"
           "#else\n#define FERRULE_ASSERT _Static_assert\n#endif\n\n";
  }

  std::string asserts() {
    for (const AbiType &T : Found.integers)
      assertThat("sizeof(" + T.name + ") == " + llvm::utostr(T.bits / 8), T.name);
    for (const AbiEnum *E : Found.enums)
      writeEnum(*E);
    for (const AbiRecord *R : Found.records)
      writeRecord(*R);
    Out << "\n/* Signatures. */\n";
    for (const AbiFunction *F : llvm::concat<const AbiFunction *const>(File.entries, File.callees))
      writeSignature(*F);
    return std::move(Text);
  }

private:
  void assertThat(const std::string &Condition, llvm::StringRef What) {
    Out << "FERRULE_ASSERT(" << Condition << ", \"" << What
        << " is not what the crate was made for\");\n";
  }

  void writeEnum(const AbiEnum &E) {
    if (!File.headers.contains(E.range.file) || isCxx(File.path))
      return;
    Out << "\n";
    for (const AbiEnumerator &V : E.values)
      assertThat(V.name + " == " + llvm::itostr(V.value), V.name);
  }

  bool sees(const AbiRecord &R) const {
    return R.complete && (File.headers.contains(R.range.file) || File.seen.contains(R.id));
  }

  void writeRecord(const AbiRecord &R) {
    if (R.spelling.empty())
      return; // Checked where it is.
    Out << "\n";
    if (llvm::is_contained(Found.opaque, &R) || !sees(R)) {
      Out << "/* " << R.spelling << ": its fields are no affair of this file. */\n";
      return;
    }
    assertThat("sizeof(" + R.spelling + ") == " + llvm::utostr(R.size), R.spelling);
    assertThat((isCxx(File.path) ? "alignof(" : "_Alignof(") + R.spelling +
                   ") == " + llvm::utostr(R.alignment),
               R.spelling);
    writeFields(R, R.spelling, "", 0);
  }

  /// Outer: a record that has a name. Inner: it, or one without a name within it, at Path and
  /// Offset, in bytes.
  void writeFields(const AbiRecord &Inner, const std::string &Outer, const std::string &Path,
                   unsigned long long Offset) {
    for (const AbiField &F : Inner.fields) {
      if (F.width)
        continue;
      unsigned long long At = Offset + F.offset / 8;
      std::string Name = Path + (Path.empty() || F.name.empty() ? "" : ".") + F.name;
      if (!F.name.empty())
        assertThat("__builtin_offsetof(" + Outer + ", " + Name + ") == " + llvm::utostr(At),
                   Outer + "." + Name);
      const AbiType *Element = &F.type;
      for (; Element->kind == AbiKind::Array; Element = &Element->inner.front())
        Name += "[0]";
      const AbiRecord *Part = Types.record(*Element);
      if (Part && Part->spelling.empty())
        writeFields(*Part, Outer, Name, At);
    }
  }

  void writeSignature(const AbiFunction &F) {
    bool Cxx = isCxx(File.path);
    if (Cxx && !F.external) // The file itself has it, and need not be told.
      return;
    std::string Declarator = Cxx ? "*const ferrule_" + F.name : "(" + F.name + ")";
    std::optional<std::string> Declared =
        F.unsupported.empty() ? declaration(F.type, Declarator, Types.index()) : std::nullopt;
    if (!Declared)
      Out << "/* " << F.name << ": its signature has a part that cannot be written here. */\n";
    else if (Cxx) // Another signature would be another function there.
      Out << "static " << *Declared << " = " << F.name << ";\n";
    else
      Out << *Declared << ";\n";
  }

  const SourceFile &File;
  const RustTypes &Types;
  RustTypes::Reached Found;
  std::string Text;
  llvm::raw_string_ostream Out;
};

} // namespace

std::string layoutCheckPath(llvm::StringRef Source) {
  std::string Flat = Source.str();
  for (char &C : Flat)
    if (!llvm::isAlnum(C) && C != '.' && C != '-' && C != '_')
      C = '-';
  return "c/layout-" + Flat;
}

/// What holds in a configuration with another width of pointers.
static std::string assertsOf(const std::string &Path, const CrateInput &Input,
                             const UnitAbi &Other) {
  SourceFile There =
      describe(Path, {.cut = Input.cut, .program = Other, .assessment = Input.assessment});
  RustTypes Types(Other);
  for (const AbiFunction *F : llvm::concat<const AbiFunction *const>(There.entries, There.callees))
    if (Types.problem(F->type).empty())
      Types.of(F->type);
  return CheckWriter(There, Types).asserts();
}

std::vector<CrateFile> layoutChecks(const CrateInput &Input, const RustTypes &Types) {
  std::map<unsigned, const UnitAbi *> Widths;
  for (const UnitAbi &Other : Input.others)
    if (unsigned Bits = AbiIndex(Other).pointerBits(); Bits != Types.index().pointerBits())
      Widths.try_emplace(Bits, &Other);
  auto If = [](unsigned Bits) {
    return "if __SIZEOF_POINTER__ == " + llvm::utostr(Bits / 8) + "\n";
  };
  std::vector<CrateFile> Files;
  for (const std::string &Path : compiledFiles(Input.cut)) {
    std::string Asserts = CheckWriter(describe(Path, Input), Types).asserts();
    if (!Widths.empty())
      Asserts = "#" + If(Types.index().pointerBits()) + Asserts;
    for (auto [Bits, Other] : Widths)
      Asserts += "#el" + If(Bits) + assertsOf(Path, Input, *Other);
    if (!Widths.empty())
      Asserts +=
          "#else\n#error \"the crate was made without a configuration of this width\"\n#endif\n";
    Files.push_back({.path = layoutCheckPath(Path), .content = CheckWriter::head(Path) + Asserts});
  }
  return Files;
}

} // namespace ferrule::rust
