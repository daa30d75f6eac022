// RUN: %check %s ferrule-bounds-container-access -- -std=c++20
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

int anyIndex(const std::vector<int> &v, unsigned i) {
  return v[i]; // open: 'v[i]' accesses a std::vector unchecked
}

char character(std::string_view s) {
  return s[0]; // open: 's[0]' accesses a std::basic_string_view unchecked
}

int first(const std::vector<int> &v) {
  return v.front(); // open: 'v.front()' accesses a std::vector unchecked
}

void drop(std::string &s) {
  s.pop_back(); // open: accesses a std::basic_string unchecked
}

int value(const std::optional<int> &o) {
  return *o; // open: '*o' accesses a std::optional unchecked
}

unsigned long size(const std::optional<std::string> &o) {
  return o->size(); // open: accesses a std::optional unchecked
}

int owned(const std::unique_ptr<int[]> &p) {
  return p[3]; // open: accesses a std::unique_ptr unchecked
}

int arrayByIndex(const std::array<int, 4> &a, unsigned i) {
  return a[i]; // open: accesses a std::array unchecked, of 4 elements
}

int arrayBeyond(const std::array<int, 4> &a) {
  return a[4]; // defect: accesses a std::array unchecked, of 4 elements
}

int arrayByConstant(const std::array<int, 4> &a) {
  return a[3]; // discharged: accesses a std::array unchecked, of 4 elements
}

int sum(const std::vector<int> &v) {
  int s = 0;
  for (std::size_t i = 0; i < v.size(); ++i)
    s += v[i]; // discharged: accesses a std::vector unchecked
  return s;
}

int growing(std::vector<int> v) {
  int s = 0;
  for (std::size_t i = 0; i < v.size(); ++i) {
    v.pop_back(); // open: accesses a std::vector unchecked
    s += v[i];    // open: accesses a std::vector unchecked
  }
  return s;
}

int last(const std::vector<int> &v) {
  return v.empty() ? 0 : v.back(); // discharged: accesses a std::vector unchecked
}

int valueOr(const std::optional<int> &o) {
  if (o)
    return *o; // discharged: accesses a std::optional unchecked
  return o.has_value() ? *o : 0; // discharged: accesses a std::optional unchecked
}

// An if before it that leaves, casts, and members.
int checkedBefore(const std::vector<int> &v, std::size_t i) {
  if (i >= v.size())
    return 0;
  return v[i]; // discharged: because of the check before it
}
int checkedAsUnsigned(const std::vector<int> &v, int i) {
  if (static_cast<std::size_t>(i) >= v.size())
    return 0;
  return v[i]; // discharged: because of the check before it
}
int checkedAsSigned(const std::vector<int> &v, int i) {
  if (i < 0 || i >= static_cast<int>(v.size()))
    return 0;
  return v[i]; // discharged: because of the check before it
}
int halfChecked(const std::vector<int> &v, int i) {
  if (i >= static_cast<int>(v.size()))
    return 0;
  return v[i]; // open: the comparison with its size does not bound the index
}
int offByOne(const std::vector<int> &v, std::size_t i) {
  if (i > v.size())
    return 0;
  return v[i]; // open: the comparison with its size does not bound the index
}
int next(const std::vector<int> &v, std::size_t i) {
  return i + 1 < v.size() ? v[i + 1] : 0; // discharged: because of the condition around it
}

struct Tables {
  std::vector<int> a, b;
  void clear();
  int at(std::size_t i) {
    if (i < a.size())
      return a[i]; // discharged: because of the condition around it
    return b[i];   // open: nothing compares the index with its size
  }
};
int member(Tables &t, std::size_t i, std::vector<int> &out) {
  if (i >= t.a.size())
    return 0;
  out.push_back(t.a[i]); // discharged: because of the check before it
  t.clear();
  return t.a[i]; // open: it may change between the check and the access
}
int otherMember(const Tables &t, std::size_t i) {
  return i < t.a.size() ? t.b[i] : 0; // open: nothing compares the index with its size
}
int otherIndex(const std::vector<int> &v, std::size_t i) {
  if (i >= v.size())
    return 0;
  ++i;
  return v[i]; // open: it may change between the check and the access
}
int pointed(const std::vector<int> *v, std::size_t i) {
  return i < v->size() ? (*v)[i] : 0; // discharged: because of the condition around it
}

// These check.
int checked(const std::vector<int> &v, const std::optional<int> &o, std::map<int, int> &m) {
  return v.at(0) + o.value() + m[1];
}

// What runs before the access counts, and not what runs after it; unless a loop is between.
void log(int);
void forget(Tables &t, int value);
int before(Tables &t, std::size_t i) {
  for (std::size_t k = 0; k < t.a.size(); ++k) {
    log(t.a[k]); // discharged: because of the loop's condition
    t.clear();
  }
  if (i < t.a.size()) {
    if (t.b.empty())
      t.clear();
    log(t.a[i]); // open: it may change between the check and the access
  }
  if (i < t.a.size())
    forget(t, t.a[i]); // discharged: because of the condition around it
  if (i >= t.a.size())
    return 0;
  while (t.b.empty())
    forget(t, t.a[i]); // open: it may change between the check and the access
  return 1;
}
void drop(Tables &t) {
  if (t.a.empty())
    return;
  t.a.pop_back(); // discharged: because of the check before it
  t.a.pop_back(); // open: it may change between the check and the access
}
int firstOf(const Tables &t) {
  return t.a.empty() ? 0 : t.a[0]; // discharged: because of the condition around it
}
