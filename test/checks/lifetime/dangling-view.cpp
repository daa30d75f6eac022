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

// What the declaration says that a view looks into: the method is done, and who keeps the view answers for it.
struct Promises {
  std::string Text;
  std::string_view text() const [[clang::lifetimebound]] { return Text; } // discharged: 'text' returns a view: its declaration says
  std::string_view declared() const [[clang::lifetimebound]];
  std::string_view of(const std::string &Other [[clang::lifetimebound]]) const { return Other; } // discharged: its declaration says
  std::string_view two(const std::string &Other [[clang::lifetimebound]]) const [[clang::lifetimebound]] { return Text.empty() ? Other : Text; } // open: 'two' returns a view
  std::string_view none() const { return Text; } // open: 'none' returns a view
  virtual std::string_view any() const { return Text; } // open: 'any' returns a view
  void kept() {
    std::string_view V = text(); // discharged: it is the object whose function runs
    V = Next->text();            // open: 'V' is a view of 'Next'
    use(V);
  }
  Promises *Next;
};
std::string_view Promises::declared() const { return Text; } // discharged: its declaration says
Promises make();
Promises Shared;
std::string_view Global;
std::string_view either(const std::string &Left [[clang::lifetimebound]]);

// A call through the base does not know of it.
struct Override : Promises {
  std::string_view any() const [[clang::lifetimebound]] override { return Text; } // open: 'any' returns a view
};

void keeps(const Promises &R, const Promises *P, Promises &&Moved) {
  std::string_view V = make().text(); // defect: 'V' is a view of a temporary
  Promises Local;
  V = Local.text();                  // open: 'V' is a view of 'Local': nothing makes it live as long as the view
  std::string_view W = Local.text(); // discharged: it is declared before the view, and ends after it
  W = R.declared();                  // discharged: it is an object of the caller
  W = P->text();                     // open: 'W' is a view of 'P'
  W = Moved.text();                  // open: 'W' is a view of 'Moved'
  W = Shared.text();                 // discharged: it lives as long as the program
  Global = Local.text();             // open: 'Global' is a view of 'Local'
  W = either(name());                // defect: 'W' is a view of a temporary
  W = Local.of(Local.Text);          // discharged: it is declared before the view
  use(make().text());
  W = Local.two(name()); // defect: 'W' is a view of a temporary
  W = Local.two(Local.Text);
}

std::string_view returned(const Promises &R, const Promises *P) {
  Promises Local;
  if (R.Text.empty())
    return R.text(); // open: the function returns a view of 'R': nothing makes it live as long as the view
  if (P)
    return P->text(); // open: the function returns a view of 'P'
  return Local.text(); // defect: the function returns a view of 'Local'
}

std::string_view passedOn(const Promises &R [[clang::lifetimebound]]) {
  return R.text(); // discharged: the function returns a view of 'R': its declaration says so
}

Slice buffer() {
  char Buffer[8] = {};
  return Slice(Buffer, sizeof(Buffer)); // defect: the function returns a view of 'Buffer'
}
