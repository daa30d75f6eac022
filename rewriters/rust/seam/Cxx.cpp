// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// To C every object is behind a pointer to a struct that has no definition, so no ABI of C++ for
// values matters here. An exception never leaves: what can be seen to throw gives its message back,
// anything else that does ends the program, and says what it was.
#include "rewriters/rust/CDeclaration.h"
#include "rewriters/rust/Text.h"
#include "rewriters/rust/seam/Seam.h"
#include "tool/model/Unicode.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace ferrule::rust {
namespace {

constexpr llvm::StringLiteral Header = R"(/* What C++ offers at the cut, for C and so for Rust.
 *
 * An object is known by its address. A name of C++ becomes that of its class, '_' and its own; of
 * several functions of one name the first that is declared keeps it, the others get the types of
 * their parameters, or _mut or _const where only that differs. A reference is a pointer that is not
 * NULL.
 *
 * Made by ferrule boundary, which writes this file anew each time. */
#ifndef FERRULE_SEAM_H
#define FERRULE_SEAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

{{tags}}{{functions}}
#ifdef __cplusplus
}
#endif

#endif
)";

constexpr llvm::StringLiteral Source =
    R"(// The seam: compile it as the files of the cut are compiled,
// with the project's root in the search path.
//
// Made by ferrule boundary, which writes this file anew each time.
{{includes}}
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <memory>
#include <new>
#include <string>
#include <utility>

// What is deprecated crosses, too; and what was made as an object of a class is ended as one.
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#pragma GCC diagnostic ignored "-Wdelete-non-virtual-dtor"

namespace {

#ifdef __cpp_exceptions
// Nobody expects that it throws.
template <class Call> auto stopped(const char *name, Call call) noexcept -> decltype(call()) {
  const char *what = "an exception that is no std::exception";
  try {
    return call();
  } catch (const std::exception &thrown) {
    std::fprintf(stderr, "%s threw at the seam to Rust: %s\n", name, thrown.what());
  } catch (...) {
    std::fprintf(stderr, "%s threw at the seam to Rust: %s\n", name, what);
  }
  std::abort();
}
{{caught}}
#else
template <class Call> auto stopped(const char *, Call call) noexcept -> decltype(call()) {
  return call();
}
{{uncaught}}
#endif

} // namespace

extern "C" {
{{functions}}
} // extern "C"
)";

constexpr llvm::StringLiteral Caught = R"(
// *thrown becomes NULL, or the message, which seam_forget releases.
template <class Call> auto caught(char **thrown, Call call) noexcept -> decltype(call()) {
  auto tell = [thrown](const char *what) {
    const std::size_t size = std::strlen(what) + 1;
    *thrown = static_cast<char *>(std::malloc(size));
    if (!*thrown)
      std::abort();
    std::memcpy(*thrown, what, size);
  };
  *thrown = nullptr;
  try {
    return call();
  } catch (const std::exception &one) {
    tell(one.what());
  } catch (...) {
    tell("an exception that is no std::exception");
  }
  return decltype(call())();
}
)";

constexpr llvm::StringLiteral Uncaught = R"(
template <class Call> auto caught(char **thrown, Call call) noexcept -> decltype(call()) {
  *thrown = nullptr;
  return call();
}
)";

/// A type as C sees it: a tree in which records and enumerations have become what C calls them.
AbiType seenByC(AbiType T, const RustTypes &Types) {
  AbiType Named;
  Named.kind = AbiKind::Integer;
  Named.isConst = T.isConst;
  Named.isVolatile = T.isVolatile;
  switch (T.kind) {
  case AbiKind::Record: {
    Named.name = "struct " + seamTag(T, Types);
    return Named;
  }
  case AbiKind::Enum: {
    const AbiEnum *E = Types.enumeration(T);
    if (E && E->underlying.kind != AbiKind::Void)
      Named = seenByC(E->underlying, Types);
    if (Named.name.empty())
      Named.name = "int";
    Named.isConst = T.isConst;
    return Named;
  }
  case AbiKind::Integer:
    if (!T.alias.empty())
      T.name = T.alias;
    return T;
  case AbiKind::Bool:
    T.name = "bool";
    return T;
  case AbiKind::Unsupported:
    break;
  default:
    for (AbiType &Inner : T.inner)
      Inner = seenByC(std::move(Inner), Types);
    return T;
  }
  AbiType Void;
  Void.isConst = T.isConst;
  return Void;
}

class CxxWriter {
public:
  CxxWriter(const Seam &S, const RustTypes &Types) : S(S), Types(Types) {}

  std::vector<CrateFile> write() {
    std::string Declarations, Definitions, Tags;
    std::string Includes = "#include \"seam.h\"\n\n";
    std::set<std::string> Known;
    bool Throws = false;
    for (const SeamClass &C : S.classes)
      Known.insert(C.tag);
    for (const SeamFunction &F : S.functions)
      addTags(F.c.type, Known);
    for (const std::string &Tag : Known)
      Tags += "struct " + Tag + ";\n";
    for (const SeamFunction &F : S.functions) {
      std::string Head = head(F);
      Declarations += "\n/* " + comment(F) + " */\n" + Head + ";\n";
      Definitions += "\n" + Head + " {\n" + body(F) + "}\n";
      Throws |= F.throws;
    }
    if (Throws) {
      Declarations += "\n/* Releases what a function gave as thrown. */\n"
                      "void seam_forget(char *thrown);\n";
      Definitions += "\nvoid seam_forget(char *thrown) { std::free(thrown); }\n";
    }
    if (Known.contains("seam_std_string"))
      addString(Declarations, Definitions);
    for (const std::string &File : S.headers)
      Includes += "#include \"" + File + "\"\n";
    return {{.path = "cxx/seam.cpp",
             .content = renderTemplate(Source, {{"includes", Includes},
                                                {"caught", Throws ? Caught.str() : ""},
                                                {"uncaught", Throws ? Uncaught.str() : ""},
                                                {"functions", Definitions}})},
            {.path = "cxx/seam.h",
             .content = renderTemplate(Header, {{"tags", Tags}, {"functions", Declarations}})}};
  }

private:
  void addTags(const AbiType &T, std::set<std::string> &Known) const {
    if (T.kind == AbiKind::Record)
      Known.insert(seamTag(T, Types));
    for (const AbiType &Inner : T.inner)
      addTags(Inner, Known);
  }

  static void addString(std::string &Declarations, std::string &Definitions) {
    Declarations += R"(
/* A std::string of these bytes. */
struct seam_std_string *seam_std_string_new(const void *bytes, size_t bytes_length);
void seam_std_string_end(struct seam_std_string *self);
const void *seam_std_string_data(const struct seam_std_string *self);
size_t seam_std_string_length(const struct seam_std_string *self);
)";
    Definitions += R"(
struct seam_std_string *seam_std_string_new(const void *bytes, size_t bytes_length) {
  return stopped("std::string", [&] {
    return reinterpret_cast<struct seam_std_string *>(
        new std::string(static_cast<const char *>(bytes), bytes_length));
  });
}

void seam_std_string_end(struct seam_std_string *self) {
  delete reinterpret_cast<std::string *>(self);
}

const void *seam_std_string_data(const struct seam_std_string *self) {
  return reinterpret_cast<const std::string *>(self)->data();
}

size_t seam_std_string_length(const struct seam_std_string *self) {
  return reinterpret_cast<const std::string *>(self)->size();
}
)";
  }

  static std::string comment(const SeamFunction &F) {
    const CodeRange &R = F.c.range;
    std::string What = F.call == SeamCall::Copy  ? "A copy of a " + F.of->spelling
                       : F.call == SeamCall::End ? "Ends a " + F.of->spelling
                       : F.call == SeamCall::Base
                           ? "The " + F.to->spelling + " that a " + F.of->spelling + " is"
                           : F.c.name;
    What += ", " + R.file + ":" + std::to_string(R.line) + ".";
    if (F.throws)
      What += " It may throw: then *thrown is the message.";
    // Nothing of the source ends the comment.
    std::string Safe = printable(What);
    for (std::size_t At; (At = Safe.find("*/")) != std::string::npos;)
      Safe.replace(At, 2, "* /");
    return Safe;
  }

  std::string head(const SeamFunction &F) const {
    std::vector<std::string> Parts;
    for (auto [T, Name] : llvm::zip(llvm::drop_begin(F.c.type.inner), F.c.parameters))
      Parts.push_back(inC(T, Name, Types));
    if (F.result == SeamResult::Record)
      Parts.push_back("struct " + S.find(recordOf(F))->tag + " *result");
    if (F.throws)
      Parts.emplace_back("char **thrown");
    return inC(F.c.type.inner.front(),
               F.c.symbol + "(" + (Parts.empty() ? "void" : llvm::join(Parts, ", ")) + ")", Types);
  }

  static const AbiType &recordOf(const SeamFunction &F) {
    return F.call == SeamCall::Make ? F.of->type : F.cxx->result.type;
  }

  /// The arguments of the C++ function, of those of the C function from this one on.
  static std::string arguments(const SeamFunction &F) {
    std::vector<std::string> Made;
    std::size_t I = F.isMethod() ? 1 : 0;
    for (const CxxType &P : F.parameters) {
      const std::string &Name = F.c.parameters[I];
      if (F.bound.parameters[I].source.how == ParameterSource::Bytes) {
        llvm::StringRef Type = P.spelling;
        Type.consume_front("const ");
        Made.push_back(
            (Type + "(static_cast<const char *>(" + Name + "), " + F.c.parameters[I + 1] + ")")
                .str());
        I += 2;
        continue;
      }
      ++I;
      if (P.passing == CxxPassing::Reference)
        Made.push_back("*reinterpret_cast<" + P.spelling + " *>(" + Name + ")");
      else if (P.type.kind == AbiKind::Record)
        Made.push_back("*reinterpret_cast<const " + P.spelling + " *>(" + Name + ")");
      else if (P.type.kind == AbiKind::Pointer)
        Made.push_back("reinterpret_cast<" + P.spelling + ">(" + Name + ")");
      else if (P.type.kind == AbiKind::Enum)
        Made.push_back("static_cast<" + P.spelling + ">(" + Name + ")");
      else
        Made.push_back(Name);
    }
    return llvm::join(Made, ", ");
  }

  /// What is returned, or done.
  std::string expression(const SeamFunction &F) const {
    const std::string Self = F.isMethod()
                                 ? std::string("reinterpret_cast<") +
                                       (F.c.type.inner[1].inner.front().isConst ? "const " : "") +
                                       F.of->spelling + " *>(self)"
                                 : "";
    const std::string Type = inC(F.c.type.inner.front(), "", Types);
    auto AsC = [&](const std::string &Value) {
      return "reinterpret_cast<" + Type + ">(" + Value + ")";
    };
    if (F.call == SeamCall::End)
      return "delete " + Self;
    if (F.call == SeamCall::Copy)
      return AsC("new " + F.of->spelling + "(*" + Self + ")");
    if (F.call == SeamCall::Base)
      return AsC("static_cast<const " + F.to->spelling + " *>(" + Self + ")");
    if (F.call == SeamCall::Make)
      return F.result == SeamResult::Record
                 ? "new (result) " + F.of->spelling + "(" + arguments(F) + ")"
                 : AsC("new " + F.of->spelling + "(" + arguments(F) + ")");
    std::string Call =
        (F.isMethod() ? Self + "->" + F.cxx->name : F.cxx->qualified) + "(" + arguments(F) + ")";
    const CxxType &R = F.cxx->result;
    if (F.result == SeamResult::Record)
      return "new (result) " + S.find(recordOf(F))->spelling + "(" + Call + ")";
    if (R.passing == CxxPassing::Reference && F.c.type.inner.front() != unqualified(R.type))
      return AsC("std::addressof(" + Call + ")");
    if (R.type.kind == AbiKind::Record)
      return AsC("new " + R.spelling + "(" + Call + ")");
    if (R.type.kind == AbiKind::Pointer)
      return AsC(Call);
    return R.type.kind == AbiKind::Enum ? "static_cast<" + Type + ">(" + Call + ")" : Call;
  }

  static AbiType unqualified(AbiType T) {
    T.isConst = false;
    return T;
  }

  std::string body(const SeamFunction &F) const {
    const bool Returns = F.c.type.inner.front().kind != AbiKind::Void;
    const std::string Does = (Returns ? "return " : "") + expression(F) + ";";
    const bool Quiet =
        F.call == SeamCall::Base || (F.cxx && F.cxx->isNoexcept && F.result == SeamResult::Plain);
    if (Quiet)
      return "  " + Does + "\n";
    return "  " + std::string(Returns ? "return " : "") +
           (F.throws ? "caught(thrown" : "stopped(\"" + F.c.name + "\"") + ", [&] { " + Does +
           " });\n";
  }

  const Seam &S;
  const RustTypes &Types;
};

} // namespace

std::string flattened(llvm::StringRef Spelling) {
  Spelling.consume_front("struct ");
  Spelling.consume_front("union ");
  std::string Flat;
  for (std::size_t I = 0; I != Spelling.size(); ++I) {
    if (Spelling.substr(I).starts_with("::"))
      ++I;
    Flat += llvm::isAlnum(Spelling[I]) ? Spelling[I] : '_';
  }
  return Flat;
}

std::string seamTag(const AbiType &Record, const RustTypes &Types) {
  const AbiRecord *R = Types.record(Record);
  if (!R)
    return "seam_unknown";
  // Of the instances of templates only std::string comes here.
  return "seam_" + flattened(R->name == "basic_string" ? "std::string"
                             : R->spelling.empty()     ? Types.nameOf(*R)
                                                       : R->spelling);
}

std::string inC(const AbiType &T, const std::string &Declarator, const RustTypes &Types) {
  // Nothing in it is unsupported any more, or has no name.
  return declaration(seenByC(T, Types), Declarator, Types.index()).value_or("void " + Declarator);
}

std::vector<CrateFile> seamInCxx(const Seam &S, const RustTypes &Types) {
  return CxxWriter(S, Types).write();
}

} // namespace ferrule::rust
