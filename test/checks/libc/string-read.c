// RUN: %check %s ferrule-libc-string-read -- -std=c11
#include <stdlib.h>
#include <string.h>

size_t length(const char *s) {
  return strlen(s); // open: strlen() reads 's' up to a NUL
}

int compare(const char *a, const char *b) {
  return strcmp(a, b); // open: strcmp() reads 'a' and 'b' up to a NUL
}

static const char NoNul[3] = "abc";
size_t notTerminated(void) {
  return strlen(NoNul); // open: strlen() reads 'NoNul' up to a NUL
}

static char Changing[] = "abc";
size_t notConstant(void) {
  return strlen(Changing); // open: strlen() reads 'Changing' up to a NUL
}

size_t limited(char *to, const char *from) {
  return strlen(strncpy(to, from, 8)); // open: strlen() reads // open: strncpy() reads
}

static const char Name[] = "ferrule";
static const char *const Names[] = {"one", "two"};
size_t literals(int i) {
  size_t n = strlen("literal");  // discharged: strlen() reads up to a NUL
  n += strlen(Name);             // discharged: strlen() reads up to a NUL
  n += strlen(Names[i]);         // discharged: strlen() reads up to a NUL
  n += strlen(i ? "yes" : "no"); // discharged: strlen() reads up to a NUL
  return n + strlen(__func__);   // discharged: strlen() reads up to a NUL
}

// Belongs to unbounded-copy.
void copy(char *to, const char *from) { strcpy(to, from); }
