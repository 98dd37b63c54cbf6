// SPDX-License-Identifier: Apache-2.0

import CSeccomp
import Foundation
import OrderCore

/// A reader as a process: started, given its document, watched, ended and reaped.
struct ReaderProcess {
  /// The program's path and its arguments.
  let arguments: [String]
  let input: [UInt8]
  let limits: ReadingLimits

  /// Why a reader came to its end.
  enum Reason: Hashable {
    case exited(Int32)
    case signalled(Int32)
    case tooSlow
    case tooMuch
  }

  /// How a reader ended, and what it said until then.
  struct Ending {
    var reason: Reason
    var output: [UInt8]
    var message: [UInt8]
  }

  /// The whole environment of a reader: no secret stands in it.
  private static let environment = ["PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8"]

  /// Runs the reader to its end; blocks.
  func run(_ stop: ReaderStop) throws(DocumentError) -> Ending {
    var descriptors = OpenDescriptors()
    defer { descriptors.closeAll() }
    let document = try descriptors.own(kontor_memory_file())
    try fill(document)
    let output = try descriptors.pipe()
    let messages = try descriptors.pipe()
    let deadline = ContinuousClock.now + .seconds(limits.seconds)
    let process = try start(input: document, output: output.writing, messages: messages.writing)
    descriptors.close(document)
    descriptors.close(output.writing)
    descriptors.close(messages.writing)
    stop.watch(process)

    var said = ReaderStream(output.reading, limit: limits.outputBytes)
    var complained = ReaderStream(messages.reading, limit: ReadingLimits.messageBytes)
    let end = Result { () throws(DocumentError) in try descriptors.own(kontor_pidfd(process)) }
    let early = end.flatMap { end in
      Result { () throws(DocumentError) in
        try Self.listen(&said, &complained, end: end, deadline: deadline)
      }
    }
    // On every way out: nothing of the reader is left, not even its number.
    stop.release(process)
    let status = Self.reap(process)
    return Ending(reason: try early.get() ?? status, output: said.bytes, message: complained.bytes)
  }

  /// Takes in what comes until `end` says that the process is over; returns why it must be ended before, if
  /// it must.
  private static func listen(
    _ said: inout ReaderStream, _ complained: inout ReaderStream, end: Int32,
    deadline: ContinuousClock.Instant
  ) throws(DocumentError) -> Reason? {
    while true {
      let left = deadline - ContinuousClock.now
      guard left > .zero else { return .tooSlow }
      // poll passes over negative descriptors.
      var waiting = [said.descriptor, complained.descriptor, end].map {
        pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
      }
      let milliseconds = left.components.seconds * 1_000 + left.components.attoseconds / 1_000_000_000_000_000
      guard poll(&waiting, nfds_t(waiting.count), Int32(clamping: milliseconds + 1)) >= 0 || errno == EINTR
      else { throw OpenDescriptors.failure("its output can't be waited for") }
      // Asked before the pipes are emptied, so that nothing which was written before the end is missed.
      let isOver = waiting[2].revents != 0
      said.drain()
      complained.drain()
      if said.isTooMuch { return .tooMuch }
      if isOver { return nil }
    }
  }

  /// Writes the document into memory that the reader can't change.
  private func fill(_ file: Int32) throws(DocumentError) {
    var written = 0
    while written < input.count {
      let count = input.withUnsafeBytes { bytes in
        bytes.baseAddress.map { pwrite(file, $0 + written, bytes.count - written, off_t(written)) } ?? 0
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw OpenDescriptors.failure("its document can't be handed over") }
      written += count
    }
    guard kontor_seal(file) == 0 else { throw OpenDescriptors.failure("its document can't be sealed") }
  }

  private func start(input: Int32, output: Int32, messages: Int32) throws(DocumentError) -> pid_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // What we ignore or block would stay so in the reader.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, stream) in [(input, 0), (output, 1), (messages, 2)] as [(Int32, Int32)] {
      posix_spawn_file_actions_adddup2(&actions, number, stream)
    }
    posix_spawn_file_actions_addclosefrom_np(&actions, 3)

    let words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    let settings: [UnsafeMutablePointer<CChar>?] = Self.environment.map { strdup($0) } + [nil]
    defer { for text in words + settings { free(text) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, arguments[0], &actions, &attributes, words, settings)
    guard code == 0 else { throw .notStarted("\(arguments[0]): \(String(cString: strerror(code)))") }
    return process
  }

  private static func reap(_ process: pid_t) -> Reason {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      // Only a parent that lets the kernel reap its children comes here with another error.
      guard errno == EINTR else { return .signalled(SIGKILL) }
    }
    let signal = status & 0x7F
    return signal == 0 ? .exited(status >> 8 & 0xFF) : .signalled(signal)
  }
}
