// RUN: %check %s ferrule-null-nullable-dereference -- -std=c11 -I%S/Inputs
// In a file where most exported functions do not ask, null is what callers must not pass.
#include "api.h"

int api_type(struct item *item) { return item->type; }
int api_print(struct item *item) { return item->type; }
int api_child(struct item *item) {
  return item ? item->type : 0; // discharged: 'item->type' dereferences 'item'
}
