// RUN: %check %s ferrule-libc-memory-copy -- -std=c++20
// Of a container or view the elements and their number belong together.
#include <cstdio>
#include <cstring>
#include <span>
#include <string>
#include <vector>

struct Packet {
  std::vector<unsigned> words;
  std::string text;
};

void good(std::span<char> to, std::vector<int> &v, Packet &p, FILE *f) {
  std::snprintf(to.data(), to.size(), "%d", 1); // discharged: the length is that of the same container
  std::memset(v.data(), 0, v.size() * sizeof(int)); // discharged: of the same container
  std::memset(p.words.data(), 0, sizeof(unsigned) * p.words.size()); // discharged: of the same container
  (void)std::fread(p.text.data(), 1, p.text.size(), f); // discharged: of the same container
  std::memset(std::span(v).data(), 0, v.size() * sizeof(int)); // open: nothing bounds the length
}
void bad(std::span<char> to, std::span<char> from, std::vector<int> &v, FILE *f) {
  std::memcpy(to.data(), from.data(), from.size()); // open: the size of 'to.data()' is not declared
  std::memset(v.data(), 0, v.size() * sizeof(long)); // open: nothing bounds the length
  (void)std::fread(to.data(), 2, to.size(), f); // open: the size of 'to.data()' is not declared
}
