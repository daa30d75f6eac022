// RUN: %check %s ferrule-concurrency-lock-contract -- -std=c++20
#define ATTRIBUTE(x) __attribute__((x))

class ATTRIBUTE(capability("mutex")) Mutex {
public:
  void lock() ATTRIBUTE(acquire_capability());
  void unlock() ATTRIBUTE(release_capability());
  void lockShared() ATTRIBUTE(acquire_shared_capability());
  void unlockShared() ATTRIBUTE(release_shared_capability());
  bool tryLock() ATTRIBUTE(try_acquire_capability(true));
};

class ATTRIBUTE(scoped_lockable) Guard {
public:
  explicit Guard(Mutex &M) ATTRIBUTE(acquire_capability(M));
  ~Guard() ATTRIBUTE(release_capability());
};

class Account {
public:
  void deposit(int n) {
    Guard g(mutex);
    balance += n;
  }
  int unlocked() {
    return balance; // defect: 'balance' is accessed: it is declared to need mutex 'mutex', which is not held
  }
  int shared() {
    mutex.lockShared();
    int n = balance;
    mutex.unlockShared();
    return n;
  }
  void writesShared() {
    mutex.lockShared();
    balance = 0; // defect: 'balance' is accessed: it is declared to need mutex 'mutex', exclusively
    mutex.unlockShared();
  }
  void early(bool c) {
    mutex.lock(); // defect: mutex 'mutex' is acquired: it is held on some of the paths that meet
    if (c)
      return;
    mutex.unlock();
  }
  void kept() {
    mutex.lock(); // defect: mutex 'mutex' is acquired and not released: the function is left with it
  }
  void twice() {
    mutex.lock();
    mutex.lock(); // defect: mutex 'mutex' is acquired: it is held already
    mutex.unlock();
  }
  void releases() {
    mutex.unlock(); // defect: mutex 'mutex' is released: it is not held here
  }
  void wrongly() {
    mutex.lockShared();
    mutex.unlock(); // defect: mutex 'mutex' is released: it is held in the other way
  }
  void rounds(int n) {
    while (n--)
      mutex.lock(); // defect: mutex 'mutex' is acquired: the next round of the loop begins with it held
  }
  void tries() {
    if (mutex.tryLock()) {
      balance = 0;
      mutex.unlock();
    }
  }
  int add(int n) ATTRIBUTE(requires_capability(mutex)) { return balance += n; }
  void callsAdd() {
    add(1); // defect: 'add' is called: it is declared to need mutex 'mutex', exclusively, which is not held
  }
  void notify() ATTRIBUTE(locks_excluded(mutex));
  void notifies() {
    Guard g(mutex);
    notify(); // defect: 'notify' is called with mutex 'mutex' held: the function is declared
  }
  void acquires() ATTRIBUTE(acquire_capability(mutex)) {
  } // defect: mutex 'mutex' is not held at the end of the function
  void pointee() {
    *history = 1; // defect: what 'history' points to is accessed
    history = nullptr;
  }
  auto inLambda() {
    return [this] {
      return balance; // defect: 'balance' is accessed
    };
  }
  int trusted() ATTRIBUTE(no_thread_safety_analysis) { return balance; }

private:
  Mutex mutex;
  int balance ATTRIBUTE(guarded_by(mutex)) = 0;
  int *history ATTRIBUTE(pt_guarded_by(mutex)) = nullptr;
  int unguarded = 0;
};

template <class T> class Box {
public:
  T get() {
    return value; // defect: 'value' is accessed
  }

private:
  Mutex mutex;
  T value ATTRIBUTE(guarded_by(mutex));
};
template class Box<int>;
