// RUN: %check %s ferrule-lifetime-dangling-view -- -std=c++20
// A view does not keep alive what it looks at.
#include <span>
#include <string>
#include <string_view>
#include <vector>

std::string name();
const std::string &stored();
std::vector<int> numbers();
void use(std::string_view Text);

void temporaries() {
  std::string_view V = name(); // defect: 'V' is a view of a temporary
  const char *C = name().c_str(); // defect: 'C' is a view of a temporary
  V = name() + "x"; // defect: 'V' is a view of a temporary
  std::string Text = name();
  V = Text;
  V = stored();
  V = "literal";
  use(name());
  C = Text.c_str();
}

std::string_view local() {
  std::string Text = name();
  return Text; // defect: the function returns a view of 'Text'
}

std::span<int> range() {
  std::vector<int> Numbers = numbers();
  return Numbers; // defect: the function returns a view of 'Numbers'
}

std::string_view temporary() {
  return name(); // defect: the function returns a view of a temporary
}

std::string_view constant() { return "text"; }

class Slice {
public:
  Slice(const char *Data, std::size_t Size) : Data(Data), Size(Size) {}

private:
  const char *Data;
  std::size_t Size;
};

class Record {
public:
  std::string_view text() const { return Text; } // open: 'text' returns a view
  Slice slice() const { return {Text.data(), Text.size()}; } // open: 'slice' returns a view
  std::string copy() const { return Text; }

private:
  std::string Text;
  std::string_view Key; // open: the member 'Key' is a view
  Slice Part{"", 0};    // open: the member 'Part' is a view
};
