// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Two mechanisms, each enough against the known attacks:
//   Landlock  files may be read and directories listed, everything else with files is denied;
//   seccomp   an allow-list of system calls. What is not on it fails with EPERM, or with ENOSYS
//   where
//             glibc has a fallback that can be checked (clone3 passes its flags in memory, clone
//             does not).
#include "tool/frontend/Sandbox.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||                         \
    __has_feature(memory_sanitizer)
#define FERRULE_UNDER_SANITIZER 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define FERRULE_UNDER_SANITIZER 1
#endif
#ifndef FERRULE_UNDER_SANITIZER
#define FERRULE_UNDER_SANITIZER 0
#endif

namespace ferrule {

std::string SandboxLevel::describe() const {
  std::string Result = landlock ? "landlock-" + std::to_string(landlock) : "";
  if (seccomp)
    Result += Result.empty() ? "seccomp" : " seccomp";
  return Result.empty() ? "none" : Result;
}

} // namespace ferrule

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <vector>

namespace ferrule {
namespace {

// linux/landlock.h of an older system than the running one lacks the newer rights; this interface
// is stable.
constexpr long LandlockCreate = 444, LandlockAddRule = 445, LandlockRestrict = 446;
constexpr unsigned VersionFlag = 1, PathBeneath = 1;
struct LandlockRuleset {
  uint64_t files, network, scoped;
};
struct __attribute__((packed)) LandlockPath {
  uint64_t allowed;
  int32_t directory;
};
constexpr uint64_t Execute = 1, ReadFile = 1 << 2, ReadDirectory = 1 << 3;

/// Returns the version in use, or 0.
int enterLandlock() {
  long Version = syscall(LandlockCreate, nullptr, 0, VersionFlag);
  if (Version <= 0)
    return 0;
  unsigned Rights = Version >= 5 ? 16 : Version >= 3 ? 15 : Version >= 2 ? 14 : 13;
  LandlockRuleset Ruleset{(1ull << Rights) - 1, Version >= 4 ? 3ull : 0, Version >= 6 ? 3ull : 0};
  // Runtimes of sanitizers start a symbolizer.
  if (FERRULE_UNDER_SANITIZER)
    Ruleset.files &= ~Execute;
  size_t Size = Version >= 6 ? 24 : Version >= 4 ? 16 : 8;
  int Descriptor = static_cast<int>(syscall(LandlockCreate, &Ruleset, Size, 0));
  if (Descriptor < 0)
    return 0;
  bool Done = false;
  if (int Root = open("/", O_PATH | O_CLOEXEC); Root >= 0) {
    LandlockPath Path{ReadFile | ReadDirectory, Root};
    Done = !syscall(LandlockAddRule, Descriptor, PathBeneath, &Path, 0) &&
           !syscall(LandlockRestrict, Descriptor, 0);
    close(Root);
  }
  close(Descriptor);
  return Done ? static_cast<int>(Version) : 0;
}

#if defined(__x86_64__)
constexpr uint32_t Architecture = AUDIT_ARCH_X86_64;
#else
constexpr uint32_t Architecture = AUDIT_ARCH_AARCH64;
#endif

/// Allowed whatever the arguments. Everything here reads, or concerns this process alone.
constexpr unsigned Allowed[] = {
    // Files.
    __NR_read,
    __NR_pread64,
    __NR_readv,
    __NR_preadv,
    __NR_write,
    __NR_writev,
    __NR_pwrite64,
    __NR_close,
    __NR_fstat,
    __NR_newfstatat,
    __NR_statx,
    __NR_lseek,
    __NR_getdents64,
    __NR_readlinkat,
    __NR_faccessat,
    __NR_faccessat2,
    __NR_getcwd,
    __NR_chdir,
    __NR_fchdir,
    __NR_statfs,
    __NR_fstatfs,
    __NR_fadvise64,
    __NR_readahead,
    __NR_fcntl,
    __NR_dup,
    __NR_dup3,
    __NR_ppoll,
    __NR_pselect6,
    __NR_umask,
    // Memory.
    __NR_brk,
    __NR_munmap,
    __NR_mremap,
    __NR_madvise,
    __NR_mincore,
    __NR_membarrier,
    // Threads, signals, end.
    __NR_futex,
    __NR_set_robust_list,
    __NR_rseq,
    __NR_set_tid_address,
    __NR_rt_sigaction,
    __NR_rt_sigprocmask,
    __NR_rt_sigreturn,
    __NR_sigaltstack,
    __NR_restart_syscall,
    __NR_exit,
    __NR_exit_group,
    __NR_sched_yield,
    __NR_sched_getaffinity,
    __NR_sched_getparam,
    __NR_sched_getscheduler,
    // Questions.
    __NR_getpid,
    __NR_gettid,
    __NR_getppid,
    __NR_getuid,
    __NR_geteuid,
    __NR_getgid,
    __NR_getegid,
    __NR_getrandom,
    __NR_getrusage,
    __NR_times,
    __NR_uname,
    __NR_sysinfo,
    __NR_clock_gettime,
    __NR_clock_getres,
    __NR_clock_nanosleep,
    __NR_nanosleep,
    __NR_gettimeofday,
    __NR_getcpu,
    __NR_setitimer,
    __NR_getitimer,
    __NR_timer_delete,
#if defined(__x86_64__)
    __NR_stat,
    __NR_lstat,
    __NR_access,
    __NR_readlink,
    __NR_poll,
    __NR_select,
    __NR_dup2,
    __NR_time,
    __NR_arch_prctl,
    __NR_getrlimit,
#endif
};

class Filter {
public:
  Filter() {
    add(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch));
    // Another architecture's numbers would pass for ours.
    addJump(BPF_JEQ, Architecture, 1, 0);
    add(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
    add(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr));
  }
  void allow(unsigned Call) {
    addJump(BPF_JEQ, Call, 0, 1);
    add(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  }
  void fail(unsigned Call, unsigned Error) {
    addJump(BPF_JEQ, Call, 0, 1);
    add(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | Error);
  }
  /// Allows a call if the low word of an argument has none of \p Bits. (The flags tested here are
  /// all in the low word, and the kernel reads no others.)
  void allowWithout(unsigned Call, unsigned Argument, unsigned Bits, unsigned Error) {
    restricted(Call, Argument, BPF_JSET, Bits, /*AllowIfTrue=*/false, Error);
  }
  void allowWith(unsigned Call, unsigned Argument, unsigned Bits, unsigned Error) {
    restricted(Call, Argument, BPF_JSET, Bits, /*AllowIfTrue=*/true, Error);
  }
  void allowEqual(unsigned Call, unsigned Argument, unsigned Value, unsigned Error) {
    restricted(Call, Argument, BPF_JEQ, Value, /*AllowIfTrue=*/true, Error);
  }
  bool install() {
    add(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
    sock_fprog Program{static_cast<unsigned short>(Code.size()), Code.data()};
    return !prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &Program);
  }

private:
  void add(unsigned Operation, uint32_t Value) {
    Code.push_back({static_cast<uint16_t>(Operation), 0, 0, Value});
  }
  void addJump(unsigned Test, uint32_t Value, uint8_t IfTrue, uint8_t IfFalse) {
    Code.push_back({static_cast<uint16_t>(BPF_JMP | Test | BPF_K), IfTrue, IfFalse, Value});
  }
  void restricted(unsigned Call, unsigned Argument, unsigned Test, uint32_t Value, bool AllowIfTrue,
                  unsigned Error) {
    addJump(BPF_JEQ, Call, 0, 4);
    add(BPF_LD | BPF_W | BPF_ABS,
        static_cast<uint32_t>(offsetof(seccomp_data, args) + Argument * sizeof(uint64_t)));
    addJump(Test, Value, AllowIfTrue ? 0 : 1, AllowIfTrue ? 1 : 0);
    add(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    add(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | Error);
  }

  std::vector<sock_filter> Code;
};

bool enterSeccomp() {
  constexpr unsigned Writes = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND;
  Filter Filter;
  for (unsigned Call : Allowed)
    Filter.allow(Call);
  Filter.allowWithout(__NR_openat, 2, Writes, EACCES);
#if defined(__x86_64__)
  Filter.allowWithout(__NR_open, 1, Writes, EACCES);
#endif
  Filter.allowWithout(__NR_mmap, 2, PROT_EXEC, EPERM);
  Filter.allowWithout(__NR_mprotect, 2, PROT_EXEC, EPERM);
  // A thread, not a process.
  Filter.allowWith(__NR_clone, 0, CLONE_THREAD, EPERM);
  Filter.fail(__NR_clone3, ENOSYS);
  Filter.fail(__NR_openat2, ENOSYS);
  // raise() and abort(), but nobody else's death.
  Filter.allowEqual(__NR_tgkill, 0, static_cast<unsigned>(getpid()), EPERM);
  // Own limits only; they cannot be raised by a process without privileges.
  Filter.allowEqual(__NR_prlimit64, 0, 0, EPERM);
  // isatty().
  Filter.allowEqual(__NR_ioctl, 1, 0x5401 /*TCGETS*/, ENOTTY);
  return Filter.install();
}

} // namespace

SandboxLevel enterSandbox() {
  SandboxLevel Level;
  rlimit NoCore{0, 0};
  setrlimit(RLIMIT_CORE, &NoCore);
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    return Level;
  Level.landlock = enterLandlock();
  if (!FERRULE_UNDER_SANITIZER)
    Level.seccomp = enterSeccomp();
  return Level;
}

} // namespace ferrule

#else

namespace ferrule {
SandboxLevel enterSandbox() { return {}; }
} // namespace ferrule

#endif
