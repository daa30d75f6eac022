// RUN: %check %s ferrule-types-pointer-cast -- -std=c11
// A cast to a pointer to something else.
struct base {
  int kind;
};
struct derived {
  struct base base;
  int value;
};
struct twin {
  int kind;
  int other;
};
struct opaque;
typedef unsigned char byte;

float half(int *p) {
  return *(float *)p / 2; // open: 'p' is taken for a 'float *'
}

void structures(struct base *b, struct derived *d, struct opaque *o, void **out) {
  out[0] = ((struct derived *)b)->value + (char *)0; // open: 'b' is taken for a 'struct derived *'
  out[1] = (struct base *)d;                         // discharged: 'd' is taken for a 'struct base *'
  out[2] = (struct twin *)b;                         // open: 'b' is taken for a 'struct twin *'
  out[3] = (struct base *)o;                         // open: 'o' is taken for a 'struct base *'
}

// What is reached through the other type is there, and of that type.
struct header {
  int kind;
  void *payload;
};
struct message {
  int kind;
  char *text;
  int length;
};
struct packed {
  short kind;
  short part;
  char *text;
};
int alike(struct message *m, struct header *h, struct packed *p) {
  struct header *short_one = (struct header *)m; // discharged: each member of it lies at the same offset
  struct message *long_one = (struct message *)h; // open: only their first members are alike
  struct header *none = (struct header *)p;       // open: the types are unrelated
  int kind = ((struct message *)h)->kind;         // discharged: only 'kind' is reached through it
  int length = ((struct message *)h)->length;     // open: only their first members are alike
  return kind + length + short_one->kind + long_one->length + none->kind;
}

void bytes(int *p, char *c, void *v, unsigned *u, const char *text, void **out) {
  out[0] = (char *)p;
  out[1] = (int *)c; // open: 'c' is taken for a 'int *'
  out[2] = (int *)v;
  out[3] = (int *)u;
  out[4] = (byte *)c;
  out[5] = (char *)text;
  out[6] = (long *)0;
  out[7] = (void **)&p; // open: '&p' is taken for a 'void **'
}

// Comparing follows nothing.
int same(struct message *m, struct header *h) {
  return (struct message *)h == m; // discharged: it is only compared
}
