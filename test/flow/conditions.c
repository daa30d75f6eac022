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
