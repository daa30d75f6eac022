// RUN: %check %s ferrule-libc-string-read -- -std=c++20
// In C++ the C library declares some functions twice, const and not.
#include <cstring>

const char *find(const char *text) {
  return strchr(text, '/'); // open: strchr() reads 'text' up to a NUL
}

char *findLast(char *text) {
  return std::strrchr(text, '/'); // open: strrchr() reads 'text' up to a NUL
}

const char *inLiteral(char c) {
  return strchr("[.", c); // discharged: strchr() reads up to a NUL
}

// A function of one's own that happens to have the name.
namespace own {
const char *strchr(const char *, int);
}
const char *other(const char *text) { return own::strchr(text, '/'); }
