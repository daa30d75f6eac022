// RUN: %check %s ferrule-null-nullable-dereference -- -std=c11
// The arguments of a call are computed in any order: what one of them uses says nothing of another.
struct part {
  int a, b;
};
struct whole {
  struct part *part;
};
int both(int a, int b);
int change(struct whole *w);

int siblings(struct whole *w) {
  if (w->part && change(w) < 0)
    return 0;
  return both(w->part->a,  // open: compared with NULL on line 13
              w->part->b); // open: compared with NULL on line 13
}
int before(struct whole *w) {
  if (w->part && change(w) < 0)
    return 0;
  int a = w->part->a;         // open: compared with NULL on line 19
  return both(a, w->part->b);
}
