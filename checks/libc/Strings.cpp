// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/libc/Strings.h"
#include "checks/Values.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/FormatString.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

using namespace clang;

namespace ferrule {

static const Expr *constantInitOf(const Expr &E) {
  const VarDecl *V = variableOf(E);
  if (!V || isa<ParmVarDecl>(V))
    return nullptr;
  QualType T = V->getType();
  // Of an array it is the elements that are constant.
  bool Constant = T->isArrayType() ? T->castAsArrayTypeUnsafe()->getElementType().isConstQualified()
                                   : T.isConstQualified();
  return Constant ? V->getAnyInitializer() : nullptr;
}

const StringLiteral *literalOf(const Expr &Full) {
  const Expr &E = *Full.IgnoreParenImpCasts();
  if (const auto *Literal = dyn_cast<StringLiteral>(&E))
    return Literal;
  if (const auto *Name = dyn_cast<PredefinedExpr>(&E))
    return Name->getFunctionName();
  const Expr *Init = constantInitOf(E);
  return Init && !Init->isValueDependent() && Init != &E ? literalOf(*Init) : nullptr;
}

std::optional<std::uint64_t> largestString(const Expr &Full, const CheckContext &C) {
  const Expr &E = *Full.IgnoreParenImpCasts();
  if (const StringLiteral *Literal = literalOf(E))
    return Literal->getLength() + 1ull;
  if (const auto *Choice = dyn_cast<ConditionalOperator>(&E)) {
    auto L = largestString(*Choice->getTrueExpr(), C),
         R = largestString(*Choice->getFalseExpr(), C);
    return L && R ? std::max(L, R) : std::nullopt;
  }
  if (auto Size = extentOf(E, C); Size && E.getType()->isArrayType())
    return Size->Elements;
  return std::nullopt;
}

std::string whyTerminated(const Expr &Full, const CheckContext &C) {
  const Expr &E = *Full.IgnoreParenCasts();
  if (const auto *Choice = dyn_cast<ConditionalOperator>(&E)) {
    std::string L = whyTerminated(*Choice->getTrueExpr(), C);
    return L.empty() || whyTerminated(*Choice->getFalseExpr(), C).empty() ? "" : L;
  }
  if (const StringLiteral *Literal = literalOf(E)) {
    // char a[3] = "abc" has no NUL.
    const auto *Array = C.ast().getAsConstantArrayType(E.getType());
    bool Fits = !Array || Array->getSize().getZExtValue() > Literal->getLength();
    return Fits ? "a string literal ends with a NUL" : "";
  }
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(&E))
    if (const CXXMethodDecl *Method = Call->getMethodDecl();
        Method && Method->getDeclName().isIdentifier() && Method->getParent()->isInStdNamespace()) {
      bool OfString = Method->getParent()->getName() == "basic_string";
      if (Method->getName() == "what" ||
          (OfString && (Method->getName() == "c_str" || Method->getName() == "data")))
        return "std::" + Method->getParent()->getNameAsString() + " keeps a NUL at the end";
    }
  if (const auto *Call = dyn_cast<CallExpr>(&E))
    if (const FunctionDecl *F = Call->getDirectCallee();
        F && F->isExternC() && F->getIdentifier() &&
        llvm::is_contained({"strerror", "getenv", "setlocale", "ctime", "asctime", "gettext"},
                           F->getName()))
      return F->getNameAsString() + "() returns a string";
  // An element of a constant table of strings.
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(&E))
    if (const VarDecl *Table = variableOf(*Element->getBase());
        Table && Table->getType()->isArrayType() &&
        Table->getType()->castAsArrayTypeUnsafe()->getElementType().isConstQualified())
      if (const auto *Init = dyn_cast_or_null<InitListExpr>(Table->getAnyInitializer());
          Init && !Init->hasArrayFiller() && llvm::all_of(Init->inits(), [](const Expr *I) {
            return isa<StringLiteral>(I->IgnoreParenImpCasts());
          }))
        return "each element of '" + Table->getNameAsString() + "' is a string literal";
  return "";
}

namespace {
using analyze_format_string::ConversionSpecifier;
using analyze_format_string::OptionalAmount;

/// Sums up what each directive of a printf format writes.
class SizeOfPrintf final : public analyze_format_string::FormatStringHandler {
public:
  SizeOfPrintf(llvm::ArrayRef<const Expr *> Arguments, const CheckContext &C)
      : Arguments(Arguments), C(C) {}
  std::uint64_t Most = 0;
  /// Bytes of the format that belong to directives.
  std::uint64_t Directives = 0;
  bool Known = true;

  bool HandlePrintfSpecifier(const analyze_printf::PrintfSpecifier &FS, const char *,
                             unsigned Length, const TargetInfo &) override {
    Directives += Length;
    auto Size = sizeOf(FS);
    const OptionalAmount &Field = FS.getFieldWidth();
    bool FieldKnown = Field.getHowSpecified() != OptionalAmount::Arg;
    Known &= Size && FieldKnown && !FS.hasThousandsGrouping();
    if (Known)
      Most += std::max<std::uint64_t>(*Size, Field.getHowSpecified() == OptionalAmount::Constant
                                                 ? Field.getConstantAmount()
                                                 : 0);
    return true;
  }
  bool HandleInvalidPrintfConversionSpecifier(const analyze_printf::PrintfSpecifier &, const char *,
                                              unsigned) override {
    return Known = false;
  }

private:
  std::optional<std::uint64_t> sizeOf(const analyze_printf::PrintfSpecifier &FS) const {
    const auto &Kind = FS.getConversionSpecifier();
    const OptionalAmount &Precision = FS.getPrecision();
    if (Precision.getHowSpecified() == OptionalAmount::Arg)
      return std::nullopt;
    bool HasPrecision = Precision.getHowSpecified() == OptionalAmount::Constant;
    std::uint64_t P = HasPrecision ? Precision.getConstantAmount() : 0;
    if (Kind.getKind() == ConversionSpecifier::PercentArg ||
        Kind.getKind() == ConversionSpecifier::cArg)
      return 1;
    if (FS.getArgIndex() >= Arguments.size())
      return std::nullopt;
    const Expr &Argument = *Arguments[FS.getArgIndex()];
    // An exponent of four digits.
    bool Long = Argument.getType()->isSpecificBuiltinType(BuiltinType::LongDouble);
    // Sign or blank, 0x.
    constexpr std::uint64_t Prefix = 3;
    switch (Kind.getKind()) {
    case ConversionSpecifier::sArg: {
      auto Size = largestString(Argument, C);
      if (Size)
        return HasPrecision ? std::min(P, *Size - 1) : *Size - 1;
      return HasPrecision ? std::optional(P) : std::nullopt;
    }
    case ConversionSpecifier::gArg:
    case ConversionSpecifier::GArg:
      // -d.dddde-308, or -0.000dddd
      return std::max<std::uint64_t>(HasPrecision ? P : 6, 1) + 7 + Long;
    case ConversionSpecifier::eArg:
    case ConversionSpecifier::EArg:
      return (HasPrecision ? P : 6) + 8 + Long;
    default:
      break;
    }
    if (!Kind.isAnyIntArg() || !Argument.getType()->isIntegralOrEnumerationType())
      return std::nullopt;
    std::uint64_t Digits = C.ast().getIntWidth(Argument.getType()) / 3 + 1;
    auto Range = rangeOf(Argument, C);
    bool Decimal = Kind.getKind() == ConversionSpecifier::dArg ||
                   Kind.getKind() == ConversionSpecifier::iArg ||
                   Kind.getKind() == ConversionSpecifier::uArg;
    bool Flags = FS.hasAlternativeForm() || FS.hasPlusPrefix() || FS.hasSpacePrefix();
    if (Range && Decimal && (Range->Low >= 0 || Kind.getKind() != ConversionSpecifier::uArg))
      Digits = std::max(std::to_string(Range->Low).size(), std::to_string(Range->High).size());
    return std::max(Digits, P + 1) + (Flags ? Prefix : 0);
  }

  llvm::ArrayRef<const Expr *> Arguments;
  const CheckContext &C;
};

class NumbersOfScanf final : public analyze_format_string::FormatStringHandler {
public:
  llvm::SmallVector<unsigned, 4> Found;

  bool HandleScanfSpecifier(const analyze_scanf::ScanfSpecifier &FS, const char *,
                            unsigned) override {
    auto Specifier = FS.getConversionSpecifier();
    if (FS.consumesDataArgument() &&
        (Specifier.isIntArg() || Specifier.isUIntArg() || Specifier.isDoubleArg() ||
         Specifier.getKind() == ConversionSpecifier::nArg ||
         Specifier.getKind() == ConversionSpecifier::pArg))
      Found.push_back(FS.getArgIndex());
    return true;
  }
};

class StringsOfScanf final : public analyze_format_string::FormatStringHandler {
public:
  llvm::SmallVector<ScannedString, 4> Found;

  bool HandleScanfSpecifier(const analyze_scanf::ScanfSpecifier &FS, const char *,
                            unsigned) override {
    auto Kind = FS.getConversionSpecifier().getKind();
    if ((Kind == ConversionSpecifier::sArg || Kind == ConversionSpecifier::ScanListArg) &&
        FS.consumesDataArgument()) {
      const OptionalAmount &Field = FS.getFieldWidth();
      bool HasWidth = Field.getHowSpecified() == OptionalAmount::Constant;
      Found.push_back({FS.getArgIndex(), HasWidth ? Field.getConstantAmount() : 0});
    }
    return true;
  }
};
} // namespace

FormattedSize formattedSize(const StringLiteral &Format, llvm::ArrayRef<const Expr *> Arguments,
                            const CheckContext &C) {
  if (Format.getCharByteWidth() != 1)
    return {0, std::nullopt};
  llvm::StringRef Text = Format.getString();
  SizeOfPrintf Handler(Arguments, C);
  ParsePrintfString(Handler, Text.begin(), Text.end(), C.language(), C.ast().getTargetInfo(),
                    false);
  std::uint64_t Fixed = Text.size() - std::min<std::uint64_t>(Handler.Directives, Text.size()) + 1;
  return {Fixed, Handler.Known ? std::optional(Fixed + Handler.Most) : std::nullopt};
}

/// What a handler of conversions finds in the format of a scanf-like call.
template <class Handler> static auto scanned(const StringLiteral &Format, const CheckContext &C) {
  Handler H;
  llvm::StringRef Text = Format.getCharByteWidth() == 1 ? Format.getString() : "";
  ParseScanfString(H, Text.begin(), Text.end(), C.language(), C.ast().getTargetInfo());
  return std::move(H.Found);
}

llvm::SmallVector<unsigned, 4> scannedNumbers(const StringLiteral &Format, const CheckContext &C) {
  return scanned<NumbersOfScanf>(Format, C);
}

llvm::SmallVector<ScannedString, 4> scannedStrings(const StringLiteral &Format,
                                                   const CheckContext &C) {
  return scanned<StringsOfScanf>(Format, C);
}

} // namespace ferrule
