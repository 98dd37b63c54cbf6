// SPDX-License-Identifier: Apache-2.0

import CSeccomp
import Foundation
import OrderCore

/// The system calls that a reader may make; every other fails with EPERM.
///
/// A list of what is allowed, so that calls nobody thought of are denied: sockets, processes, tracing,
/// mounts, changes to files, io_uring. The filter outlives an exec, and binds all threads.
enum SystemCallFilter {
  /// What memory, output, the dynamic loader and the idle threads of a Swift program need.
  private static let allowed = [
    "access", "arch_prctl", "brk", "clock_getres", "clock_gettime", "close", "epoll_pwait", "epoll_wait",
    "exit", "exit_group", "faccessat", "faccessat2", "fadvise64", "fcntl", "fstat", "fstatfs", "futex",
    "getcwd", "getdents64", "getegid", "geteuid", "getgid", "getpid", "getppid", "getrandom", "gettid",
    "gettimeofday", "getuid", "lseek", "lstat", "madvise", "membarrier", "mmap", "mprotect", "mremap",
    "munmap",
    "newfstatat", "pause", "poll", "ppoll", "pread64", "read", "readlink", "readlinkat", "readv",
    "restart_syscall", "rseq", "rt_sigaction", "rt_sigpending", "rt_sigprocmask", "rt_sigreturn",
    "rt_sigsuspend", "sched_getaffinity", "sched_yield", "set_robust_list", "set_tid_address", "sigaltstack",
    "stat", "statx", "sysinfo", "time", "uname", "write", "writev",
  ]

  /// The flags of `open` that change something.
  private static let changing = UInt64(O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND)

  /// Puts the filter in force; `mayExecute` leaves exec allowed, for a tool that goes on in our place.
  static func load(mayExecute: Bool) throws(DocumentError) {
    guard let filter = kontor_filter_denying(EPERM) else { throw .notStarted("there is no seccomp filter") }
    defer { seccomp_release(filter) }
    var codes: [Int32] = []
    codes.append(seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1))
    for name in allowed + (mayExecute ? ["execve"] : []) { codes.append(allow(name, in: filter)) }
    codes.append(allow("open", in: filter, when: argument(1, SCMP_CMP_MASKED_EQ, changing, 0)))
    codes.append(allow("openat", in: filter, when: argument(2, SCMP_CMP_MASKED_EQ, changing, 0)))
    // A signal to oneself is how a program aborts; limits may be asked for, not set.
    codes.append(allow("tgkill", in: filter, when: argument(0, SCMP_CMP_EQ, UInt64(getpid()), 0)))
    codes.append(allow("prlimit64", in: filter, when: argument(2, SCMP_CMP_EQ, 0, 0)))
    guard codes.allSatisfy({ $0 == 0 }) else { throw .notStarted("the seccomp filter can't be built") }
    let code = seccomp_load(filter)
    guard code == 0 else {
      throw .notStarted("the seccomp filter is refused: \(String(cString: strerror(-code)))")
    }
  }

  /// Allows a call, if this machine's kind of processor has it.
  private static func allow(_ name: String, in filter: scmp_filter_ctx, when condition: scmp_arg_cmp? = nil)
    -> Int32
  {
    let number = seccomp_syscall_resolve_name(name)
    guard number >= 0 else { return 0 }
    guard var condition else { return kontor_filter_allow(filter, number, 0, nil) }
    return kontor_filter_allow(filter, number, 1, &condition)
  }

  private static func argument(_ index: UInt32, _ comparison: scmp_compare, _ a: UInt64, _ b: UInt64)
    -> scmp_arg_cmp
  {
    scmp_arg_cmp(arg: index, op: comparison, datum_a: a, datum_b: b)
  }
}
