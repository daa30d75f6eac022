// RUN: %check %s ferrule-types-pointer-cast -- -std=c++17
struct Base {};
struct Derived : Base {
  int Value = 0;
};

int down(Base *B, Base &R) {
  return static_cast<Derived *>(B)->Value + // open: 'B' is taken for a 'Derived *'
         static_cast<Derived &>(R).Value +  // open: 'R' is taken for a 'Derived'
         ((Derived *)B)->Value;             // open: 'B' is taken for a 'Derived *'
}

Base *up(Derived *D) { return static_cast<Base *>(D); }
long *other(int *P) { return (long *)P; } // open: 'P' is taken for a 'long *'
