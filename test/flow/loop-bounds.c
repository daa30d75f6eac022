// RUN: %check %s ferrule-bounds-array-subscript -- -std=c11
// A loop with several conditions may end by any of them; a constant among them bounds the counter.
void indent(char *to, int depth) {
  char shift[100];
  int i;
  for (i = 0; i < depth && i < 25; i++)
    shift[2 * i] = ' '; // discharged: because of the constant
  shift[2 * i] = 0;     // discharged: bytes 0 to 50 lie within the 100 bytes of 'shift'
  to[0] = shift[0];     // discharged: because of
}

void twice(const char *from) {
  char pairs[22];
  int i = 0;
  while (*from && i < 20) {
    pairs[i++] = *from;   // discharged: bytes 0 to 19
    pairs[i++] = *from++; // discharged: bytes 1 to 20
  }
  pairs[i] = 0; // discharged: bytes 0 to 21
}

void too_far(int depth) {
  char shift[50];
  int i;
  for (i = 0; i < depth && i < 25; i++)
    shift[2 * i] = ' '; // discharged: because of the constant
  shift[2 * i] = 0;     // open: it may end up to 1 byte behind 'shift'
}

void other_counter(const char *from) {
  char a[30];
  int i = 0, n = 0;
  for (; *from && i < 25; from++, i++)
    n += 2;
  a[n] = 0; // open: the index can be
}

// The limit is computed from constants, and asked for last.
void below_computed(const char *from) {
  char word[30];
  int i = 0;
  while (*from != ' ' && i < (int)sizeof(word) - 1)
    word[i++] = *from++; // discharged: bytes 0 to 28
  word[i] = 0;           // discharged: bytes 0 to 29
}
void ahead_of_limit(const char *from) {
  char pairs[30];
  int i = 0;
  while (*from != ' ' && i + 2 < 30) {
    pairs[i++] = *from++; // discharged: bytes 0 to 27
    pairs[i++] = 0;       // discharged: bytes 1 to 28
  }
  pairs[i] = 0; // discharged: bytes 0 to 29
}
void beyond_computed(const char *from) {
  char word[30];
  int i = 0;
  while (*from != ' ' && i < (int)sizeof(word))
    word[i++] = *from++; // discharged: bytes 0 to 29
  word[i] = 0;           // open: the index can be
}
