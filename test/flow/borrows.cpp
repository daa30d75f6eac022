// RUN: %check %s ferrule-lifetime-stack-address-returned,ferrule-lifetime-use-after-release -- -std=c++20
// References, views and what is declared to be bound to a parameter, by Clang's LifetimeSafety.
#include <memory>
#include <string>
#include <string_view>

std::string_view view() {
  std::string text = "short";
  std::string_view result = text;
  return result; // defect: the function returns a pointer, reference or view to 'text'
}
std::string owned() {
  std::string text = "short";
  std::string_view result = text;
  return std::string(result);
}
std::string_view handedOn(const std::string &text) {
  std::string_view result = text;
  return result;
}

const char *data() {
  std::string text = "short";
  const char *result = text.data();
  return result; // defect: the function returns a pointer, reference or view to 'text'
}

const std::string &first([[clang::lifetimebound]] const std::string &a);
const std::string &bound() {
  std::string text;
  return first(text); // defect: the function returns a pointer, reference or view to 'text'
}
const std::string &boundToParameter(const std::string &text) { return first(text); }

void outlived() {
  std::string_view last = "none";
  {
    std::string line = "short";
    last = line;
  }
  std::string copy(last); // defect: 'last' is used and still points to 'line'
}
void replaced() {
  std::string_view last = "none";
  {
    std::string line = "short";
    last = line;
  }
  last = "none";
  std::string copy(last);
}

// What the flow analysis sees as well is one defect.
int &reference() {
  int n = 0;
  int &result = n;
  return result; // defect: returns the address of 'n'
}
struct node {
  int value;
};
int member() {
  node *last = nullptr;
  {
    node inner{1};
    last = &inner;
  }
  return last->value; // defect: reads 'inner' after the end of its life
}

// not found: what is stored on the heap or in a member, and a temporary
struct holder {
  std::string_view text;
};
holder stored() {
  std::string text;
  holder result{text};
  return result;
}
