// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ring.h - a ring buffer of fixed size that drops its oldest elements.

#ifndef ROSTER_RING_H
#define ROSTER_RING_H

#include <cstddef>

namespace roster {

/// Keeps the last N elements. N must be a power of two.
template <typename T, std::size_t N> class Ring {
  static_assert(N != 0 && (N & (N - 1)) == 0, "N must be a power of two");

public:
  void push(const T &value) { slots_[next_++ & (N - 1)] = value; }

  /// The element pushed `back` steps before the last one; back < size().
  const T &recent(std::size_t back) const {
    return slots_[(next_ - 1 - back) & (N - 1)];
  }
  /// Oldest element first; i < size().
  T &operator[](std::size_t i) { return slots_[(next_ - size() + i) % N]; }

  std::size_t size() const { return next_ < N ? next_ : N; }
  bool empty() const { return next_ == 0; }
  const T *slots() const { return slots_; }

private:
  T slots_[N] = {};
  std::size_t next_ = 0;
};

} // namespace roster

#endif // ROSTER_RING_H
