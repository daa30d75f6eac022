// RUN: %check %s ferrule-concurrency-shared-global -- -std=c++17
#include <atomic>
#include <mutex>
#include <string>

namespace {
std::string Last; // open: 'Last' lives as long as the program
std::mutex Lock;  // discharged: 'Lock' lives as long as the program
std::atomic<int> Users; // discharged: 'Users' lives as long as the program
constexpr int Limit = 4;
} // namespace

struct Counter {
  static int Total;
  static inline int Inline = Limit; // open: 'Inline' lives as long as the program
};
int Counter::Total; // open: 'Total' lives as long as the program
int &Alias = Counter::Total;
