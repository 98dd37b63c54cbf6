// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel

/// Finds and reads messages in files, folders, Maildirs and mbox files.
enum MailFiles {
  /// A place to read one message, or an mbox of them, from.
  struct File: Hashable, Sendable {
    let path: String
    let isMbox: Bool
  }

  /// Lists the mail files below paths, in the order of the paths, inside a folder by name.
  ///
  /// A folder with `cur` and `new` is a Maildir (with its `.Sub` folders); other folders are searched for `.eml`,
  /// `.mbox` and Maildirs. A file that is named is taken whatever its name.
  static func list(_ paths: [String]) throws -> [File] {
    var files: [File] = []
    for path in paths {
      guard FileManager.default.fileExists(atPath: path) else {
        throw CommandFailure(.failed, "\(path): there is no such file or folder")
      }
      if FileSearch.isFolder(path) {
        files += folder(path)
      } else {
        files.append(File(path: path, isMbox: startsAsMbox(path)))
      }
    }
    return files
  }

  private static func folder(_ path: String) -> [File] {
    var files: [File] = []
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    if names.contains("cur") && names.contains("new") {
      for part in ["cur", "new"] {
        let messages = ((try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(part)")) ?? [])
          .sorted()
        files += messages.filter { !$0.hasPrefix(".") }.map {
          File(path: "\(path)/\(part)/\($0)", isMbox: false)
        }
      }
      for name in names where name.hasPrefix(".") && FileSearch.isFolder("\(path)/\(name)") {
        files += folder("\(path)/\(name)")
      }
      return files
    }
    for name in names where !name.hasPrefix(".") {
      let full = "\(path)/\(name)"
      if FileSearch.isFolder(full) {
        files += folder(full)
      } else if name.lowercased().hasSuffix(".eml") {
        files.append(File(path: full, isMbox: false))
      } else if name.lowercased().hasSuffix(".mbox") {
        files.append(File(path: full, isMbox: true))
      }
    }
    return files
  }

  /// Whether a file starts with an mbox separator (RFC 4155).
  private static func startsAsMbox(_ path: String) -> Bool {
    guard let handle = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? handle.close() }
    let start = (try? handle.read(upToCount: 5)) ?? Data()
    return start == Data("From ".utf8)
  }

  /// Reads the messages of a file; `origin` names each for people.
  static func read(_ file: File) throws -> [(origin: String, bytes: [UInt8])] {
    guard let data = FileManager.default.contents(atPath: file.path) else {
      throw CommandFailure(.failed, "\(file.path): can't be read")
    }
    let bytes = [UInt8](data)
    guard file.isMbox else { return [(file.path, bytes)] }
    return split(mbox: bytes).enumerated().map { ("\(file.path)#\($0.offset + 1)", $0.element) }
  }

  /// Splits an mbox at lines that start with `From ` after an empty line, and takes one `>` off quoted ones (mboxrd).
  static func split(mbox: [UInt8]) -> [[UInt8]] {
    var messages: [[UInt8]] = []
    var current: [UInt8]?
    var previousWasEmpty = true
    var start = 0
    while start < mbox.count {
      let end = mbox[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? mbox.count
      let line = mbox[start..<end]
      if previousWasEmpty, line.starts(with: Array("From ".utf8)) {
        if let done = current { messages.append(done) }
        current = []
      } else {
        let isQuoted =
          line.first == UInt8(ascii: ">")
          && line.drop { $0 == UInt8(ascii: ">") }.starts(with: Array("From ".utf8))
        if current == nil { current = [] }
        current?.append(contentsOf: isQuoted ? line.dropFirst() : line)
      }
      previousWasEmpty = line.allSatisfy { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
      start = end
    }
    if let done = current { messages.append(done) }
    return messages
  }
}
