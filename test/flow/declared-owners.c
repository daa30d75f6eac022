// RUN: %check %s ferrule-ownership-release,ferrule-ownership-allocation -- -std=c11
// Who ends what a pointer leads to, as declarations say. Inside of a function that is believed of
// what it gets, and asked of what it leaves.
#include <stdlib.h>
#include <string.h>

#define FERRULE_OWNED __attribute__((annotate("ferrule::owned")))

struct entry {
  char *name FERRULE_OWNED;
  char *shown;
  struct entry *next FERRULE_OWNED;
};
void look(const struct entry *e);
void change(struct entry *e);

void end(char *text FERRULE_OWNED) {
  free(text); // discharged: by its declaration it is to be released here
}

void undeclared(char *text) {
  free(text); // open: where what the caller passes as 'text' was made is not known
}

void end_twice(char *text FERRULE_OWNED, int again) {
  free(text); // discharged: by its declaration it is to be released here
  if (again == 2)
    free(text); // open: what the caller passes as 'text' may have been released
}

void end_the_middle(char *text FERRULE_OWNED) {
  free(text + 1); // open: the start of the block
}

// On the other path it is lost.
void end_sometimes(char *text FERRULE_OWNED, int really) {
  if (really)
    free(text); // open: on another path the function returns and has not ended
}

void end_entry(struct entry *e FERRULE_OWNED) {
  free(e->name);  // discharged: by its declaration it is to be released here
  free(e->shown); // open: where the object was made is not known
  free(e);        // discharged: by its declaration it is to be released here
}

void end_list(struct entry *list FERRULE_OWNED) {
  while (list) {
    struct entry *next = list->next;
    free(list->name); // discharged: by its declaration it is to be released here
    free(list);       // discharged: by its declaration it is to be released here
    list = next;
  }
}

// The entry stays, and still has the pointer.
void forget(struct entry *e) {
  free(e->name); // open: what owned the object may still point to it when the function returns
}

void clear(struct entry *e) {
  free(e->name); // discharged: by its declaration it is to be released here
  e->name = NULL;
  change(e);
}

void clear_late(struct entry *e, int fails) {
  free(e->name); // open: what owned the object may still point to it when the function returns
  if (fails)
    return;
  e->name = NULL;
}

// It may be nothing that is written.
void overwrite(struct entry *e, const struct entry *from, size_t n) {
  free(e->name); // open: what owned the object may still point to it when the function returns
  memcpy(e, from, n);
}

void end_names(struct entry *list) {
  for (struct entry *e = list; e; e = e->next) {
    free(e->name); // open: what owned the object may still point to it when the function returns
  }
}

void clear_names(struct entry *list) {
  for (struct entry *e = list; e; e = e->next) {
    free(e->name); // discharged: by its declaration it is to be released here
    e->name = NULL;
  }
}

// Somebody else may have released it meanwhile, but then the owner was told.
void after_a_call(struct entry *e) {
  change(e);
  free(e->name); // discharged: by its declaration it is to be released here
  e->name = NULL;
}

char *copy(const char *text) FERRULE_OWNED;
char *copy(const char *text) {
  char *made = malloc(strlen(text) + 1); // discharged: passes to who owns it by declaration
  if (made)
    strcpy(made, text);
  return made;
}

char *found(int id) FERRULE_OWNED;

void use(int id) {
  char *text = found(id);
  free(text); // discharged: by its declaration it is to be released here
}

int rename_entry(struct entry *e, size_t n) {
  char *name = malloc(n); // discharged: passes to who owns it by declaration
  if (!name)
    return -1;
  name[0] = 0;
  free(e->name); // discharged: by its declaration it is to be released here
  e->name = name;
  return 0;
}

void show(struct entry *e, size_t n) {
  e->shown = malloc(n); // open: nothing in its type says who does that
}

void give_up(size_t n) {
  char *text = malloc(n); // discharged: on every path through the function it is released again
  end(text);              // discharged: it was made by what this releases
}

static char *last FERRULE_OWNED;
void replace_last(size_t n) {
  free(last);       // discharged: by its declaration it is to be released here
  last = malloc(n); // discharged: passes to who owns it by declaration
}
