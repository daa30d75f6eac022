// RUN: %check %s ferrule-libc-untrusted-format -- -std=gnu11
// The text of a format comes from outside of the program.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <syslog.h>
#include <unistd.h>

void echo(void) {
  char line[80];
  if (!fgets(line, sizeof(line), stdin))
    return;
  printf(line); // defect:
}
void echo_text(void) {
  char line[80];
  if (!fgets(line, sizeof(line), stdin))
    return;
  printf("%s", line);
  fputs(line, stdout);
}

void notice(int s) {
  char text[256];
  ssize_t n = recv(s, text, sizeof(text) - 1, 0);
  if (n <= 0)
    return;
  text[n] = 0;
  syslog(LOG_NOTICE, text); // defect:
}
void notice_text(int s) {
  char text[256];
  ssize_t n = recv(s, text, sizeof(text) - 1, 0);
  if (n <= 0)
    return;
  text[n] = 0;
  syslog(LOG_NOTICE, "%s", text);
}

void prompt(void) {
  const char *format = getenv("PROMPT_FORMAT");
  if (format)
    fprintf(stderr, format, 1); // defect:
}

// By way of another buffer.
void greeting(FILE *f) {
  char name[32], text[64];
  if (!fgets(name, sizeof(name), f))
    return;
  snprintf(text, sizeof(text), "hello %s", name);
  printf(text); // defect:
}
void copied(FILE *f) {
  char name[32], text[64] = "";
  if (!fgets(name, sizeof(name), f))
    return;
  strcpy(text, name);
  fprintf(stdout, text); // defect:
}

// By way of a function.
static void say(const char *text) {
  printf(text); // defect:
}
void said(FILE *f) {
  char line[80];
  if (fgets(line, sizeof(line), f))
    say(line);
}

// One of the program's own, whoever chooses it.
void chosen(FILE *f) {
  int which;
  if (fscanf(f, "%d", &which) != 1)
    return;
  const char *format = which ? "yes %d\n" : "no %d\n";
  printf(format, which);
}
void built(int width) {
  char format[16];
  snprintf(format, sizeof(format), "%%%dd\n", width);
  printf(format, 1);
}
// Of a caller's format nothing is known.
void given(const char *format) { printf(format, 1); }

int main(int argc, char **argv) {
  if (argc > 1)
    printf(argv[1]); // not found:
  return 0;
}
