// SPDX-License-Identifier: Apache-2.0

import Foundation
package import OrderCore

/// The file with what was learned: `learned.model` in a folder of rules.
package enum ModelFile {
  /// Its name.
  package static let name = "learned.model"

  /// The largest file that is read, in bytes.
  private static let limit = 64 << 20

  /// Reads the model of the last of some folders that has one; nil when none has, for rules alone.
  ///
  /// - Throws: what is wrong with the file; a model that can't be used is no reason to guess.
  package static func load(folders: [String]) throws(RulebookError) -> LearnedModel? {
    let paths = folders.map { $0.hasSuffix("/") ? $0 + name : "\($0)/\(name)" }
    guard let path = paths.last(where: { FileManager.default.fileExists(atPath: $0) }) else { return nil }
    return try load(path)
  }

  /// Reads a model file.
  package static func load(_ path: String) throws(RulebookError) -> LearnedModel {
    let bytes: Data
    do {
      let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      defer { try? file.close() }
      bytes = try file.read(upToCount: limit + 1) ?? Data()
    } catch {
      throw RulebookError(.start(of: path), "can't read the learned model: \(SourceFile.reason(of: error))")
    }
    guard bytes.count <= limit else {
      throw RulebookError(.start(of: path), "the file is larger than \(limit >> 20) MB")
    }
    do {
      return try LearnedModel(bytes: [UInt8](bytes))
    } catch {
      throw RulebookError(.start(of: path), error.description)
    }
  }
}
