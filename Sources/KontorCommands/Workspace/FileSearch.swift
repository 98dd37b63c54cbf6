// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Where files are looked for when the command line and the configuration don't say.
enum FileSearch {
  /// The configuration file: the one given, else the first of the usual places.
  static func configuration(_ given: String?) throws -> String {
    if let given {
      guard FileManager.default.fileExists(atPath: given) else {
        throw CommandFailure(.invalid, "\(given): there is no such configuration file")
      }
      return absolute(given)
    }
    guard let found = usualConfiguration else {
      throw CommandFailure(
        .invalid,
        "There is no kontor.yaml here, in ~/.config/kontor/ or in /etc/kontor/. "
          + "Write one with 'kontor init', or name it with --config.")
    }
    return absolute(found)
  }

  /// The first of the usual places that has a configuration file, nil when none has.
  static var usualConfiguration: String? {
    let home = FileManager.default.homeDirectoryForCurrentUser.path
    let places = ["kontor.yaml", "\(home)/.config/kontor/kontor.yaml", "/etc/kontor/kontor.yaml"]
    return places.first { FileManager.default.fileExists(atPath: $0) }
  }

  /// The folder `name` (rules or templates) that came with the program: beside it, above it (a source checkout), or
  /// in share/kontor.
  static func shipped(_ name: String) throws -> String {
    var candidates: [String] = []
    let program = URL(fileURLWithPath: programPath).resolvingSymlinksInPath().deletingLastPathComponent()
    candidates.append(program.appendingPathComponent("../share/kontor/\(name)").standardizedFileURL.path)
    var folder = program
    for _ in 0..<5 {
      let rules = folder.appendingPathComponent("rules").path
      let templates = folder.appendingPathComponent("templates").path
      if isFolder(rules), isFolder(templates) { candidates.append(folder.appendingPathComponent(name).path) }
      folder = folder.deletingLastPathComponent()
    }
    candidates += ["/usr/local/share/kontor/\(name)", "/usr/share/kontor/\(name)"]
    guard let found = candidates.first(where: isFolder) else {
      throw CommandFailure(
        .invalid,
        "The shipped \(name) are not beside the program; name a folder with '\(name):' in kontor.yaml.")
    }
    return found
  }

  /// The path made absolute against the current folder.
  static func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path, relativeTo: URL(fileURLWithPath: FileManager.default.currentDirectoryPath))
      .standardizedFileURL.path
  }

  private static var programPath: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
  }

  /// Whether a path is a folder.
  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }
}
