// RUN: %check %s ferrule-ownership-memory-leak,ferrule-ownership-handle-leak,ferrule-ownership-double-release,ferrule-lifetime-use-after-release,ferrule-init-uninitialized-read -- -std=gnu11
// Functions that leave by goto where something fails.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// As it should be: one exit, in the opposite order.
int convert(const char *from, const char *to) {
  int result = -1;
  FILE *in = NULL, *out = NULL;
  char *line = malloc(256);
  if (!line)
    goto done;
  in = fopen(from, "r");
  if (!in)
    goto done;
  out = fopen(to, "w");
  if (!out)
    goto done;
  while (fgets(line, 256, in))
    fputs(line, out);
  result = 0;
done:
  if (out)
    fclose(out);
  if (in)
    fclose(in);
  free(line);
  return result;
}

// One exit per resource.
int convert_in_steps(const char *from, const char *to) {
  FILE *in = fopen(from, "r");
  if (!in)
    return -1;
  FILE *out = fopen(to, "w");
  if (!out)
    goto close_in;
  char *line = malloc(256);
  if (!line)
    goto close_out;
  while (fgets(line, 256, in))
    fputs(line, out);
  free(line);
  fclose(out);
  fclose(in);
  return 0;
close_out:
  fclose(out);
close_in:
  fclose(in);
  return -1;
}

// The label is one too low.
int wrong_label(const char *from, const char *to) {
  FILE *in = fopen(from, "r");
  if (!in)
    return -1;
  FILE *out = fopen(to, "w"); // defect:
  if (!out)
    goto close_in;
  char *line = malloc(256);
  if (!line)
    goto close_in;
  fputs("start\n", out);
  free(line);
  fclose(out);
close_in:
  fclose(in);
  return -1;
}

// A test that was added later leaves past the exit.
int past_the_exit(const char *text) {
  int result = -1;
  char *copy = strdup(text); // defect:
  if (!copy)
    goto done;
  if (copy[0] == '#')
    return 0;
  result = (int)strlen(copy);
done:
  free(copy);
  return result;
}

// The exit releases what the success has released.
int falls_through(const char *text) {
  int result = -1;
  char *copy = strdup(text);
  if (!copy)
    goto done;
  if (copy[0] != '#') {
    result = (int)strlen(copy);
    free(copy);
  }
done:
  free(copy); // defect:
  return result;
}

// The exit uses what was never set.
int never_set(const char *path, const char *text) {
  char *copy;
  FILE *f = fopen(path, "a");
  if (!f)
    goto done;
  copy = strdup(text);
  if (copy)
    fputs(copy, f);
  fclose(f);
done:
  free(copy); // defect: copy
  return 0;
}

// The message about the failure names what is gone.
struct session {
  char *user;
  int id;
};
struct session *start(const char *user, int (*login)(const char *)) {
  struct session *s = calloc(1, sizeof(*s));
  if (!s)
    return NULL;
  s->user = strdup(user);
  if (!s->user)
    goto fail;
  s->id = login(s->user);
  if (s->id < 0)
    goto fail;
  return s;
fail:
  free(s->user);
  free(s);
  fprintf(stderr, "no session %d\n", s->id); // defect:
  return NULL;
}

// Again from the start.
int retried(const char *path) {
  int attempts = 0;
  char *line;
again:
  line = malloc(80);
  if (!line)
    return -1;
  FILE *f = fopen(path, "r");
  if (!f) {
    free(line);
    if (++attempts < 3)
      goto again;
    return -1;
  }
  int result = fgets(line, 80, f) ? 0 : -1;
  fclose(f);
  free(line);
  return result;
}
