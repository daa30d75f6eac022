// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/rust/SourceConstants.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

namespace ferrule::rust {
namespace {

/// A test has no use for more.
constexpr std::size_t Most = 400;
constexpr std::size_t Longest = 40;

class Reader {
public:
  Reader(llvm::StringRef Text, SourceConstants &To) : Rest(Text), To(To) {}

  void read() {
    while (!Rest.empty()) {
      char C = Rest.front();
      if (Rest.starts_with("//"))
        Rest = Rest.drop_until([](char C) { return C == '\n'; });
      else if (Rest.consume_front("/*"))
        Rest = Rest.split("*/").second;
      else if (C == '#' && Rest.drop_front().ltrim(" \t").starts_with("include"))
        Rest = Rest.drop_until([](char C) { return C == '\n'; });
      else if (C == '"' || C == '\'')
        literal(C);
      else if (llvm::isDigit(C))
        number();
      else if (llvm::isAlpha(C) || C == '_')
        Rest = Rest.drop_while([](char C) { return llvm::isAlnum(C) || C == '_'; });
      else
        Rest = Rest.drop_front();
    }
  }

private:
  void literal(char Quote) {
    Rest = Rest.drop_front();
    std::string Word;
    bool Plain = true;
    while (!Rest.empty() && Rest.front() != Quote && Rest.front() != '\n') {
      Plain &= Rest.front() != '\\' && llvm::isPrint(Rest.front());
      Word += Rest.front();
      Rest = Rest.drop_front(Rest.front() == '\\' ? 2 : 1);
    }
    Rest = Rest.drop_front();
    if (Plain && !Word.empty() && Word.size() <= Longest)
      To.words.push_back(std::move(Word));
  }

  void number() {
    llvm::StringRef Digits = Rest.take_while([](char C) { return llvm::isAlnum(C) || C == '.'; });
    Rest = Rest.drop_front(Digits.size());
    unsigned long long Value = 0;
    Digits = Digits.rtrim("uUlL");
    if (!Digits.getAsInteger(0, Value) && Value > 16)
      To.numbers.push_back(static_cast<long long>(Value));
  }

  llvm::StringRef Rest;
  SourceConstants &To;
};

template <class T> void tidy(std::vector<T> &All) {
  llvm::sort(All);
  All.erase(llvm::unique(All), All.end());
  if (All.size() > Most)
    All.resize(Most);
}

} // namespace

void addConstants(llvm::StringRef Text, SourceConstants &To) {
  Reader(Text, To).read();
  tidy(To.numbers);
  tidy(To.words);
}

SourceConstants constantsOf(const CrateInput &Input) {
  SourceConstants All;
  for (const std::string &File : Input.cut.files) {
    llvm::SmallString<256> Path(Input.assessment.project.root);
    llvm::sys::path::append(Path, File);
    if (auto Text = llvm::MemoryBuffer::getFile(Path))
      addConstants((*Text)->getBuffer(), All);
  }
  return All;
}

} // namespace ferrule::rust
