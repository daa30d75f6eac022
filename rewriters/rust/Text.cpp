// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/rust/Text.h"
#include "tool/model/Unicode.h"
#include "llvm/Support/Mustache.h"

namespace ferrule::rust {

std::string renderTemplate(llvm::StringRef Template,
                           llvm::ArrayRef<std::pair<llvm::StringRef, std::string>> Values) {
  llvm::json::Object Data;
  for (const auto &[Name, Value] : Values)
    Data[Name] = llvm::json::fixUTF8(Value);
  llvm::BumpPtrAllocator Memory;
  llvm::StringSaver Saver(Memory);
  llvm::mustache::MustacheContext Context(Memory, Saver);
  llvm::mustache::Template Text(Template, Context);
  // What is made is no HTML.
  Text.overrideEscapeCharacters(llvm::mustache::EscapeMap{});
  std::string Result;
  llvm::raw_string_ostream Out(Result);
  Text.render(llvm::json::Value(std::move(Data)), Out);
  return Result;
}

std::string docComment(llvm::ArrayRef<std::string> Lines, llvm::StringRef Indent) {
  std::string Result;
  for (const std::string &Line : Lines) {
    Result += Indent.str() + "///" + (Line.empty() ? "" : " ");
    Result += printable(Line) + "\n";
  }
  return Result;
}

} // namespace ferrule::rust
