// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/frontend/WorkerPool.h"
#include "tool/frontend/Worker.h"
#include "tool/model/Archive.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ferrule {

using Clock = std::chrono::steady_clock;

static volatile std::sig_atomic_t CaughtSignal = 0;

int interruptSignal() { return CaughtSignal; }

void catchInterrupts() {
  struct sigaction Action{};
  Action.sa_handler = [](int Signal) { CaughtSignal = Signal; };
  sigaction(SIGINT, &Action, nullptr);
  sigaction(SIGTERM, &Action, nullptr);
  // A worker that is gone shows as a failed write.
  std::signal(SIGPIPE, SIG_IGN);
}

namespace {

/// One worker process and the job that it is busy with.
class Worker {
public:
  Worker() = default;
  Worker(const Worker &) = delete;
  Worker &operator=(const Worker &) = delete;
  ~Worker() { stop(); }

  llvm::Error start(llvm::StringRef FirstFrame, const std::string &Fault);
  /// Kills the process if it runs, and returns its wait status.
  int stop();
  bool running() const { return Pid > 0; }

  bool send(const Job &J);
  /// Reads what is there. False: the process has closed its end.
  bool receive();
  /// The answer, when it is complete.
  std::optional<UnitOutput> take();

  int outputFd() const { return Output; }
  std::size_t residentMiB() const;

  std::optional<std::size_t> job;
  Clock::time_point sent;
  std::chrono::system_clock::time_point started;
  /// Jobs that this process has answered.
  unsigned answered = 0;

private:
  pid_t Pid = 0;
  int Input = -1;
  int Output = -1;
  std::string Received;
};

llvm::Error Worker::start(llvm::StringRef FirstFrame, const std::string &Fault) {
  int ToWorker[2], FromWorker[2];
  if (pipe2(ToWorker, O_CLOEXEC))
    return llvm::createStringError(std::string("cannot make a pipe: ") + std::strerror(errno));
  if (pipe2(FromWorker, O_CLOEXEC)) {
    close(ToWorker[0]);
    close(ToWorker[1]);
    return llvm::createStringError(std::string("cannot make a pipe: ") + std::strerror(errno));
  }
  posix_spawn_file_actions_t Actions;
  posix_spawn_file_actions_init(&Actions);
  posix_spawn_file_actions_adddup2(&Actions, ToWorker[0], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&Actions, FromWorker[1], STDOUT_FILENO);
  // A crashing parser prints a stack; ferrule extract shows it when somebody wants to see it.
  posix_spawn_file_actions_addopen(&Actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  std::string Arguments[] = {"ferrule", "worker", "--force-worker-fault", Fault};
  char *Argv[] = {Arguments[0].data(), Arguments[1].data(), Arguments[2].data(),
                  Arguments[3].data(), nullptr};
  if (Fault.empty())
    Argv[2] = nullptr;
  int Error = posix_spawn(&Pid, "/proc/self/exe", &Actions, nullptr, Argv, environ);
  posix_spawn_file_actions_destroy(&Actions);
  close(ToWorker[0]);
  close(FromWorker[1]);
  Input = ToWorker[1];
  Output = FromWorker[0];
  if (Error) {
    Pid = 0;
    stop();
    return llvm::createStringError(std::string("cannot start a worker: ") + std::strerror(Error));
  }
  fcntl(Output, F_SETFL, O_NONBLOCK);
  answered = 0;
  Received.clear();
  // If it is gone already, sending the first job fails.
  writeAll(Input, FirstFrame);
  return llvm::Error::success();
}

int Worker::stop() {
  for (int *Fd : {&Input, &Output})
    if (*Fd >= 0) {
      close(*Fd);
      *Fd = -1;
    }
  int Status = 0;
  if (Pid > 0) {
    kill(Pid, SIGKILL);
    while (waitpid(Pid, &Status, 0) < 0 && errno == EINTR)
      ;
    Pid = 0;
  }
  return Status;
}

bool Worker::send(const Job &J) {
  sent = Clock::now();
  started = std::chrono::system_clock::now();
  return writeAll(Input, frame(ArchiveWriter::write(J)));
}

bool Worker::receive() {
  char Buffer[1 << 16];
  for (;;) {
    ssize_t N = read(Output, Buffer, sizeof Buffer);
    if (N > 0)
      Received.append(Buffer, static_cast<std::size_t>(N));
    else if (N == 0)
      return false;
    else if (errno != EINTR)
      return errno == EAGAIN;
  }
}

std::optional<UnitOutput> Worker::take() {
  auto Size = frameSize(Received);
  if (!Size || Received.size() < FrameHead + *Size)
    return std::nullopt;
  UnitOutput Result;
  // What cannot be read has no unit, and so is not taken for an answer.
  if (!ArchiveReader::read(llvm::StringRef(Received).substr(FrameHead, *Size), Result))
    Result = {};
  Received.erase(0, FrameHead + *Size);
  ++answered;
  return Result;
}

std::size_t Worker::residentMiB() const {
  auto Statm = llvm::MemoryBuffer::getFileAsStream("/proc/" + llvm::Twine(Pid) + "/statm");
  std::size_t Pages = 0;
  if (!Statm || (*Statm)->getBuffer().split(' ').second.split(' ').first.getAsInteger(10, Pages))
    return 0;
  return Pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) >> 20;
}

/// The loop that feeds the workers.
class Pool {
public:
  Pool(llvm::ArrayRef<Job> Jobs, const AnalysisOptions &Analysis, const PoolOptions &Options,
       JobDone Done)
      : Jobs(Jobs), Options(Options), Done(Done), FirstFrame(frame(ArchiveWriter::write(Analysis))),
        Workers(std::min<std::size_t>(std::max(1u, Options.workers), Jobs.size())) {}

  llvm::Error run();

private:
  llvm::Error feed(Worker &W);
  void lose(Worker &W, UnitStatus Status, std::string Reason);
  void collect(Worker &W);
  void enforceLimits();

  llvm::ArrayRef<Job> Jobs;
  const PoolOptions &Options;
  JobDone Done;
  std::string FirstFrame;
  std::vector<Worker> Workers;
  std::size_t Next = 0;
  std::size_t Finished = 0;
  /// Jobs whose worker died after it had answered others: they get a fresh worker before they are
  /// blamed for it.
  std::vector<std::size_t> SecondTry;
};

std::string describeDeath(int Status) {
  if (WIFSIGNALED(Status))
    return std::string("the worker was ended by signal ") + std::to_string(WTERMSIG(Status)) +
           " (" + strsignal(WTERMSIG(Status)) + ")";
  return "the worker ended with exit code " + std::to_string(WEXITSTATUS(Status));
}

llvm::Error Pool::feed(Worker &W) {
  std::size_t Index;
  if (!SecondTry.empty()) {
    Index = SecondTry.back();
    SecondTry.pop_back();
    W.stop();
  } else if (Next != Jobs.size()) {
    Index = Next++;
  } else {
    return llvm::Error::success();
  }
  if (!W.running())
    if (llvm::Error E = W.start(FirstFrame, Options.fault))
      return E;
  W.job = Index;
  if (!W.send(Jobs[Index]))
    lose(W, UnitStatus::Crashed, "the worker died before it took the unit");
  return llvm::Error::success();
}

void Pool::lose(Worker &W, UnitStatus Status, std::string Reason) {
  std::size_t Index = *W.job;
  W.job.reset();
  ++Finished;
  Done(Index, {.summary = settledSummary(Jobs[Index], Status, std::move(Reason))}, W.started);
}

void Pool::collect(Worker &W) {
  bool Open = W.receive();
  if (auto Output = W.take()) {
    if (Output->summary.unit != Jobs[*W.job].unit) {
      lose(W, UnitStatus::Crashed, "the worker's answer is not about this unit");
    } else {
      std::size_t Index = *W.job;
      W.job.reset();
      ++Finished;
      Done(Index, std::move(*Output), W.started);
    }
  }
  if (Open)
    return;
  bool Fresh = W.answered == 0;
  // Not killed yet: it closed its end by dying, so its own status is to be had.
  int Status = W.stop();
  if (!W.job)
    return;
  if (Fresh)
    return lose(W, UnitStatus::Crashed, describeDeath(Status));
  SecondTry.push_back(*W.job);
  W.job.reset();
}

void Pool::enforceLimits() {
  auto Now = Clock::now();
  for (Worker &W : Workers) {
    if (!W.job)
      continue;
    if (Options.timeout && Now - W.sent > std::chrono::seconds(Options.timeout)) {
      W.stop();
      lose(W, UnitStatus::TimedOut,
           "stopped after " + std::to_string(Options.timeout) + " s; --timeout sets the limit");
    } else if (Options.memoryLimit && W.residentMiB() > Options.memoryLimit) {
      W.stop();
      lose(W, UnitStatus::Crashed,
           "stopped at more than " + std::to_string(Options.memoryLimit) +
               " MiB of memory; --memory-limit sets the limit");
    }
  }
}

llvm::Error Pool::run() {
  constexpr int TickMilliseconds = 100;
  auto LastCheck = Clock::now();
  auto Interrupted = [] { return llvm::createStringError("interrupted; nothing was written"); };
  while (Finished != Jobs.size()) {
    if (interruptSignal())
      return Interrupted();
    for (Worker &W : Workers)
      if (!W.job)
        if (llvm::Error E = feed(W))
          return E;
    std::vector<pollfd> Fds;
    std::vector<Worker *> Polled;
    for (Worker &W : Workers)
      if (W.job) {
        Fds.push_back({W.outputFd(), POLLIN, 0});
        Polled.push_back(&W);
      }
    if (poll(Fds.data(), Fds.size(), TickMilliseconds) > 0)
      for (auto [Fd, W] : llvm::zip(Fds, Polled))
        if (Fd.revents)
          collect(*W);
    if (Clock::now() - LastCheck >= std::chrono::milliseconds(TickMilliseconds)) {
      enforceLimits();
      LastCheck = Clock::now();
    }
  }
  // A terminal interrupts the workers as well: what looks like crashes is none.
  return interruptSignal() ? Interrupted() : llvm::Error::success();
}

} // namespace

llvm::Error runJobs(llvm::ArrayRef<Job> Jobs, const AnalysisOptions &Analysis,
                    const PoolOptions &Options, JobDone Done) {
  // Clang's parser is recursive: what 8 MiB would end, 64 MiB parse. Children inherit the limit.
  rlimit Stack;
  if (!getrlimit(RLIMIT_STACK, &Stack)) {
    constexpr rlim_t Wanted = rlim_t{64} << 20;
    Stack.rlim_cur = std::min(Stack.rlim_max, std::max(Stack.rlim_cur, Wanted));
    setrlimit(RLIMIT_STACK, &Stack);
  }
  return Pool(Jobs, Analysis, Options, Done).run();
}

} // namespace ferrule
