// RUN: %check %s ferrule-ownership-allocation -- -std=c++17
#include <cstdlib>
#include <memory>

using Block = std::unique_ptr<void, decltype(&std::free)>;

void *raw() { return std::malloc(8); } // open: 'malloc' returns something

void owned() {
  Block B(std::malloc(8), &std::free); // discharged: 'malloc' returns something
  B.reset(std::malloc(16));            // discharged: 'malloc' returns something
}
