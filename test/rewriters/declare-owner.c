// RUN: %tools/rewrite.py %ferrule %s declare-owner -- -std=c11 \
// RUN:   | FileCheck %s --implicit-check-not='{{^(safe|review|design): }}'
// Who ends what a pointer leads to is written down where all code keeps to it.
#include <stdlib.h>
#include <string.h>

struct entry {
  char *name;
  char *shown;
};
// CHECK: review: declare that 'name' owns what it points to
// CHECK-NEXT: applied, discharges 2 of 2: V1 V2
// CHECK-NEXT: asks: Is it NULL, or the only pointer by which the memory is released
// CHECK: +#define FERRULE_OWNED __attribute__((annotate("ferrule::owned")))
// CHECK: -  char *name;
// CHECK-NEXT: +  char *FERRULE_OWNED name;

static char *copy(const char *text) {
  char *made = malloc(strlen(text) + 1);
  if (made)
    strcpy(made, text);
  return made;
}
// CHECK: review: declare that who calls 'copy' owns its result
// CHECK-NEXT: applied, discharges 1 of 1: V1 V2
// CHECK-NEXT: asks: Is the result new each time, and must every caller release it?
// CHECK: +static FERRULE_OWNED char *copy(const char *text) {

struct entry *make_entry(const char *name) {
  struct entry *e = malloc(sizeof *e);
  if (!e)
    return NULL;
  e->name = copy(name);
  e->shown = "entry";
  return e;
}
// CHECK: review: declare that who calls 'make_entry' owns its result
// CHECK-NEXT: applied, discharges 1 of 1: V1 V2
// CHECK: +FERRULE_OWNED struct entry *make_entry(const char *name) {

void end_entry(struct entry *e) {
  if (!e)
    return;
  free(e->name);
  free(e);
}
// CHECK: review: declare that 'end_entry' takes over what 'e' points to
// CHECK-NEXT: applied, discharges 2 of 2: V1 V2
// CHECK-NEXT: asks: May no caller use it, or release it, after the call?
// CHECK: +void end_entry(struct entry *FERRULE_OWNED e) {

int rename_entry(struct entry *e, const char *name) {
  char *other = copy(name);
  if (!other)
    return -1;
  free(e->name);
  e->name = other;
  return 0;
}

// One of them may be a literal.
struct label {
  char *text;
};
// CHECK: review: declare that 'text' owns what it points to
// CHECK-NEXT: refused, not every place keeps it: set to a string literal (before.c:{{[0-9]+}})
void set_label(struct label *l, const char *text) { l->text = text ? copy(text) : "none"; }
void end_label(struct label *l) {
  free(l->text);
  free(l);
}
// CHECK: review: declare that 'end_label' takes over what 'l' points to
// CHECK-NEXT: applied, discharges 1 of 1: V1 V2
