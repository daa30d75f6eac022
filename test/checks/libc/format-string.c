// RUN: %check %s ferrule-libc-format-string -- -std=c11
#include <stdarg.h>
#include <stdio.h>

void show(const char *text) {
  printf(text); // open: 'text' is the format of printf()
}

void choose(FILE *f, const char *format, int n) {
  fprintf(f, format, n); // open: 'format' is the format of fprintf()
}

void scan(const char *line, const char *format, int *n) {
  sscanf(line, format, n); // open: 'format' is the format of sscanf()
}

void forward(const char *format, va_list l) {
  vprintf(format, l); // open: 'format' is the format of vprintf()
}

__attribute__((format(printf, 1, 2))) void report(const char *format, ...);

void relay(const char *text) {
  report(text); // open: 'text' is the format of report()
}

// Whoever calls it is asked for a literal.
__attribute__((format(printf, 1, 2))) void log_(const char *format, ...) {
  va_list l;
  va_start(l, format);
  vprintf(format, l); // discharged: 'format' is the format of vprintf()
  va_end(l);
}

static const char Format[] = "%d\n";
const char *translated(const char *) __attribute__((format_arg(1)));
void literals(int n) {
  printf("%d\n", n);
  printf(Format, n);
  printf(n ? "some\n" : "none\n");
  printf(translated("%d\n"), n);
  report("%d", n);
}
