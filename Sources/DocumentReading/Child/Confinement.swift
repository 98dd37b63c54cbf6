// SPDX-License-Identifier: Apache-2.0

import CSeccomp
import Foundation
import OrderCore

/// The rights that a reader gives up, for good, before it reads a byte of its document.
///
/// What is left: to compute within limits, to read the system's libraries, and to write to the three open
/// streams. If anything of it can't be had, the document is not read.
enum Confinement {
  /// Gives the rights of this process up; what it becomes by exec has none either.
  static func enter(mayExecute: Bool) throws(DocumentError) {
    let parent = getppid()
    try set(PR_SET_PDEATHSIG, UInt(SIGKILL), "the end with its parent")
    // The signal comes only for an end after the call.
    guard getppid() == parent else { throw .notStarted("its parent has ended") }
    try set(PR_SET_NO_NEW_PRIVS, 1, "the vow of no new rights")
    try set(PR_SET_DUMPABLE, 0, "the ban on being traced")
    try limit(KONTOR_CPU, ReadingLimits.processorSeconds)
    try limit(KONTOR_CORE, 0)
    try limit(KONTOR_FILE_SIZE, 0)
    try limit(KONTOR_DESCRIPTORS, ReadingLimits.descriptors)
    try limit(KONTOR_PROCESSES, 0)
    try limit(KONTOR_ADDRESSES, ReadingLimits.addressSpace)
    try hideFiles()
    try SystemCallFilter.load(mayExecute: mayExecute)
  }

  private static func set(_ option: Int32, _ value: UInt, _ what: String) throws(DocumentError) {
    guard kontor_prctl(option, value) == 0 else { throw OpenDescriptors.failure("\(what) is refused") }
  }

  private static func limit(_ resource: Int, _ value: UInt64) throws(DocumentError) {
    // The soft limit of processor time gives a signal that tells what happened, the hard one would not.
    let hard = resource == KONTOR_CPU ? value + 1 : value
    guard kontor_limit(Int32(resource), value, hard) == 0 else {
      throw OpenDescriptors.failure("limit \(resource) is refused")
    }
  }

  /// Leaves of all files only the system's own to be opened: no store, no configuration, no secret.
  ///
  /// A kernel without Landlock goes without: the filter of system calls, which every kernel has, leaves no
  /// way for what is read but the text.
  private static func hideFiles() throws(DocumentError) {
    let rules = kontor_landlock()
    guard rules >= 0 else { return }
    defer { close(rules) }
    for path in ["/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/localtime"] {
      let place = kontor_place(path)
      guard place >= 0 else { continue }
      defer { close(place) }
      var kind = stat()
      let isFolder = fstat(place, &kind) == 0 && kind.st_mode & S_IFMT == S_IFDIR
      guard kontor_landlock_allow(rules, place, isFolder ? 1 : 0) == 0 else {
        throw OpenDescriptors.failure("the view of files can't be narrowed")
      }
    }
    guard kontor_landlock_enter(rules) == 0 else {
      throw OpenDescriptors.failure("the view of files can't be narrowed")
    }
  }
}
