// RUN: %check %s ferrule-null-unchecked-result,ferrule-init-uninitialized-read,ferrule-null-dereference,ferrule-integers-overflow -- -std=gnu11
// What has been tested is not unchecked, whatever the test leads to.
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static jmp_buf frame;
static int failed;
extern int written;
void fail(const char *text, int line) {
  if (failed)
    return;
  failed = 1;
  printf("%d: %s\n", line, text);
  longjmp(frame, 1);
}
#define EXPECT(condition)                                                                          \
  if (condition) {                                                                                 \
  } else {                                                                                         \
    fail(#condition, __LINE__);                                                                    \
  }

char expected(int n) {
  char *text = malloc(8);
  EXPECT(text != NULL);
  EXPECT(n > 0);
  EXPECT(n < 100);
  EXPECT(written == n);
  strcpy(text, "a");
  char first = text[0];
  free(text);
  return first;
}

// Nobody reads behind a null pointer what was not written there.
struct item {
  int kind;
  int size;
};
int used(void) {
  struct item *i = malloc(sizeof(*i));
  if (i)
    memset(i, 0, sizeof(*i));
  int kind = i->kind; // defect: reads what could not be made
  free(i);
  return kind;
}

// From null to null it is no step.
static int sum(const char *data, size_t n) {
  const char *limit = data + n;
  int h = 0;
  while (limit - data >= 4) {
    h += data[0];
    data += 4;
  }
  switch (limit - data) {
  case 2:
    h += data[1];
    break;
  case 1:
    h += data[0];
    break;
  }
  return h;
}
int of_nothing(void) { return sum(0, 0); }
int of_something(void) { return sum("ab", 2); }

// How long the line was is known in each round of the outer loop.
void lines(FILE *in, void (*use)(const char *)) {
  char line[500];
  while (fgets(line, 450, in) != NULL) {
    int length = strlen(line);
    length--;
    while (length >= 0 && (line[length] == '\n' || line[length] == ' '))
      length--;
    line[length + 1] = 0;
    use(line);
  }
}
