// RUN: %check %s ferrule-null-nullable-dereference -- -std=c++17
#include <cassert>
#include <new>

struct Base {
  virtual ~Base() = default;
};
struct Derived : Base {
  int Value = 0;
};

int casts(Base *B, Derived *Given) {
  if (auto *D = dynamic_cast<Derived *>(B))
    return D->Value; // discharged: 'D->Value' dereferences 'D'
  auto *E = dynamic_cast<Derived *>(B);
  auto *F = static_cast<Derived *>(B);
  assert(Given != nullptr);
  return E->Value + // open: 'E->Value' dereferences 'E'
         F->Value +
         Given->Value + // discharged: 'Given->Value' dereferences 'Given'
         dynamic_cast<Derived *>(B)->Value; // open: dereferences a result that may be null
}

void allocations() {
  int *P = new int;
  *P = 1;
  int *Q = new (std::nothrow) int;
  *Q = 1; // open: '*Q' dereferences 'Q'
  delete P;
  delete Q;
}

template <class T> int generic(T *P) {
  if (!P)
    return 0;
  return P->Value; // discharged: 'P->Value' dereferences 'P'
}
int instance(Derived *D) { return generic(D); }
