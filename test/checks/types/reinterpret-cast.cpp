// RUN: %check %s ferrule-types-reinterpret-cast -- -std=c++17
// reinterpret_cast to another pointer or reference type.
#include <cstddef>
#include <cstdint>

struct Node {
  int Value;
};

float half(int *P, int &R) {
  return *reinterpret_cast<float *>(P) + // open: 'P' is taken for a 'float *'
         reinterpret_cast<float &>(R);   // open: 'R' is taken for a 'float &'
}

const char *bytes(const Node *N, const std::byte **Out) {
  *Out = reinterpret_cast<const std::byte *>(N); // discharged: 'N' is taken for
  return reinterpret_cast<const char *>(N);      // discharged: 'N' is taken for a 'const char *'
}

const Node *parse(const char *Data) {
  return reinterpret_cast<const Node *>(Data); // open: 'Data' is taken for a 'const Node *'
}

std::uintptr_t number(Node *N) { return reinterpret_cast<std::uintptr_t>(N); }
Node *pointer(std::uintptr_t I) { return reinterpret_cast<Node *>(I); }
