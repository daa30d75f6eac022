// RUN: %tools/rewrite.py %ferrule %s lifetimebound -- -std=c++20 \
// RUN:   | FileCheck %s --match-full-lines --strict-whitespace --implicit-check-not='{{^(safe|review|design|gone as well): }}'
// What a view looks into is declared with the method that returns it. The block of macros is put into the file once.
#include <string>
#include <string_view>
#include <vector>

class Record {
public:
  std::string_view text() const { return name; }
// CHECK:safe: declare what the view that 'text' returns looks into
// CHECK-NEXT:applied, discharges 1 of 1: V1 V2
// CHECK-NEXT: #include <vector>
// CHECK-NEXT:+#ifndef FERRULE_LIFETIMEBOUND /* what is returned may look into what this stands behind */
// CHECK-NEXT:+#if defined(__has_cpp_attribute)
// CHECK-NEXT:+#if __has_cpp_attribute(clang::lifetimebound)
// CHECK-NEXT:+#define FERRULE_LIFETIMEBOUND {{\[\[}}clang::lifetimebound]]
// CHECK-NEXT:+#endif
// CHECK-NEXT:+#endif
// CHECK-NEXT:+#ifndef FERRULE_LIFETIMEBOUND
// CHECK-NEXT:+#define FERRULE_LIFETIMEBOUND
// CHECK-NEXT:+#endif
// CHECK-NEXT:+#endif
// CHECK-NEXT: 
// CHECK-NEXT: public:
// CHECK-NEXT:-  std::string_view text() const { return name; }
// CHECK-NEXT:+  std::string_view text() const FERRULE_LIFETIMEBOUND { return name; }

  auto last() const noexcept(true) -> std::string_view {
    return names.empty() ? std::string_view() : std::string_view(names.back());
  }
// CHECK:safe: declare what the view that 'last' returns looks into
// CHECK-NEXT:applied, discharges 1 of 1: V1 V2
// CHECK-NEXT: #include <vector>
// CHECK-NEXT:+#ifndef FERRULE_LIFETIMEBOUND /* what is returned may look into what this stands behind */
// CHECK-NEXT:+#if defined(__has_cpp_attribute)
// CHECK-NEXT:+#if __has_cpp_attribute(clang::lifetimebound)
// CHECK-NEXT:+#define FERRULE_LIFETIMEBOUND {{\[\[}}clang::lifetimebound]]
// CHECK-NEXT:+#endif
// CHECK-NEXT:+#endif
// CHECK-NEXT:+#ifndef FERRULE_LIFETIMEBOUND
// CHECK-NEXT:+#define FERRULE_LIFETIMEBOUND
// CHECK-NEXT:+#endif
// CHECK-NEXT:+#endif
// CHECK-NEXT: 
// CHECK-NEXT: 
// CHECK-NEXT:-  auto last() const noexcept(true) -> std::string_view {
// CHECK-NEXT:+  auto last() const noexcept(true) FERRULE_LIFETIMEBOUND -> std::string_view {
// CHECK-NEXT:     return names.empty() ? std::string_view() : std::string_view(names.back());

  std::string_view prefix() const &;
// CHECK:safe: declare what the view that 'prefix' returns looks into
// CHECK-NEXT:applied, discharges 1 of 1: V1 V2
// CHECK-NEXT: #include <vector>
// CHECK-NEXT:+#ifndef FERRULE_LIFETIMEBOUND /* what is returned may look into what this stands behind */
// CHECK-NEXT:+#if defined(__has_cpp_attribute)
// CHECK-NEXT:+#if __has_cpp_attribute(clang::lifetimebound)
// CHECK-NEXT:+#define FERRULE_LIFETIMEBOUND {{\[\[}}clang::lifetimebound]]
// CHECK-NEXT:+#endif
// CHECK-NEXT:+#endif
// CHECK-NEXT:+#ifndef FERRULE_LIFETIMEBOUND
// CHECK-NEXT:+#define FERRULE_LIFETIMEBOUND
// CHECK-NEXT:+#endif
// CHECK-NEXT:+#endif
// CHECK-NEXT: 
// CHECK-NEXT: 
// CHECK-NEXT:-  std::string_view prefix() const &;
// CHECK-NEXT:+  std::string_view prefix() const & FERRULE_LIFETIMEBOUND;

  std::string_view either(bool own) const { return own ? name : names[0]; }
// CHECK:safe: declare what the view that 'either' returns looks into
// CHECK-NEXT:applied, discharges 1 of 1: V1 V2
// CHECK-NEXT: #include <vector>
// CHECK-NEXT:+#ifndef FERRULE_LIFETIMEBOUND /* what is returned may look into what this stands behind */
// CHECK-NEXT:+#if defined(__has_cpp_attribute)
// CHECK-NEXT:+#if __has_cpp_attribute(clang::lifetimebound)
// CHECK-NEXT:+#define FERRULE_LIFETIMEBOUND {{\[\[}}clang::lifetimebound]]
// CHECK-NEXT:+#endif
// CHECK-NEXT:+#endif
// CHECK-NEXT:+#ifndef FERRULE_LIFETIMEBOUND
// CHECK-NEXT:+#define FERRULE_LIFETIMEBOUND
// CHECK-NEXT:+#endif
// CHECK-NEXT:+#endif
// CHECK-NEXT: 
// CHECK-NEXT: 
// CHECK-NEXT:-  std::string_view either(bool own) const { return own ? name : names[0]; }
// CHECK-NEXT:+  std::string_view either(bool own) const FERRULE_LIFETIMEBOUND { return own ? name : names[0]; }

  std::string_view two(const std::string &given) const { return name.empty() ? given : name; }
// CHECK:safe: declare what the view that 'two' returns looks into
// CHECK-NEXT:refused, it may look into more than one thing

  std::string_view other(const std::string &) const;
// CHECK:safe: declare what the view that 'other' returns looks into
// CHECK-NEXT:applied, discharges 1 of 1: V1 V2
// CHECK-NEXT: #include <vector>
// CHECK-NEXT:+#ifndef FERRULE_LIFETIMEBOUND /* what is returned may look into what this stands behind */
// CHECK-NEXT:+#if defined(__has_cpp_attribute)
// CHECK-NEXT:+#if __has_cpp_attribute(clang::lifetimebound)
// CHECK-NEXT:+#define FERRULE_LIFETIMEBOUND {{\[\[}}clang::lifetimebound]]
// CHECK-NEXT:+#endif
// CHECK-NEXT:+#endif
// CHECK-NEXT:+#ifndef FERRULE_LIFETIMEBOUND
// CHECK-NEXT:+#define FERRULE_LIFETIMEBOUND
// CHECK-NEXT:+#endif
// CHECK-NEXT:+#endif
// CHECK-NEXT: 
// CHECK-NEXT: 
// CHECK-NEXT:-  std::string_view other(const std::string &) const;
// CHECK-NEXT:+  std::string_view other(FERRULE_LIFETIMEBOUND const std::string &) const;

  // Declared as if it looked into the object already: it does.
  std::string_view alias() const { return text(); }
// CHECK:safe: declare what the view that 'alias' returns looks into
// CHECK-NEXT:applied, discharges 1 of 1: V1 V2
// CHECK-NEXT: #include <vector>
// CHECK-NEXT:+#ifndef FERRULE_LIFETIMEBOUND /* what is returned may look into what this stands behind */
// CHECK-NEXT:+#if defined(__has_cpp_attribute)
// CHECK-NEXT:+#if __has_cpp_attribute(clang::lifetimebound)
// CHECK-NEXT:+#define FERRULE_LIFETIMEBOUND {{\[\[}}clang::lifetimebound]]
// CHECK-NEXT:+#endif
// CHECK-NEXT:+#endif
// CHECK-NEXT:+#ifndef FERRULE_LIFETIMEBOUND
// CHECK-NEXT:+#define FERRULE_LIFETIMEBOUND
// CHECK-NEXT:+#endif
// CHECK-NEXT:+#endif
// CHECK-NEXT: 
// CHECK-NEXT:   // Declared as if it looked into the object already: it does.
// CHECK-NEXT:-  std::string_view alias() const { return text(); }
// CHECK-NEXT:+  std::string_view alias() const FERRULE_LIFETIMEBOUND { return text(); }

private:
  std::string name;
  std::vector<std::string> names;
  char buffer[16];
};

std::string_view Record::prefix() const & { return std::string_view(buffer, 4); }
std::string_view Record::other(const std::string &given) const { return given; }

// Who keeps a view of a local is judged by where the local is declared.
int use(std::string_view view);
int keep() {
  Record record;
  std::string_view view = record.text();
  return use(view);
}

// What is reached by a pointer, or is a view already, may be anywhere.
class Reader {
public:
  std::string_view far() const { return *text; }
// CHECK:safe: declare what the view that 'far' returns looks into
// CHECK-NEXT:refused, nothing shows what '*this->text' looks into
  std::string_view part() const { return all.substr(1); }
// CHECK:safe: declare what the view that 'part' returns looks into
// CHECK-NEXT:refused, nothing shows what 'this->all.substr(1)' looks into
  std::string_view fixed() const { return "constant"; }
// CHECK:safe: declare what the view that 'fixed' returns looks into
// CHECK-NEXT:refused, no return looks into the object or a parameter
  std::string_view of(const std::string *given) const { return *given; }
// CHECK:safe: declare what the view that 'of' returns looks into
// CHECK-NEXT:refused, nothing shows what '*given' looks into

private:
  const std::string *text;
  std::string_view all;
};

// Calls go through the function that it overrides.
struct Base {
  virtual ~Base() = default;
  virtual std::string_view view() const = 0;
};
struct Derived : Base {
  std::string_view view() const override { return own; }
// CHECK:safe: declare what the view that 'view' returns looks into
// CHECK-NEXT:refused, calls through the function that it overrides know nothing of it
  std::string own;
};

struct Virtual {
  virtual std::string_view view() const { return own; }
// CHECK:safe: declare what the view that 'view' returns looks into
// CHECK-NEXT:applied, discharges 1 of 1: V1 V2
// CHECK-NEXT: #include <vector>
// CHECK-NEXT:+#ifndef FERRULE_LIFETIMEBOUND /* what is returned may look into what this stands behind */
// CHECK-NEXT:+#if defined(__has_cpp_attribute)
// CHECK-NEXT:+#if __has_cpp_attribute(clang::lifetimebound)
// CHECK-NEXT:+#define FERRULE_LIFETIMEBOUND {{\[\[}}clang::lifetimebound]]
// CHECK-NEXT:+#endif
// CHECK-NEXT:+#endif
// CHECK-NEXT:+#ifndef FERRULE_LIFETIMEBOUND
// CHECK-NEXT:+#define FERRULE_LIFETIMEBOUND
// CHECK-NEXT:+#endif
// CHECK-NEXT:+#endif
// CHECK-NEXT: 
// CHECK-NEXT: struct Virtual {
// CHECK-NEXT:-  virtual std::string_view view() const { return own; }
// CHECK-NEXT:+  virtual std::string_view view() const FERRULE_LIFETIMEBOUND { return own; }
// CHECK-NEXT:   std::string own;
  std::string own;
};

template <class T> struct Generic {
  std::string_view view() const { return own; }
// CHECK:safe: declare what the view that 'view' returns looks into
// CHECK-NEXT:refused, it is a template
  std::string own;
};
int instance(const Generic<int> &g) { return use(g.view()); }

#define GETTER(name, member) std::string_view name() const { return member; }
struct Made {
  GETTER(view, own)
// CHECK:safe: declare what the view that 'view' returns looks into
// CHECK-NEXT:refused, its declaration comes from a macro
  std::string own;
};
