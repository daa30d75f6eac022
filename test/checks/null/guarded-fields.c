// RUN: %check %s ferrule-null-nullable-dereference -- -std=c11
// A member that several functions test before they follow it, and another does not.
#include <stdlib.h>
struct input {
  const char *at;
};
struct parser {
  struct input *input;
  struct input *once;
};
int peek(struct parser *p) {
  return p->input ? *p->input->at : 0; // discharged: 'p->input->at' dereferences 'p->input'
}
void skip(struct parser *p) {
  if (p->input == NULL)
    return;
  p->input->at++; // discharged: 'p->input->at' dereferences 'p->input'
}
int get(struct parser *p) {
  return *p->input->at++; // open: 'p->input->at' dereferences 'p->input': others test 'input' for NULL first, as on line 12
}
// Its value is from here.
int reset(struct parser *p, struct input *fresh) {
  p->input = fresh;
  return *p->input->at;
}
// One test makes no custom.
int peekOnce(struct parser *p) {
  return p->once ? *p->once->at : 0; // discharged: 'p->once->at' dereferences 'p->once'
}
int getOnce(struct parser *p) { return *p->once->at; }
