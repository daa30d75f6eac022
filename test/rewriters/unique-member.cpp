// RUN: %tools/rewrite.py %ferrule %s unique-member -- -std=c++17 -fno-exceptions \
// RUN:   | FileCheck %s --match-full-lines --strict-whitespace --implicit-check-not='{{^(safe|review|design): }}'
// A member that its class deletes becomes a std::unique_ptr that deletes where delete did.
#include <cassert>
#include <vector>

struct Box {
  explicit Box(int n);
  ~Box();
  int open() const;
  int Number = 0;
};
struct Pooled {
  static void operator delete(void *p);
};
int look(const Box *b);
int count(Box **b);
void report(void *whom);

class Holder {
public:
  Holder() : box_(new Box(1)) {}
  explicit Holder(int n) : box_(0) {
    if (n)
      box_ = new Box(n);
  }
  Holder(const Holder &other) : box_(other.box_ ? new Box(*other.box_) : nullptr) {}
  ~Holder() {
    delete box_;
    report(this);
  }
  Holder &operator=(const Holder &) = delete;
  const Box *box() const { return box_; }
  int number() const { return box_->Number + look(box_) + (box_ != nullptr); }
  void set(Box *other) {
    delete box_;
    box_ = other;
  }
  void drop();

private:
  Box *box_;
};
// CHECK:safe: let a unique_ptr own what 'box_' of 'Holder' points to
// CHECK-NEXT:applied, discharges 6 of 6: V1
// CHECK-NEXT: #include <cassert>
// CHECK-NEXT:+#include <memory>
// CHECK-NEXT: #include <vector>
// CHECK-NEXT:   Holder() : box_(new Box(1)) {}
// CHECK-NEXT:-  explicit Holder(int n) : box_(0) {
// CHECK-NEXT:+  explicit Holder(int n) : box_(nullptr) {
// CHECK-NEXT:     if (n)
// CHECK-NEXT:-      box_ = new Box(n);
// CHECK-NEXT:+      box_.reset(new Box(n));
// CHECK-NEXT:   }
// CHECK-NEXT:   ~Holder() {
// CHECK-NEXT:-    delete box_;
// CHECK-NEXT:+    box_.reset();
// CHECK-NEXT:     report(this);
// CHECK-NEXT:   Holder &operator=(const Holder &) = delete;
// CHECK-NEXT:-  const Box *box() const { return box_; }
// CHECK-NEXT:-  int number() const { return box_->Number + look(box_) + (box_ != nullptr); }
// CHECK-NEXT:+  const Box *box() const { return box_.get(); }
// CHECK-NEXT:+  int number() const { return box_->Number + look(box_.get()) + (box_ != nullptr); }
// CHECK-NEXT:   void set(Box *other) {
// CHECK-NEXT:-    delete box_;
// CHECK-NEXT:-    box_ = other;
// CHECK-NEXT:+    box_.reset();
// CHECK-NEXT:+    box_.reset(other);
// CHECK-NEXT:   }
// CHECK-NEXT: private:
// CHECK-NEXT:-  Box *box_;
// CHECK-NEXT:+  std::unique_ptr<Box> box_;
// CHECK-NEXT: };
// CHECK-NEXT: void Holder::drop() {
// CHECK-NEXT:-  delete this->box_;
// CHECK-NEXT:+  this->box_.reset();
// CHECK-NEXT:   this->box_ = nullptr;
void Holder::drop() {
  delete this->box_;
  this->box_ = nullptr;
}

class Buffer {
public:
  explicit Buffer(unsigned n) : Size(n), bytes_(new char[n]) {}
  ~Buffer() { delete[] bytes_; }
  char first() const { return *bytes_; }
  unsigned Size;

private:
  char *const bytes_;
};
// CHECK:safe: let a unique_ptr own what 'bytes_' of 'Buffer' points to
// CHECK-NEXT:applied, discharges 3 of 3: V1
// CHECK-NEXT: #include <cassert>
// CHECK-NEXT:+#include <memory>
// CHECK-NEXT: #include <vector>
// CHECK-NEXT:   explicit Buffer(unsigned n) : Size(n), bytes_(new char[n]) {}
// CHECK-NEXT:-  ~Buffer() { delete[] bytes_; }
// CHECK-NEXT:-  char first() const { return *bytes_; }
// CHECK-NEXT:+  ~Buffer() { bytes_.reset(); }
// CHECK-NEXT:+  char first() const { return *bytes_.get(); }
// CHECK-NEXT:   unsigned Size;
// CHECK-NEXT: private:
// CHECK-NEXT:-  char *const bytes_;
// CHECK-NEXT:+  std::unique_ptr<char[]> bytes_;
// CHECK-NEXT: };

struct Defaults {
  ~Defaults() { delete box; }
  Box *box = new Box(3);
  Box *view = nullptr;
};
// CHECK:safe: let a unique_ptr own what 'box' of 'Defaults' points to
// CHECK-NEXT:applied, discharges 3 of 3: V1
// CHECK-NEXT: #include <cassert>
// CHECK-NEXT:+#include <memory>
// CHECK-NEXT: #include <vector>
// CHECK-NEXT: struct Defaults {
// CHECK-NEXT:-  ~Defaults() { delete box; }
// CHECK-NEXT:-  Box *box = new Box(3);
// CHECK-NEXT:+  ~Defaults() { box.reset(); }
// CHECK-NEXT:+  std::unique_ptr<Box> box{new Box(3)};
// CHECK-NEXT:   Box *view = nullptr;

// Not where the new would do something else: ------------------------------------------------------

class Derived;
class Open {
public:
  ~Open() { delete box_; }

protected:
  friend Derived;
  Box *box_ = nullptr;
};
// CHECK:safe: let a unique_ptr own what 'box_' of 'Open' points to
// CHECK-NEXT:refused, it is set or deleted from outside of the object, line 76
class Derived : Open {
  void set() { box_ = new Box(1); }
};

// It does not own on each path.
class Sometimes {
public:
  explicit Sometimes(Box *given) : own_(false), box_(given) {}
  Sometimes() : own_(true), box_(new Box(1)) {}
  ~Sometimes() {
    if (own_)
      delete box_;
  }

private:
  bool own_;
  Box *box_;
};
// CHECK:safe: let a unique_ptr own what 'box_' of 'Sometimes' points to
// CHECK-NEXT:refused, the destructor does not delete it on each path

// The old object may be somebody else's by then.
class Overwrites {
public:
  ~Overwrites() { delete box_; }
  void set(Box *other) { box_ = other; }

private:
  Box *box_ = nullptr;
};
// CHECK:safe: let a unique_ptr own what 'box_' of 'Overwrites' points to
// CHECK-NEXT:refused, the object that it had is lost or belongs to somebody else when it is set, line 98

class Releases {
public:
  ~Releases() { delete box_; }
  Box *release() {
    Box *b = box_;
    box_ = nullptr;
    return b;
  }

private:
  Box *box_ = nullptr;
};
// CHECK:safe: let a unique_ptr own what 'box_' of 'Releases' points to
// CHECK-NEXT:refused, the object that it had is lost or belongs to somebody else when it is set, line 109

// set() may be called again by what report() calls.
class Calls {
public:
  ~Calls() { delete box_; }
  void set() {
    if (!box_) {
      report(this);
      box_ = new Box(1);
    }
  }

private:
  Box *box_ = nullptr;
};
// CHECK:safe: let a unique_ptr own what 'box_' of 'Calls' points to
// CHECK-NEXT:refused, the object that it had is lost or belongs to somebody else when it is set, line 124

class Dangles {
public:
  ~Dangles() { delete box_; }
  void drop() { delete box_; }

private:
  Box *box_ = nullptr;
};
// CHECK:safe: let a unique_ptr own what 'box_' of 'Dangles' points to
// CHECK-NEXT:refused, 'drop' leaves it when the object has gone

class Swaps {
public:
  ~Swaps() { delete box_; }
  void swap(Swaps &other) {
    Box *mine = box_;
    box_ = other.box_;
    other.box_ = mine;
  }

private:
  Box *box_ = nullptr;
};
// CHECK:safe: let a unique_ptr own what 'box_' of 'Swaps' points to
// CHECK-NEXT:refused, it is set or deleted from outside of the object, line 147

class Moves {
public:
  Moves() = default;
  Moves(Moves &&) = default;
  ~Moves() { delete box_; }

private:
  Box *box_ = nullptr;
};
// CHECK:safe: let a unique_ptr own what 'box_' of 'Moves' points to
// CHECK-NEXT:refused, its class copies or moves the pointer as it is

class Address {
public:
  ~Address() { delete box_; }
  int number() { return count(&box_); }

private:
  Box *box_ = nullptr;
};
// CHECK:safe: let a unique_ptr own what 'box_' of 'Address' points to
// CHECK-NEXT:refused, its address is taken, line 167

class Together {
public:
  ~Together() { delete first_; }

private:
  Box *first_ = new Box(1), *second_ = nullptr;
};
// CHECK:safe: let a unique_ptr own what 'first_' of 'Together' points to
// CHECK-NEXT:refused, it is declared together with another member

class Elsewhere {
public:
  ~Elsewhere() { delete box_; }
#ifdef TRACE
  void trace() { print(box_); }
#endif

private:
  Box *box_ = new Box(1);
};
// CHECK:safe: let a unique_ptr own what 'box_' of 'Elsewhere' points to
// CHECK-NEXT:refused, its name is written where this configuration does not use it

template <typename T> class Generic {
public:
  ~Generic() { delete box_; }

private:
  T *box_ = new T(1);
};
// CHECK:safe: let a unique_ptr own what 'box_' of 'Generic' points to
// CHECK-NEXT:refused, its class is a template, a local class or a union
Generic<Box> Instance;

class Pools {
public:
  ~Pools() { delete pooled_; }

private:
  Pooled *pooled_ = nullptr;
};
// CHECK:safe: let a unique_ptr own what 'pooled_' of 'Pools' points to
// CHECK-NEXT:refused, its class has an operator new or delete of its own

// Copied: the compiler tells.
class Copied {
public:
  ~Copied() { delete box_; }

private:
  Box *box_ = nullptr;
};
// CHECK:safe: let a unique_ptr own what 'box_' of 'Copied' points to
// CHECK-NEXT:failed, V1: error: call to implicitly-deleted copy constructor of 'Copied', before.cpp:219, in before.cpp
// CHECK-NEXT: #include <cassert>
// CHECK-NEXT:+#include <memory>
// CHECK-NEXT: #include <vector>
// CHECK-NEXT: public:
// CHECK-NEXT:-  ~Copied() { delete box_; }
// CHECK-NEXT:-
// CHECK-NEXT:-private:
// CHECK-NEXT:-  Box *box_ = nullptr;
// CHECK-NEXT:+  ~Copied() { box_.reset(); }
// CHECK-NEXT:+
// CHECK-NEXT:+private:
// CHECK-NEXT:+  std::unique_ptr<Box> box_ = nullptr;
// CHECK-NEXT: };
void copy(const Copied &c) {
  Copied d = c;
  report(&d);
}

// The library's own functions are compiled as well.
class Collected {
public:
  ~Collected() { delete box_; }

private:
  Box *box_ = nullptr;
};
// CHECK:safe: let a unique_ptr own what 'box_' of 'Collected' points to
// CHECK-NEXT:failed, V1: error: call to implicitly-deleted copy constructor of 'Collected', {{.*}}, in before.cpp
// CHECK-NEXT: #include <cassert>
// CHECK-NEXT:+#include <memory>
// CHECK-NEXT: #include <vector>
// CHECK-NEXT: public:
// CHECK-NEXT:-  ~Collected() { delete box_; }
// CHECK-NEXT:-
// CHECK-NEXT:-private:
// CHECK-NEXT:-  Box *box_ = nullptr;
// CHECK-NEXT:+  ~Collected() { box_.reset(); }
// CHECK-NEXT:+
// CHECK-NEXT:+private:
// CHECK-NEXT:+  std::unique_ptr<Box> box_ = nullptr;
// CHECK-NEXT: };
void collect(std::vector<Collected> &all, const Collected &one) {
  all.push_back(one);
}
// CHECK:gone as well: ferrule-null-nullable-dereference: 'box_->Number' dereferences 'this->box_'
