// RUN: %check %s ferrule-concurrency-shared-global -- -std=c11
// A mutable object that all threads share.
#include <pthread.h>
#include <stdatomic.h>

int total;                              // open: 'total' lives as long as the program
static int hits[4];                     // open: 'hits' lives as long as the program
static const char *title = "x";         // open: 'title' lives as long as the program
static const int limits[] = {1, 2};
static const char *const names[] = {"a"};
extern int elsewhere;
int tentative;
int tentative;                          // open: 'tentative' lives as long as the program
static _Thread_local int depth;         // discharged: 'depth' lives as long as the program
static atomic_int users;                // discharged: 'users' lives as long as the program
static pthread_mutex_t lock;            // discharged: 'lock' lives as long as the program

int next(void) {
  static int last; // open: 'last' lives as long as the program
  int local = elsewhere;
  return last++ + local;
}
