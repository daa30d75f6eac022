// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/history/Message.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <string>

namespace ferrule {
namespace {

/// A phrase in lower case, with single blanks. '#' at the end stands for a digit.
struct Phrase {
  llvm::StringLiteral Text;
  /// Begins a word; ends one.
  bool First = false;
  bool Last = false;
};

constexpr Phrase MemoryPhrases[] = {
    {"overflow"},          {"overrun"},
    {"underflow"},         {"overread"},
    {"over read"},         {"out of bound"},
    {"oob", true, true},   {"use after free"},
    {"uaf", true, true},   {"double free"},
    {"doublefree"},        {"uninitialized"},
    {"uninitialised"},     {"dangling pointer"},
    {"type confusion"},    {"null pointer deref"},
    {"null deref"},        {"cve #", true},
    {"oss fuzz"},          {"ossfuzz"},
    {"clusterfuzz"},       {"fuzz", true, true},
    {"fuzzed", true},      {"fuzzer"},
    {"fuzzing"},           {"heap buffer"},
    {"stack buffer"},      {"segfault"},
    {"seg fault"},         {"segmentation fault"},
    {"segv", false, true}, {"crash"},
    {"memory leak"},       {"memory corruption"},
    {"memory safety"},     {"sanitizer"},
    {"asan", true, true},  {"ubsan", true, true},
    {"msan", true, true},  {"invalid read"},
    {"invalid write"},     {"valgrind"},
};

constexpr Phrase FixPhrases[] = {
    {"fix", true},   {"bug", true},   {"error", true}, {"fail", true},
    {"wrong", true}, {"issue", true}, {"check", true},
};

/// In lower case, everything between words that may stand in place of a blank as one blank.
std::string normalized(llvm::StringRef Message) {
  std::string Text;
  Text.reserve(Message.size());
  for (char C : Message)
    if (!llvm::isSpace(C) && C != '-' && C != '_')
      Text += llvm::toLower(C);
    else if (!Text.empty() && Text.back() != ' ')
      Text += ' ';
  return Text;
}

bool contains(llvm::StringRef Text, const Phrase &P) {
  llvm::StringRef Wanted = P.Text;
  bool Digit = Wanted.consume_back("#");
  for (std::size_t At = Text.find(Wanted); At != llvm::StringRef::npos;
       At = Text.find(Wanted, At + 1)) {
    char Before = At ? Text[At - 1] : ' ';
    llvm::StringRef Behind = Text.drop_front(At + Wanted.size());
    char After = Behind.empty() ? ' ' : Behind.front();
    if (!(P.First && llvm::isAlnum(Before)) && !(P.Last && llvm::isAlnum(After)) &&
        !(Digit && !llvm::isDigit(After)))
      return true;
  }
  return false;
}

} // namespace

MessageKind classifyMessage(llvm::StringRef Message) {
  std::string Text = normalized(Message);
  auto In = [&](const Phrase &P) { return contains(Text, P); };
  return {.fix = llvm::any_of(FixPhrases, In), .memoryFix = llvm::any_of(MemoryPhrases, In)};
}

} // namespace ferrule
