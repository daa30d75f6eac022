// RUN: %check %s ferrule-bounds-pointer-subscript -- -std=c11

struct Text {
  int length;
  char bytes[];
};

int unknownExtent(const int *p, int i) {
  return p[i]; // open: 'i' indexes the pointer 'p'
}

int backwards(const int *p) {
  return p[-1]; // open: '-1' indexes the pointer 'p'
}

char flexible(const struct Text *t, int i) {
  return t->bytes[i]; // open: indexes the array of no fixed extent 't->bytes'
}

int variableLength(int n) {
  int values[n];
  values[n - 1] = 1;     // open: indexes the variable length array 'values'
  return values[n - 1];  // open: indexes the variable length array 'values'
}

const char *argument(int argc, char **argv) {
  return argv[argc - 1]; // open: indexes the pointer 'argv'
}

// The same as *p, which is no operation either.
int first(const int *p) {
  enum { Zero };
  return p[0] + p[Zero] + 0 [p];
}

char firstFlexible(const struct Text *t) {
  return t->bytes[0]; // open: indexes the array of no fixed extent 't->bytes': its extent is not declared
}

int firstVariable(int n) {
  int values[n];
  values[0] = n;    // discharged: such an array has at least one element
  return values[0]; // discharged: such an array has at least one element
}

// Arrays and declared extents belong to array-subscript.
static const char *const Digits = "0123456789abcdef";
int declared(const int p[static 4], unsigned i) {
  int values[4] = {0};
  return p[i & 3] + values[i & 3] + (&values[1])[i & 1] + Digits[i & 15];
}

// What stands in one macro is not told twice.
struct Table {
  int *first;
};
#define NEXT(t, i) (t)->first[(i) + 1]
int inMacro(const struct Table *t, int i) {
  return NEXT(t, i); // open: 'NEXT(t, i)' indexes a pointer
}
