// RUN: %check %s ferrule-concurrency-signal-handler -- -std=gnu11
// A signal interrupts the program between two instructions.
#include <signal.h>
#include <stdio.h>

static volatile sig_atomic_t stopped;
static int count;

static void flag(int number) { stopped = number; }
static void print(int number) { printf("%d\n", number); }
static void tally(int number) { count += number; }
void elsewhere(int number);

void start(const struct sigaction *action) {
  signal(SIGINT, flag);            // discharged: a signal calls 'flag'
  signal(SIGTERM, print);          // open: a signal calls 'print'
  signal(SIGHUP, tally);           // open: a signal calls 'tally'
  signal(SIGUSR1, elsewhere);      // open: a signal calls 'elsewhere'
  signal(SIGPIPE, SIG_IGN);        // discharged: a signal calls 'SIG_IGN'
  sigaction(SIGUSR2, action, NULL); // open: 'action' says what a signal calls
  sigaction(SIGUSR2, NULL, NULL);
}
