// SPDX-License-Identifier: Apache-2.0
//
// libseccomp, and what else Linux offers to give rights up for good but Swift can't see: variadic functions,
// macros and system calls without a function. All return -1 and set errno, as the calls do.
#pragma once
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static inline int kontor_prctl(int option, unsigned long value) { return prctl(option, value, 0UL, 0UL, 0UL); }

enum {
  KONTOR_CPU = RLIMIT_CPU,
  KONTOR_CORE = RLIMIT_CORE,
  KONTOR_FILE_SIZE = RLIMIT_FSIZE,
  KONTOR_DESCRIPTORS = RLIMIT_NOFILE,
  KONTOR_PROCESSES = RLIMIT_NPROC,
  KONTOR_ADDRESSES = RLIMIT_AS,
};

// What tells that the soft limit of processor time is reached.
static const int32_t kontor_cpu_signal = SIGXCPU;

static inline int kontor_limit(int resource, uint64_t soft, uint64_t hard) {
  struct rlimit limit = {soft, hard};
  return setrlimit(resource, &limit);
}

// A place in the file system by itself, to name it in a rule.
static inline int kontor_place(const char *path) { return open(path, 010000000 /* O_PATH */ | O_CLOEXEC); }

// glibc's own functions, which its headers hide from a module.
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
extern int pipe2(int ends[2], int flags);

// A descriptor that becomes readable when the process ends.
static inline int kontor_pidfd(pid_t process) { return (int)syscall(SYS_pidfd_open, process, 0); }

// An empty file in memory, closed by exec.
static inline int kontor_memory_file(void) {
  return (int)syscall(SYS_memfd_create, "document", 3U /* MFD_CLOEXEC | MFD_ALLOW_SEALING */);
}

// From now on nobody can change the file in memory, whoever holds it.
static inline int kontor_seal(int file) { return fcntl(file, 1033 /* F_ADD_SEALS */, 0xF /* all four */); }

static inline scmp_filter_ctx kontor_filter_denying(int error) { return seccomp_init(SCMP_ACT_ERRNO(error)); }

static inline int kontor_filter_allow(scmp_filter_ctx filter, int call, unsigned count,
                                      const struct scmp_arg_cmp *conditions) {
  return seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, call, count, conditions);
}

// A rule set of Landlock that forbids all of its first version's uses of files but those allowed below.
static inline int kontor_landlock(void) {
  struct landlock_ruleset_attr rules = {.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1};
  return (int)syscall(SYS_landlock_create_ruleset, &rules, sizeof rules.handled_access_fs, 0);
}

// Lets the files at and below an open place be read and, where they are programs, run.
static inline int kontor_landlock_allow(int rules, int place, int is_folder) {
  struct landlock_path_beneath_attr beneath = {
      .allowed_access = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE,
      .parent_fd = place,
  };
  if (is_folder) beneath.allowed_access |= LANDLOCK_ACCESS_FS_READ_DIR;
  return (int)syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
}

static inline int kontor_landlock_enter(int rules) { return (int)syscall(SYS_landlock_restrict_self, rules, 0); }
