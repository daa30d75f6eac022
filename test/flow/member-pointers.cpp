// RUN: %check %s ferrule-bounds-out-of-bounds-write -- -std=c++20
// Who is called by a pointer to a member function is not known; what comes after it is followed.
struct Meter {
  int read(int channel);
  int scale;
};
int twice(Meter &m, int (Meter::*how)(int), int Meter::*part) {
  int last[2];
  last[0] = (m.*how)(1);
  last[1] = ((&m)->*how)(m.*part);
  last[2] = 0; // defect:
  return last[0] + last[1];
}
