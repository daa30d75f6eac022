// RUN: %check %s ferrule-ownership-handle-leak -- -std=gnu11
// A file or the like that nobody can close any more. It is reported where it is opened.
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

int first_byte(const char *path) {
  FILE *f = fopen(path, "r"); // defect:
  if (!f)
    return EOF;
  return fgetc(f);
}
int first_byte_closed(const char *path) {
  FILE *f = fopen(path, "r");
  if (!f)
    return EOF;
  int c = fgetc(f);
  fclose(f);
  return c;
}

int version(const char *path) {
  FILE *f = fopen(path, "r"); // defect:
  if (!f)
    return -1;
  int n;
  if (fscanf(f, "version %d", &n) != 1)
    return -1;
  fclose(f);
  return n;
}
int version_closed(const char *path) {
  FILE *f = fopen(path, "r");
  if (!f)
    return -1;
  int n;
  if (fscanf(f, "version %d", &n) != 1)
    n = -1;
  fclose(f);
  return n;
}

int copy(const char *from, const char *to) {
  FILE *in = fopen(from, "r"); // defect:
  if (!in)
    return -1;
  FILE *out = fopen(to, "w");
  if (!out)
    return -1;
  for (int c; (c = fgetc(in)) != EOF;)
    fputc(c, out);
  fclose(in);
  return fclose(out);
}

ssize_t head(const char *path, char *to) {
  int fd = open(path, O_RDONLY); // defect:
  if (fd < 0)
    return -1;
  return read(fd, to, 16);
}
ssize_t head_closed(const char *path, char *to) {
  int fd = open(path, O_RDONLY);
  if (fd < 0)
    return -1;
  ssize_t n = read(fd, to, 16);
  close(fd);
  return n;
}
ssize_t head_other_test(const char *path, char *to) {
  int fd = open(path, O_RDONLY);
  if (fd == -1)
    return -1;
  ssize_t n = read(fd, to, 16);
  close(fd);
  return n;
}

int entries(const char *path) {
  DIR *d = opendir(path); // defect:
  int n = 0;
  if (!d)
    return -1;
  for (struct dirent *e; (e = readdir(d)); ++n)
    if (e->d_name[0] == '~')
      return -1;
  closedir(d);
  return n;
}

int connected(const struct sockaddr *to, socklen_t size) {
  int s = socket(AF_INET, SOCK_STREAM, 0); // not found:
  if (s < 0)
    return -1;
  if (connect(s, to, size) < 0)
    return -1;
  return s;
}
int connected_or_closed(const struct sockaddr *to, socklen_t size) {
  int s = socket(AF_INET, SOCK_STREAM, 0);
  if (s < 0)
    return -1;
  if (connect(s, to, size) < 0) {
    close(s);
    return -1;
  }
  return s;
}

// Somebody has it.
FILE *returned(const char *path) { return fopen(path, "r"); }
struct log {
  FILE *out;
  int fd;
};
int stored(struct log *l, const char *path) {
  l->fd = open(path, O_WRONLY);
  l->out = fopen(path, "a");
  return l->out && l->fd >= 0 ? 0 : -1;
}
static FILE *trace;
void start_trace(const char *path) { trace = fopen(path, "w"); }
void register_file(FILE *f);
void given(const char *path) {
  FILE *f = fopen(path, "r");
  if (f)
    register_file(f);
}
void wrapped(const char *path) {
  int fd = open(path, O_RDONLY);
  if (fd < 0)
    return;
  FILE *f = fdopen(fd, "r");
  if (!f) {
    close(fd);
    return;
  }
  fclose(f);
}
void fatal(const char *path) {
  FILE *f = fopen(path, "w");
  if (f)
    fputs("fatal\n", f);
  abort();
}

// What was opened here is not what others have.
int from_file_or_input(const char *path) {
  FILE *f = path ? fopen(path, "rb") : stdin;
  int c;
  if (!f)
    return -1;
  c = fgetc(f);
  if (f != stdin)
    fclose(f);
  return c;
}
int or_input(const char *path) {
  FILE *f;
  if (!path)
    f = stdin;
  else if (!(f = fopen(path, "rb")))
    return -1;
  while (fgetc(f) > 0)
    ;
  if (f != stdin)
    fclose(f);
  return 0;
}
