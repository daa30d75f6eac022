// RUN: %check %s ferrule-concurrency-lock-contract -- -std=c11
struct __attribute__((capability("mutex"))) mutex {
  int state;
};
void acquire(struct mutex *m) __attribute__((acquire_capability(*m)));
void release(struct mutex *m) __attribute__((release_capability(*m)));

static struct mutex lock;
static int hits __attribute__((guarded_by(lock)));

void hit(void) {
  acquire(&lock);
  ++hits;
  release(&lock);
}

int read_hits(void) {
  return hits; // defect: 'hits' is accessed: it is declared to need mutex 'lock', which is not held
}

void reset(int c) {
  acquire(&lock); // defect: mutex 'lock' is acquired: it is held on some of the paths that meet
  if (!c)
    release(&lock);
}
