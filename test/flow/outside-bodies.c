// RUN: %check %s ferrule-bounds-pointer-subscript -- -std=gnu11
// Initialisers are in no body, and hand out addresses all the same.
int table[4];

static int count;
static int *where = &count;
void bump(void) { *where = 9; }
void by_count(void) {
  int *p = table;
  p[count] = 1; // open:
}

static int ticks;
void tick(void) {
  static int *const clock = &ticks;
  *clock = 9;
}
void by_ticks(void) {
  int *p = table;
  p[ticks] = 1; // open:
}

// Who only reads it leaves it as it is.
static int first;
static int *const steps[] = {table + sizeof(first)};
void by_first(void) {
  int *p = table;
  p[first] = 1; // discharged:
}

// Anyone may call what stands in a table.
static void set(int i) {
  int *p = table;
  p[i] = 1; // open:
}
static void (*const setters[])(int) = {set};
void dispatch(int i) { setters[0](i); }
void set_second(void) { set(1); }

static void set_own(int i) {
  int *p = table;
  p[i] = 1; // discharged:
}
void set_third(void) { set_own(2); }
