// RUN: %check %s ferrule-null-dereference -- -std=c17
// What the parts of a condition say holds behind it.
struct node {
  struct node *next;
  int kind, depth;
  const char *name;
};
void complain(struct node *n);

int all(struct node *n) {
  if (!(n && n->kind == 1 && n->depth < 8 && n->name)) {
    complain(n);
    return 0;
  }
  return n->next != 0;
}
int any(struct node *n) {
  if (!n || n->kind != 1 || n->depth > 8)
    return 0;
  return n->next != 0;
}
int none(struct node *n) {
  if (n && n->kind == 1 && n->depth < 8)
    return 1;
  if (n)
    return 2;
  return n->kind; // defect:
}

// A callee that returns null may do so for a reason that this caller rules out.
static struct node *named(struct node *n) { return n && n->name ? n : 0; }
int has_name(struct node *n) {
  if (!n || !n->name)
    return 0;
  return named(n)->kind;
}
int maybe_named(struct node *n) { return named(n)->kind; }
struct node *found(const char *name);
static struct node *found_and_counted(const char *name) {
  struct node *n = found(name);
  if (n)
    n->depth++;
  return n;
}
int counted(const char *name) { return found_and_counted(name)->kind; }

// A number that may be negative is remembered not to be null, or not to be another constant.
int tested_again(int missing, struct node *n) {
  if (missing)
    n = 0;
  if (!missing)
    return n->kind;
  return n->depth; // defect:
}
int other_constant(int mode, struct node *n) {
  if (mode != 3)
    n = 0;
  if (mode == 3)
    return n->kind;
  return 0;
}

// The one of the two that the path has computed.
int chosen(int missing, int mode) {
  struct node here = {0, 1, 2, "here"};
  struct node *n = missing ? 0 : &here;
  if (!missing)
    return n->kind;
  return mode ? n->depth : 0; // defect:
}
int chosen_in_rounds(int missing, int rounds) {
  struct node here = {0, 1, 2, "here"};
  int sum = 0;
  for (int i = 0; i < rounds; ++i) {
    struct node *n = missing ? 0 : &here;
    if (!missing)
      sum += n->kind;
  }
  return sum;
}
