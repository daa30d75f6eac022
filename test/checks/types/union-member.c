// RUN: %check %s ferrule-types-union-member -- -std=c11
// The language does not remember which member was written last.
union value {
  long number;
  char *text;
  struct {
    int x, y;
  } point;
};
struct tagged {
  int tag;
  union {
    int *pointer;
    double real;
  };
};
union bits {
  unsigned u;
  float f;
};
union names {
  char *first, *alias;
};

char *read(union value *v, struct tagged *t) {
  if (t->tag)
    return (char *)t->pointer; // open: 't->pointer' reads the member 'pointer' of a union
  if (v->point.x)              // open: 'v->point.x' reads the member 'point' of a union
    return v->text + 1;        // open: 'v->text' reads the member 'text' of a union
  v->number += 1;              // open: 'v->number' reads the member 'number' of a union
  return 0;
}

unsigned numbers(float f, union names *n) {
  union bits b;
  b.f = f;
  return b.u +         // discharged: 'b.u' reads the member 'u' of a union
         *n->alias;    // discharged: 'n->alias' reads the member 'alias' of a union
}

void write(union value *v, struct tagged *t, union value **out) {
  v->number = 1;
  v->point.x = 2;
  t->real = 0;
  long *address = &v->number;
  *out = v;
  *address = 3;
}
