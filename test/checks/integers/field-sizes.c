// RUN: %check %s ferrule-integers-size-arithmetic -- -std=c11
// A member that is computed in one function and becomes a size in another.
#include <stdlib.h>
#include <string.h>
struct image {
  unsigned width, stride, rows, buffer, level;
  unsigned char small;
  unsigned used, left;
};
void measure(struct image *i, unsigned channels) {
  i->stride = i->width * channels; // open: 'i->width * channels' computes 'stride', which becomes the size given to malloc(): the ranges of its operands do not keep it in its type
  i->buffer = i->stride * i->rows; // open: 'i->stride * i->rows' computes 'buffer', which becomes the size given to malloc()
  i->level = i->width * channels;
}
void add(struct image *i, unsigned more) {
  i->used += more; // open: 'i->used += more' computes 'used', which becomes the length given to memcpy()
  i->left -= more;
  i->rows += 1;
}
void narrow(struct image *i, unsigned char a, unsigned char b) {
  i->buffer = a * b; // discharged: 'a * b' computes 'buffer', which becomes the size given to malloc(): the ranges of its operands keep it in its type
}
void *make(struct image *i) { return malloc(i->buffer); }
void copy(const struct image *i, void *to, const void *from) {
  memcpy(to, from, i->used);
  memcpy(to, from, i->left);
}
