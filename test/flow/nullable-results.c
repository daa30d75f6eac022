// RUN: %check %s ferrule-null-nullable-dereference -- -std=c11
// Results that may be null by what their functions do, without a return of NULL in the text.
#include <stdlib.h>
#include <string.h>

struct entry {
  struct entry *next;
  int key;
  char *name;
};
void trace(const struct entry *e, int step);

// Too large to be followed at each call.
struct entry *find(struct entry *list, int key) {
  int steps = 0;
  while (list->next) {
    list = list->next;
    steps++;
    if (list->key == key)
      break;
    trace(list, steps);
    trace(list, steps * 2);
    trace(list, steps * 3);
    trace(list, steps * 4);
    trace(list, steps * 5);
    trace(list, steps * 6);
    trace(list, steps * 7);
    trace(list, steps * 8);
  }
  return list->next;
}
struct entry *last(struct entry *list, int key) {
  int steps = 0;
  struct entry *found = list->next;
  while (found && found->key != key) { // discharged: it is tested
    found = found->next; // discharged: it is tested
    steps++;
    trace(list, steps);
    trace(list, steps * 2);
    trace(list, steps * 3);
    trace(list, steps * 4);
    trace(list, steps * 5);
    trace(list, steps * 6);
    trace(list, steps * 7);
    trace(list, steps * 8);
  }
  return found;
}
// It hands on what may be null.
struct entry *by_way(struct entry *list) { return last(list, 1); }

// No key is looked for.
int untested(struct entry *list) {
  struct entry *e = last(list, 3);
  return e->key; // open: dereferences what 'last' returns: 'last' can return NULL
}
int once(struct entry *list) {
  struct entry *e = by_way(list);
  int key = e->key; // open: dereferences what 'by_way' returns
  return key + e->key;
}
int other_name(struct entry *list) {
  struct entry *e = last(list, 3), *same = e;
  if (!e)
    return 0;
  return same->key; // discharged: dereferences what 'last' returns: it is not null here
}
int not_null_by_type(struct entry *list) { return find(list, 3) != 0; }

// As an argument, of the library and of the program.
size_t length_of(struct entry *list) {
  return strlen((const char *)last(list, 3)); // open: strlen() dereferences what 'last' returns
}
int key_of(const struct entry *e) {
  trace(e, 1);
  trace(e, 2);
  trace(e, 3);
  trace(e, 4);
  trace(e, 5);
  trace(e, 6);
  return e->key;
}
int careful_key_of(const struct entry *e) {
  trace(e, 1);
  trace(e, 2);
  trace(e, 3);
  trace(e, 4);
  trace(e, 5);
  trace(e, 6);
  return e ? e->key : 0; // discharged: it is tested
}
int passed(struct entry *list) {
  return key_of(last(list, 3)); // open: key_of() dereferences what 'last' returns
}
int passed_carefully(struct entry *list) { return careful_key_of(last(list, 3)); }
int passed_tested(struct entry *list) {
  struct entry *e = last(list, 3);
  return e ? key_of(e) : 0; // discharged: key_of() dereferences what 'last' returns
}

// Null for a null argument only.
struct entry *first(struct entry *list) {
  struct entry *e = 0;
  if (list) {
    trace(list, 1);
    trace(list, 2);
    trace(list, 3);
    trace(list, 4);
    trace(list, 5);
    trace(list, 6);
    e = list;
  }
  return e;
}
int first_key(struct entry *list) { return first(list)->key; }

// A pointer that is set again in each round: to nothing that is null, or to something that may be.
int last_of_all(struct entry *list, int n) {
  struct entry *tail = 0, *head = 0;
  while (n--) {
    struct entry *e = last(list, n);
    if (!e)
      return 0;
    if (!head)
      head = tail = e;
    else
      tail->next = e, tail = e; // discharged: it is not null here, on any path
  }
  return 1;
}
extern struct entry *table[];
static struct entry *chosen(int i) { return i & 1 ? table[i] : 0; }
int started_over(struct entry *list, int n) {
  struct entry *e = list;
  while (n--)
    e = chosen(n);
  if (!e)
    return 0;
  int sum = 0;
  for (int i = 0; i < n; ++i) {
    sum += e->key; // open: 'chosen' on line
    if (i > 0)
      e = chosen(i);
  }
  return sum;
}
