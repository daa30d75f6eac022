// RUN: %check %s ferrule-null-nullable-dereference -- -std=c11 -I%S/Inputs
// What callers outside of the program pass to exported functions, in a file where most of these ask.
#include "api.h"

int api_type(struct item *item) {
  return item == NULL ? -1 : item->type; // discharged: 'item->type' dereferences 'item'
}
int api_child(struct item *item) {
  if (!item)
    return 0;
  return item->child != NULL; // discharged: 'item->child' dereferences 'item': it is tested on line 9
}
// The first use only.
double api_sum(const double *numbers, size_t count) {
  double sum = count ? numbers[0] : 0; // open: 'numbers[0]' dereferences 'numbers': the function is exported and does not test it
  for (size_t i = 1; i < count; ++i)
    sum += numbers[i];
  return sum;
}
// Handed on as it came.
static int print(struct item *item) {
  return item->type; // open: 'item->type' dereferences 'item': an exported function hands it on untested
}
int api_print(struct item *item) { return print(item); }
// Who gets it first asks.
static int isValid(struct item *item) { return item && item->type; } // discharged: 'item->type'
int api_valid(struct item *item) {
  if (!isValid(item))
    return 0;
  return item->type;
}
int api_given(struct item *item) {
  return item->type; // discharged: the parameter is declared as not null
}
// Not for others.
int api_internal(struct item *item) { return item->type; }
static int own(struct item *item) { return item->type; }
int main(void) {
  struct item one = {0};
  return own(&one) + api_internal(&one);
}
