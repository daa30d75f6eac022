// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/Guards.h"
#include "checks/Values.h"
#include "checks/known/LibraryFunctions.h"
#include "checks/libc/Strings.h"

using namespace clang;

namespace ferrule {
namespace {

/// strcpy, strcat, sprintf, gets, scanf("%s"): the function is not told the destination's size.
class UnboundedCopy final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-libc-unbounded-copy",
        .family = Family::Libc,
        .severity = Severity::High,
        .cwes = {787, 120, 676, 242},
        .summary = "copy without the size of the destination",
        .rationale =
            "strcpy, strcat, sprintf, gets and scanf's %s without a field width write as much as "
            "the source has (C11 7.24.2.3, 7.21.6.6; CERT STR31-C, STR07-C). Discharged when the "
            "largest text that the source, a condition on its strlen() or the format can give fits "
            "the declared size of the destination.",
        .bad = "#include <string.h>\nvoid f(char *to, const char *from) { strcpy(to, from); }\n",
        .good = "#include <string.h>\nvoid f(char to[static 8]) { strcpy(to, \"none\"); }\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<CallExpr>([](const CallExpr &Call, CheckContext &C) {
      const LibraryFunction *L = libraryFunction(Call);
      if (!L)
        return;
      if (L->hasRole(Role::ScanFormat) && !L->has(LibraryFunction::VaList))
        return scan(Call, *L, C);
      if (L->hasRole(Role::Length) ||
          !(L->hasRole(Role::Destination) || L->hasRole(Role::Appended)))
        return;
      copy(Call, *L, C);
    });
  }

private:
  static void copy(const CallExpr &Call, const LibraryFunction &L, CheckContext &C) {
    const Expr *Destination = argumentOf(L, Call, Role::Destination);
    bool Appends = !Destination;
    if (Appends)
      Destination = argumentOf(L, Call, Role::Appended);
    auto Room = byteExtentOf(*Destination, C);
    if (Room && L.has(LibraryFunction::Wide))
      *Room /= C.ast().getTypeSizeInChars(C.ast().WideCharTy).getQuantity();
    std::string What =
        Call.getDirectCallee()->getNameAsString() + "() writes to '" + C.text(*Destination) + "'";
    What += Room ? ", which has room for " + std::to_string(*Room) : " without knowing its size";
    FormattedSize Size{1, std::nullopt};
    const Expr *Source = argumentOf(L, Call, Role::String);
    if (Source) {
      Size.Most = largestString(*Source, C);
      if (!Size.Most)
        Size.Most = sizeByConditions(*Source, Call, C);
      if (literalOf(*Source))
        Size.Least = *Size.Most;
    } else if (const Expr *Format = argumentOf(L, Call, Role::PrintFormat)) {
      unsigned First = L.indexOf(Role::PrintFormat) + 1;
      llvm::SmallVector<const Expr *, 8> Arguments;
      if (!L.has(LibraryFunction::VaList))
        for (unsigned I = First; I < Call.getNumArgs(); ++I)
          Arguments.push_back(Call.getArg(I));
      if (const StringLiteral *Literal = literalOf(*Format))
        Size = formattedSize(*Literal, Arguments, C);
    }
    SourceRange Where = Call.getSourceRange();
    if (isNeverReached(C))
      return C.discharged(Where, What, "a constant condition keeps it from running");
    bool Whole = isa<DeclRefExpr>(Destination->IgnoreParenImpCasts());
    if (Room && Whole && Size.Least > *Room)
      return C.defect(Where, What, "it writes at least " + std::to_string(Size.Least));
    if (Room && Size.Most && *Size.Most <= *Room && !Appends)
      return C.discharged(Where, What, "it writes at most " + std::to_string(*Size.Most));
    if (!Size.Most)
      return C.open(Where, What,
                    isMeasured(Source, C) ? "the comparison of its length shows no limit that holds"
                                          : "what it writes has no known limit");
    C.open(Where, What,
           "it writes up to " + std::to_string(*Size.Most) +
               (Appends ? ", behind what is already there" : ""));
  }

  /// strlen(String), where String is a variable.
  static bool isLength(const Stmt &S, const Expr &String) {
    const auto *E = dyn_cast<Expr>(&S);
    const auto *Call = E ? dyn_cast<CallExpr>(E->IgnoreParenCasts()) : nullptr;
    const LibraryFunction *L = Call ? libraryFunction(*Call) : nullptr;
    const VarDecl *V = variableOf(*String.IgnoreParenCasts());
    return V && L && (L->Name == "strlen" || L->Name == "wcslen") &&
           variableOf(*Call->getArg(0)->IgnoreParenCasts()) == V;
  }

  /// With the NUL: what is left by conditions such as strlen(s) < 8, if nobody writes since then.
  static std::optional<std::uint64_t> sizeByConditions(const Expr &Source, const CallExpr &Copy,
                                                       const CheckContext &C) {
    const VarDecl *V = variableOf(*Source.IgnoreParenCasts());
    auto Most = limitByConditions(
        [&](const Expr &E) { return isLength(E, Source); },
        [&](const Stmt &S) { return &S != &Copy && (mayWrite(S) || (V && modifies(S, *V))); }, C);
    return Most && *Most >= 0 ? std::optional<std::uint64_t>(*Most + 1) : std::nullopt;
  }

  /// A condition on the way looks at the length of the string.
  static bool isMeasured(const Expr *Source, const CheckContext &C) {
    bool Found = false;
    forConditionsAround(C, [&](const Guard &G) {
      Found |= Source && holds(G.Condition, [&](const Stmt &S) { return isLength(S, *Source); });
    });
    return Found;
  }

  static void scan(const CallExpr &Call, const LibraryFunction &L, CheckContext &C) {
    const StringLiteral *Format = literalOf(*argumentOf(L, Call, Role::ScanFormat));
    if (!Format)
      return;
    unsigned First = L.indexOf(Role::ScanFormat) + 1;
    for (ScannedString S : scannedStrings(*Format, C)) {
      if (First + S.Argument >= Call.getNumArgs())
        continue;
      const Expr &Destination = *Call.getArg(First + S.Argument);
      std::string What = Call.getDirectCallee()->getNameAsString() + "() scans a string into '" +
                         C.text(Destination) + "'";
      if (S.Width == 0) {
        C.open(Destination.getSourceRange(), What, "the format gives no field width",
               Confidence::High);
        continue;
      }
      auto Room = byteExtentOf(Destination, C);
      std::string Reason =
          "the format limits it to " + std::to_string(S.Width) + " characters and a NUL";
      if (Room && S.Width < *Room)
        C.discharged(Destination.getSourceRange(), What, Reason);
      else
        C.open(Destination.getSourceRange(), What,
               Reason + (Room ? ", more than the " + std::to_string(*Room) + " bytes there" : ""));
    }
  }
};

RegisterCheck<UnboundedCopy> X;

} // namespace
} // namespace ferrule
