// SPDX-License-Identifier: Apache-2.0

import Foundation
import OrderCore

/// A text file that a person wrote.
enum SourceFile {
  /// The largest file that is read, in bytes.
  static let limit = 4 << 20

  /// Reads a file of UTF-8, without its byte order mark.
  ///
  /// - Parameter blamed: what the finding points at when the file can't be read; nil for the file's start.
  static func read(_ path: String, blamed: SourcePlace? = nil) throws(RulebookError) -> String {
    let bytes: Data
    do {
      let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      defer { try? file.close() }
      bytes = try file.read(upToCount: limit + 1) ?? Data()
    } catch {
      let name = quoted(path, limit: 1024)
      throw RulebookError(blamed ?? .start(of: path), "can't read \(name): \(reason(of: error))")
    }
    return try text(of: bytes, file: path)
  }

  /// Returns bytes as text.
  private static func text(of bytes: Data, file: String) throws(RulebookError) -> String {
    guard bytes.count <= limit else {
      throw RulebookError(.start(of: file), "the file is larger than \(limit >> 20) MB")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let valid = String(decoding: bytes, as: UTF8.self).prefix { $0 != "\u{FFFD}" }
      throw RulebookError(place(after: valid, file: file), "the text is not UTF-8; save the file as UTF-8")
    }
    return text.first == "\u{FEFF}" ? String(text.dropFirst()) : text
  }

  /// Returns the place that follows `text` from the start of its file.
  static func place(after text: some StringProtocol, file: String) -> SourcePlace {
    var line = 1
    var column = 1
    for character in text {
      if character.isNewline {
        line += 1
        column = 1
      } else {
        column += 1
      }
    }
    return SourcePlace(file: file, line: line, column: column)
  }

  /// Lists the files of a folder and of the folders in it that end in one of `extensions`, sorted.
  ///
  /// Hidden files are left out, and links to folders are not followed.
  static func list(_ folder: String, extensions: Set<String>) throws(RulebookError) -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue,
      let entries = FileManager.default.enumerator(
        atPath: URL(fileURLWithPath: folder).resolvingSymlinksInPath().path)
    else {
      throw RulebookError(.start(of: folder), "there is no such folder")
    }
    return entries.compactMap { $0 as? String }
      .filter { name in
        !name.split(separator: "/").contains { $0.hasPrefix(".") }
          && extensions.contains(URL(fileURLWithPath: name).pathExtension)
      }
      .sorted()
      .map { folder.hasSuffix("/") ? folder + $0 : "\(folder)/\($0)" }
  }

  static func reason(of error: any Error) -> String {
    switch (error as? CocoaError)?.code {
    case .fileReadNoSuchFile, .fileNoSuchFile: "no such file"
    case .fileReadNoPermission: "permission denied"
    default: "it is not a readable file"
    }
  }
}
