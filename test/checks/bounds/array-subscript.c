// RUN: %check %s ferrule-bounds-array-subscript -- -std=c11

static int Table[16];
static const char Name[] = "ferrule";

int unbounded(int i) {
  return Table[i]; // open: 'i' indexes 'Table' of 16 elements
}

int oneTooFar(void) {
  return Table[16]; // defect: 'Table' of 16 elements: the index is 16
}

int before(void) {
  return Table[-1]; // defect: the index is -1
}

int offByOne(void) {
  int sum = 0;
  for (int i = 0; i <= 16; ++i)
    sum += Table[i]; // open: the index can be 16
  return sum;
}

// A loop that changes its index in the body bounds nothing.
int jumping(int n) {
  int sum = 0;
  for (int i = 0; i < 16; ++i) {
    i += n;
    sum += Table[i]; // open: 'i' indexes 'Table'
  }
  return sum;
}

int constant(void) {
  return Table[15]; // discharged: because of the constant
}

int masked(unsigned i) {
  return Table[i & 15]; // discharged: because of the mask
}

int modulo(unsigned i) {
  return Table[i % 16]; // discharged: because of the modulo
}

int shifted(unsigned i) {
  return Table[i >> 28]; // discharged: because of the shift
}

int byType(unsigned char c) {
  static int Counts[256];
  return Counts[c]; // discharged: 'Counts' of 256 elements
}

int looped(void) {
  int sum = 0;
  for (unsigned i = 0; i < sizeof(Table) / sizeof(Table[0]); ++i)
    sum += Table[i]; // discharged: 0 <= index <= 15
  return sum;
}

// An if before it that leaves.
int checkedBefore(int i) {
  if (i < 0 || i >= 16)
    return 0;
  return Table[i]; // discharged: 0 <= index <= 15 because of the check before it
}
int checkedInLoop(int n) {
  int sum = 0;
  while (n--) {
    unsigned i = (unsigned)n * 3;
    if (i >= 16)
      break;
    sum += Table[i]; // discharged: because of the check before it
    i += 16;
    sum += Table[i]; // open: 'i' indexes 'Table'
  }
  return sum;
}
int checkedElsewhere(int i, int n) {
  if (n > 1) {
    if (i < 0 || i >= 16)
      return 0;
    n = 0;
  }
  return Table[i]; // open: 'i' indexes 'Table'
}
int jumpedPast(unsigned i, int n) {
  if (n)
    goto use;
  if (i >= 16)
    return 0;
use:
  return Table[i]; // open: 'i' indexes 'Table'
}
int otherCase(unsigned i, int n) {
  switch (n) {
  case 1:
    if (i >= 16)
      break;
    return Table[i]; // discharged: 'i' indexes 'Table'
  case 2:
    return Table[i]; // open: 'i' indexes 'Table'
  }
  return 0;
}
int comparedInVain(unsigned long i, unsigned long n) {
  if (i >= n)
    return 0;
  return Table[i]; // open: 'i' is compared with 'n', whose value is not known
}

int guarded(unsigned i) {
  if (i < 16)
    return Table[i]; // discharged: 0 <= index <= 15
  return 0;
}

// The address one past the end may be taken.
const int *end(void) {
  return &Table[16]; // discharged: 'Table' of 16 elements
}

char initial(void) {
  return Name[0]; // discharged: 'Name' of 8 elements
}

struct Message {
  unsigned Length;
  char Text[];
};

// The extent of a flexible array is not in its declaration: see pointer-subscript.
char flexible(const struct Message *m, unsigned i) { return m->Text[i]; }
