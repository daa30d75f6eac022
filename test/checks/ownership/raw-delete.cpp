// RUN: %check %s ferrule-ownership-raw-delete -- -std=c++17
// After delete, no other pointer to the object may be used.

struct Open;
struct Base {
  virtual int get() = 0;
};

void drop(int *P, Open *Q, Base *B) {
  delete P; // open: 'delete' ends the life of what 'P' points to
  delete Q; // open: 'delete' ends the life of what 'Q' points to
  delete B; // open: 'delete' ends the life of what 'B' points to
  delete static_cast<int *>(nullptr); // discharged: 'delete' ends the life
}

void mismatched() {
  int *P = new int[4];
  delete P; // defect: 'delete' ends the life of what 'P' points to
  int *Q = new int(1);
  delete[] Q; // defect: 'delete' ends the life of what 'Q' points to
  int *R = new int[4];
  delete[] R; // discharged: 'delete' ends the life of what 'R' points to
}

struct Counted {
  void release() { delete this; } // open: 'delete' ends the life of what 'this' points to
};
