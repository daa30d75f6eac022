// RUN: %check %s ferrule-types-function-pointer-cast -- -std=c11
// A call through a pointer to a function of another type is undefined behaviour.
typedef int (*compare)(const void *, const void *);
typedef void (*release)(void *);

struct node;
int by_name(const char *a, const char *b);
int by_any(const void *a, const void *b);
void free_node(struct node *n);
void *symbol(const char *name);

compare order[] = {
    (compare)by_name, // open: 'by_name' is taken for a 'compare'
    by_any,
    (compare)by_any,
    (compare)0,
};
release drop = (release)free_node; // open: 'free_node' is taken for a 'release'

release load(void) {
  return (release)symbol("drop"); // open: is taken for a 'release'
}
