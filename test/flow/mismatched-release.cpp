// RUN: %check %s ferrule-ownership-mismatched-release -- -std=c++20
// Each allocator has its own counterpart.
#include <cstdio>
#include <cstdlib>
#include <cstring>

struct Track {
  int id;
  double length;
};

void freeOfNew() {
  int *n = new int(4);
  std::free(n); // defect: free
}
void deleteOfMalloc() {
  auto *t = static_cast<Track *>(std::malloc(sizeof(Track)));
  delete t; // defect: delete
}
void deleteOfArray(unsigned n) {
  int *values = new int[n]();
  delete values; // defect: delete
}
void arrayDeleteOfOne() {
  auto *t = new Track{1, 2.5};
  delete[] t; // defect: delete
}
void deleteOfCopy(const char *name) {
  char *copy = strdup(name);
  delete[] copy; // defect: delete
}
void resized() {
  auto *values = new int[4];
  auto *more = static_cast<int *>(std::realloc(values, 8 * sizeof(int))); // defect:
  std::free(more);
}
void pipeAsFile() {
  FILE *f = popen("uptime", "r");
  if (f)
    fclose(f); // not found: fclose
}

// Made in one place, released in another.
static char *makeName(bool owned) {
  if (owned)
    return new char[16];
  return static_cast<char *>(std::malloc(16));
}
void makeAndFree() {
  char *name = makeName(true);
  std::free(name); // defect: free
}
void makeAndDelete() {
  char *name = makeName(true);
  delete[] name;
}
void mallocAndFree() {
  char *name = makeName(false);
  std::free(name);
}

void pairs(unsigned n) {
  delete new int;
  delete[] new int[n];
  std::free(std::malloc(n));
  std::free(std::calloc(n, 4));
  std::free(strdup("x"));
  std::free(std::realloc(nullptr, n));
  if (FILE *f = popen("uptime", "r"))
    pclose(f);
  if (FILE *f = std::tmpfile())
    std::fclose(f);
  ::operator delete(::operator new(16));
}
void unknown(Track *t, int *values) {
  delete t;
  std::free(values);
}
