// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/ContainerCalls.h"
#include "checks/Guards.h"
#include "checks/Values.h"
#include "checks/known/LibraryFunctions.h"
#include "checks/libc/Strings.h"

using namespace clang;

namespace ferrule {
namespace {

/// memcpy(to, from, n) and every other function that is told how much to read or write.
class MemoryCopy final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-libc-memory-copy",
        .family = Family::Libc,
        .severity = Severity::High,
        .cwes = {805, 787, 125, 131},
        .summary = "library call that reads or writes memory of a given length",
        .rationale =
            "The function believes the length: nothing compares it with the sizes of what the "
            "pointers point to (C11 7.24.1p2; CERT ARR38-C). Discharged when the largest value of "
            "the length is within the declared size of each argument, and when both are of one "
            "container: fread(v.data(), 1, v.size(), f). What touches no more than "
            "*to = *from does is no operation, as that is none: memset(p, 0, sizeof *p). A source "
            "that is read up "
            "to its NUL at most is left to ferrule-libc-string-read.",
        .bad = "#include <string.h>\n"
               "void f(char *to, const char *from, unsigned n) { memcpy(to, from, n); }\n",
        .good = "#include <string.h>\nstruct S { int a[4]; };\n"
                "void f(const struct S *from) { struct S to; memcpy(&to, from, sizeof to); }\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<CallExpr>([](const CallExpr &Call, CheckContext &C) {
      const LibraryFunction *L = libraryFunction(Call);
      if (!L || !L->hasRole(Role::Length))
        return;
      llvm::SmallVector<const Expr *, 2> Memory;
      for (unsigned I = 0; I != LibraryFunction::MaxParameters; ++I)
        if (Role R = L->Parameters[I];
            (R == Role::Destination || R == Role::Source || R == Role::Appended) &&
            !Call.getArg(I)->isNullPointerConstant(C.ast(), Expr::NPC_ValueDependentIsNotNull))
          Memory.push_back(Call.getArg(I));
      if (!Memory.empty())
        judge(Call, *L, Memory, C);
    });
  }

private:
  static void judge(const CallExpr &Call, const LibraryFunction &L,
                    llvm::SmallVector<const Expr *, 2> Memory, CheckContext &C) {
    SourceRange Where = Call.getSourceRange();
    std::string What = Call.getDirectCallee()->getNameAsString() + "() accesses '" +
                       C.text(*Memory[0]) +
                       (Memory.size() > 1 ? "' and '" + C.text(*Memory[1]) : "") + "' for '" +
                       lengthText(Call, L, C) + "'";
    auto Length = lengthOf(Call, L, C);
    if (isNeverReached(C))
      return C.discharged(Where, What, "a constant condition keeps it from running");
    if (L.hasRole(Role::Appended))
      return C.open(Where, What,
                    "the length says how much is appended, not what there is room for");
    if (Length && Length->High == 0)
      return C.discharged(Where, What, "the length is 0");
    llvm::erase_if(Memory, [&](const Expr *M) { return isWholeContainer(*M, Call, L, C); });
    if (Memory.empty())
      return C.discharged(Where, What, "the length is that of the same container");
    std::string Unknown;
    bool OneObject = false;
    for (const Expr *M : Memory) {
      auto Room = roomAt(*M, C);
      if (!Room && isOneObject(*M, Length, C)) {
        OneObject = true;
        continue;
      }
      if (!Room) {
        Unknown += (Unknown.empty() ? "'" : " and '") + C.text(*M) + "'";
        continue;
      }
      bool Whole = isa<DeclRefExpr, StringLiteral>(M->IgnoreParenCasts());
      if (Length && Whole && L.has(LibraryFunction::Exact) && Length->Low > *Room)
        return C.defect(Where, What,
                        std::to_string(Length->Low) + " is more than the " + std::to_string(*Room) +
                            " bytes of '" + C.text(*M) + "'");
      if (Length && Length->High > *Room)
        return C.open(Where, What,
                      "the length can be " + std::to_string(Length->High) + " as far as " +
                          Length->Why + " tells, more than the " + std::to_string(*Room) +
                          " bytes of '" + C.text(*M) + "'");
    }
    if (!Length)
      return C.open(Where, What, whyNoLimit(Call, L, C));
    if (!Unknown.empty())
      return C.open(Where, What, "the size of " + Unknown + " is not declared");
    if (OneObject)
      return;
    C.discharged(Where, What,
                 "length <= " + std::to_string(Length->High) + " because of " + Length->Why);
  }

  static std::string whyNoLimit(const CallExpr &Call, const LibraryFunction &L, CheckContext &C) {
    std::string Nothing = "nothing bounds the length";
    for (unsigned I = 0; I != LibraryFunction::MaxParameters; ++I)
      if (L.Parameters[I] == Role::Length)
        if (std::string Why = whyUnbounded(*Call.getArg(I), "the length", C); Why != Nothing)
          return Why;
    return Nothing;
  }

  static std::string lengthText(const CallExpr &Call, const LibraryFunction &L, CheckContext &C) {
    std::string Text;
    for (unsigned I = 0; I != LibraryFunction::MaxParameters; ++I)
      if (L.Parameters[I] == Role::Length)
        Text += (Text.empty() ? "" : " * ") + C.text(*Call.getArg(I));
    return Text;
  }

  /// fread(s.data(), 1, s.size(), f)
  static bool isWholeContainer(const Expr &Pointer, const CallExpr &Call, const LibraryFunction &L,
                               const CheckContext &C) {
    if (L.has(LibraryFunction::Wide))
      return false;
    unsigned Whole = 0;
    for (unsigned I = 0; I != LibraryFunction::MaxParameters; ++I) {
      if (L.Parameters[I] != Role::Length)
        continue;
      const Expr &Length = *Call.getArg(I);
      auto Value = Length.getIntegerConstantExpr(C.ast());
      if (areBytesOfOneContainer(Pointer, Length, C))
        ++Whole;
      else if (!Value || *Value != 1)
        return false;
    }
    return Whole == 1;
  }

  /// In bytes: the product of the lengths.
  static std::optional<ValueRange> lengthOf(const CallExpr &Call, const LibraryFunction &L,
                                            const CheckContext &C) {
    std::int64_t Unit = L.has(LibraryFunction::Wide)
                            ? C.ast().getTypeSizeInChars(C.ast().WideCharTy).getQuantity()
                            : 1;
    ValueRange Product{Unit, Unit, ""};
    for (unsigned I = 0; I != LibraryFunction::MaxParameters; ++I) {
      if (L.Parameters[I] != Role::Length)
        continue;
      auto Length = rangeOf(*Call.getArg(I), C);
      if (!Length || Length->Low < 0 || llvm::MulOverflow(Product.Low, Length->Low, Product.Low) ||
          llvm::MulOverflow(Product.High, Length->High, Product.High))
        return std::nullopt;
      if (Product.Why.empty() || Length->Low != Length->High)
        Product.Why = Length->Why;
    }
    return Product;
  }

  /// The bytes at a pointer, as declared.
  static std::optional<std::int64_t> roomAt(const Expr &Pointer, const CheckContext &C) {
    if (auto Room = byteExtentOf(Pointer, C))
      return static_cast<std::int64_t>(*Room);
    if (const StringLiteral *Literal = literalOf(*Pointer.IgnoreParenCasts()))
      return Literal->getByteLength() + Literal->getCharByteWidth();
    return std::nullopt;
  }

  /// No more is touched than by *Pointer.
  static bool isOneObject(const Expr &Pointer, const std::optional<ValueRange> &Length,
                          const CheckContext &C) {
    QualType T = Pointer.IgnoreParenCasts()->getType();
    QualType Object = T->isPointerType() ? T->getPointeeType() : QualType();
    return Length && !Object.isNull() && !Object->isIncompleteType() && !Object->isFunctionType() &&
           !Object->isVariableArrayType() &&
           Length->High <= C.ast().getTypeSizeInChars(Object).getQuantity();
  }
};

RegisterCheck<MemoryCopy> X;

} // namespace
} // namespace ferrule
