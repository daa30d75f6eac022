// RUN: %tools/rewrite.py %ferrule %s string-view -- -std=c++17 -D_GLIBCXX_ASSERTIONS \
// RUN:   | FileCheck %s --implicit-check-not='{{^(safe|review|design): }}'
// A text that is only read becomes a std::string_view.
#include <cstring>
#include <ostream>
#include <string>

static std::size_t length(const char *s);
static std::size_t length(const char *s) { return strlen(s) + std::strlen(s); }
// CHECK: review: let 'length' take 's' as a std::string_view
// CHECK-NEXT: applied, discharges 2 of 2: V1
// CHECK-NEXT: asks: Is the library built with its checks on (-D_GLIBCXX_ASSERTIONS, _LIBCPP_HARDENING_MODE)? Without them operator[] is as unchecked as before. Does no caller give null for 's'?
// CHECK-NEXT:  #include <string>
// CHECK-NEXT: +#include <string_view>
// CHECK: -static std::size_t length(const char *s);
// CHECK-NEXT: -static std::size_t length(const char *s) { return strlen(s) + std::strlen(s); }
// CHECK-NEXT: +static std::size_t length(std::string_view s);
// CHECK-NEXT: +static std::size_t length(std::string_view s) { return s.size() + s.size(); }

static unsigned spaces(const char *text) {
  unsigned n = 0;
  for (std::size_t i = 0; i < strlen(text); ++i)
    n += text[i] == ' ';
  return n;
}
// CHECK: review: let 'spaces' take 'text' as a std::string_view
// CHECK-NEXT: applied, discharges 2 of 2: V1
// CHECK-NEXT: asks: Is the library built with its checks on (-D_GLIBCXX_ASSERTIONS, _LIBCPP_HARDENING_MODE)? Without them operator[] is as unchecked as before. Does no caller give null for 'text'?
// CHECK-NEXT:  #include <string>
// CHECK-NEXT: +#include <string_view>
// CHECK: -static unsigned spaces(const char *text) {
// CHECK-NEXT: +static unsigned spaces(std::string_view text) {
// CHECK-NEXT:    unsigned n = 0;
// CHECK-NEXT: -  for (std::size_t i = 0; i < strlen(text); ++i)
// CHECK-NEXT: +  for (std::size_t i = 0; i < text.size(); ++i)
// CHECK-NEXT:      n += text[i] == ' ';

static bool isKey(const char *s) { return strcmp(s, "key") == 0 || !strcmp("name", s); }
// CHECK: review: let 'isKey' take 's' as a std::string_view
// CHECK-NEXT: applied, discharges 2 of 2: V1
// CHECK-NEXT: asks: Is the library built with its checks on (-D_GLIBCXX_ASSERTIONS, _LIBCPP_HARDENING_MODE)? Without them operator[] is as unchecked as before. Does no caller give null for 's'?
// CHECK-NEXT:  #include <string>
// CHECK-NEXT: +#include <string_view>
// CHECK: -static bool isKey(const char *s) { return strcmp(s, "key") == 0 || !strcmp("name", s); }
// CHECK-NEXT: +static bool isKey(std::string_view s) { return (s == "key") || ("name" == s); }

static std::string joined(std::ostream &to, const char *s) {
  std::string all(s);
  all += s;
  all.append(s);
  to << s << strlen(s);
  return all == s ? std::string(s) : all;
}
// CHECK: review: let 'joined' take 's' as a std::string_view
// CHECK-NEXT: applied, discharges 1 of 1: V1
// CHECK-NEXT: asks: Is the library built with its checks on (-D_GLIBCXX_ASSERTIONS, _LIBCPP_HARDENING_MODE)? Without them operator[] is as unchecked as before. Does no caller give null for 's'?
// CHECK-NEXT:  #include <string>
// CHECK-NEXT: +#include <string_view>
// CHECK: -static std::string joined(std::ostream &to, const char *s) {
// CHECK-NEXT: +static std::string joined(std::ostream &to, std::string_view s) {
// CHECK-NEXT:    std::string all(s);
// CHECK-NEXT:    all.append(s);
// CHECK-NEXT: -  to << s << strlen(s);
// CHECK-NEXT: +  to << s << s.size();
// CHECK-NEXT:    return all == s ? std::string(s) : all;

// A view need not end with a NUL.
static long number(const char *s) { return std::strtol(s, nullptr, 10) + static_cast<long>(strlen(s)); }
// CHECK: review: let 'number' take 's' as a std::string_view
// CHECK-NEXT: refused, it is given on, or used, as a C string, line {{[0-9]+}}
static char last(const char *s) { return s[strlen(s)]; }
// CHECK: review: let 'last' take 's' as a std::string_view
// CHECK-NEXT: refused, an index may reach its end, line {{[0-9]+}}
static std::string converted(const char *s) {
  std::string all = s;
  return all + std::to_string(strlen(s));
}
// CHECK: review: let 'converted' take 's' as a std::string_view
// CHECK-NEXT: refused, it is given on, or used, as a C string, line {{[0-9]+}}
static int ordered(const char *s) { return strcmp(s, "m") + static_cast<int>(strlen(s)); }
// CHECK: review: let 'ordered' take 's' as a std::string_view
// CHECK-NEXT: refused, it is compared for more than equality, line {{[0-9]+}}
static std::size_t moved(const char *s) {
  std::size_t n = strlen(s);
  while (*s)
    ++s;
  return n;
}
// CHECK: review: let 'moved' take 's' as a std::string_view
// CHECK-NEXT: refused, it is given on, or used, as a C string, line {{[0-9]+}}
static std::string cut(const char *s) { return std::string(s, strlen(s)); }
// CHECK: review: let 'cut' take 's' as a std::string_view
// CHECK-NEXT: refused, it is given on, or used, as a C string, line {{[0-9]+}}
static std::size_t both(const char *s) { return strlen(s); }
static std::size_t both(bool b) { return b; }
// CHECK: review: let 'both' take 's' as a std::string_view
// CHECK-NEXT: refused, the function has overloads, of which another one may be chosen
static std::size_t pointed(const char *s) { return strlen(s); }

std::size_t use(std::size_t (**where)(const char *), std::ostream &to) {
  *where = pointed;
  return length("a") + spaces("b c") + isKey("d") + joined(to, "e").size() + both("f") + both(true) + pointed("g") +
         converted("h").size() + static_cast<std::size_t>(number("1") + last("i") + ordered("j")) + moved("k") + cut("l").size();
}
// CHECK: review: let 'pointed' take 's' as a std::string_view
// CHECK-NEXT: refused, the address of the function is taken, line {{[0-9]+}}
