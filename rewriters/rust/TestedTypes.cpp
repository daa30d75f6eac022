// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Records and enumerations as the differential test makes and compares them: field by field, as
// nobody writes to what is between. Of a union it is not known which member counts.
#include "rewriters/rust/Differential.h"
#include "rewriters/rust/Scalars.h"
#include "rewriters/rust/Text.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace ferrule::rust {
namespace {

/// What can be made and compared, and what is left zero.
enum class Content : unsigned char { Value, Other };

Content contentOf(const AbiType &T, const RustTypes &Types) {
  if (T.kind == AbiKind::Array)
    return contentOf(T.inner.front(), Types);
  if (T.kind == AbiKind::Pointer && T.inner.front().kind == AbiKind::Function)
    return Content::Other;
  const AbiRecord *R = Types.record(T);
  return R && R->isUnion && Types.shapeOf(*R).form == RecordShape::Fields ? Content::Other
                                                                          : Content::Value;
}

constexpr llvm::StringLiteral Enumeration = R"(
impl See for {{name}} {
    fn see(&self, seen: &mut Seen<'_>) {
        self.0.see(seen);
    }
}

impl Any for {{name}} {
    fn any(from: &mut Source) -> Self {
        Self(if from.one_in(16) { from.any() } else { from.pick(&[{{values}}]) as _ })
    }

    fn small(number: u64) -> Self {
        Self(number as _)
    }
}
)";

constexpr llvm::StringLiteral Structure = R"(
impl See for {{name}} {
    fn see(&self, seen: &mut Seen<'_>) {
{{see}}    }
}

impl Any for {{name}} {
    fn any({{from}}: &mut Source) -> Self {
        Self {
{{any}}        }
    }

    fn small({{number}}: u64) -> Self {
        Self {
{{small}}        }
    }
}
)";

std::string enumeration(const AbiEnum &E, const std::string &Name) {
  std::vector<std::string> Values;
  for (const AbiEnumerator &V : E.values)
    Values.push_back(std::to_string(V.value) + (Values.empty() ? "i64" : ""));
  return renderTemplate(Enumeration, {{"name", Name}, {"values", llvm::join(Values, ", ")}});
}

std::string record(const AbiRecord &R, const RustTypes &Types) {
  const RecordShape &S = Types.shapeOf(R);
  std::string See, Any, Small;
  auto Add = [&](const std::string &Field, Content C, bool Gap) {
    std::string Indent = "            ";
    bool Value = C == Content::Value && !Gap;
    Any += Indent + Field + ": " + (Value ? "from.any()" : "zeroed()") + ",\n";
    Small += Indent + Field + ": " + (Value ? "Any::small(number)" : "zeroed()") + ",\n";
    if (Value)
      See += "        " + std::string(S.packed ? "{ self." + Field + " }" : "self." + Field) +
             ".see(seen);\n";
  };
  if (S.form == RecordShape::Bytes) {
    Add("_bytes", Content::Value, false);
  } else {
    for (auto [I, Field] : llvm::enumerate(fieldNames(R))) {
      if (!S.padding.empty() && S.padding[I])
        Add("_gap_" + std::to_string(I), Content::Value, true);
      Add(Field, contentOf(R.fields[I].type, Types), false);
    }
  }
  // Nothing but functions and unions.
  std::string Unused = See.empty() ? "_" : "";
  if (See.empty())
    See = "        let _ = seen;\n";
  return renderTemplate(Structure, {{"name", Types.nameOf(R)},
                                    {"from", Unused + "from"},
                                    {"number", Unused + "number"},
                                    {"see", See},
                                    {"any", Any},
                                    {"small", Small}});
}

} // namespace

std::string testedTypes(const RustTypes &Types) {
  RustTypes::Reached Found = Types.reached();
  std::string Text;
  for (const AbiEnum *E : Found.enums)
    if (!E->name.empty() && !E->values.empty())
      Text += enumeration(*E, Types.nameOf(*E));
  for (const AbiRecord *R : Found.records)
    if (!llvm::is_contained(Found.opaque, R) &&
        !(R->isUnion && Types.shapeOf(*R).form == RecordShape::Fields))
      Text += record(*R, Types);
  return Text;
}

} // namespace ferrule::rust
