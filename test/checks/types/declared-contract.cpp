// RUN: %check %s ferrule-types-declared-contract -- -std=c++17
// Lifetimes and owners that are declared, and code that does not keep them.
namespace gsl {
template <class T> using owner = T;
}

// The result points into the first argument only, says the declaration.
const char *either(const char *a [[clang::lifetimebound]], const char *b) {
  if (*a)
    return a;
  return b; // open: the result of either() is declared as bound to 'a': here returns 'b' of either()
}
const char *both(const char *a [[clang::lifetimebound]], const char *b [[clang::lifetimebound]]) {
  return *a ? a : b;
}

struct holder {
  int *value;
};
gsl::owner<int *> made() { return new int(1); }
gsl::owner<int *> borrowed(const holder &h) {
  return h.value; // open: the result of borrowed() is declared as an owner: here returns 'holder.value'
}
