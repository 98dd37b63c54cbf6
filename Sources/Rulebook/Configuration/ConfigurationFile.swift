// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
package import OrderCore

/// The configuration file, `kontor.yaml`.
package enum ConfigurationFile {
  private static let keys = [
    "border", "company", "directory", "keys", "mailboxes", "rules", "signatures", "store", "templates",
    "users",
  ]

  /// Reads a configuration and the directory that it names; paths are relative to the configuration's folder.
  ///
  /// - Throws: everything that is wrong in both.
  package static func load(_ path: String) throws(RulebookError) -> Configuration {
    try load(text: SourceFile.read(path), file: path)
  }

  /// Reads the text of a configuration that stands, or would stand, in `file`.
  package static func load(text: String, file: String) throws(RulebookError) -> Configuration {
    let root = try YAMLDocument.parse(text, file: file)
    let diagnostics = Diagnostics()
    let configuration = configuration(root, folder: ConfigurationFolder(of: file), diagnostics)
    try diagnostics.check()
    return configuration
  }

  /// Reads what can be read; of what can't, something is reported.
  private static func configuration(
    _ root: YAMLValue, folder: ConfigurationFolder, _ diagnostics: Diagnostics
  ) -> Configuration {
    let expected = "a configuration: a mapping"
    guard let keys = MappingReader(root, keys: keys, diagnostics, expected: expected) else {
      return Configuration(storePath: "")
    }
    var configuration = Configuration(storePath: folder.absolute(keys.requiredText("store") ?? ""))
    let company = keys.required("company").flatMap {
      MappingReader($0, keys: ["accounts", "domains", "name"], diagnostics)
    }
    configuration.companyName = company?.requiredText("name") ?? ""
    let servers = MailboxReader(
      folder: folder, companyName: configuration.companyName, storePath: configuration.storePath, diagnostics)
    configuration.mailboxes = servers.mailboxes(keys["mailboxes"])
    let directory = DirectoryFile(folder: folder, diagnostics)
    configuration.directory = directory.directory(
      keys["directory"], ownDomains: company?["domains"],
      ownAddresses: Set(configuration.mailboxes.map(\.address.folded)))
    configuration.keyPatterns = keyPatterns(keys["keys"], diagnostics)
    configuration.ruleFolders = folders(keys["rules"], in: folder, diagnostics)
    configuration.templateFolders = folders(keys["templates"], in: folder, diagnostics)
    configuration.users = users(keys["users"], diagnostics)
    configuration.signatures = signatures(keys["signatures"], diagnostics)
    let trust = TrustReader(diagnostics)
    configuration.border = trust.border(keys["border"])
    configuration.accounts = trust.accounts(company?["accounts"])
    return configuration
  }

  private static func folders(
    _ value: YAMLValue?, in folder: ConfigurationFolder, _ diagnostics: Diagnostics
  ) -> [String] {
    (value?.texts(diagnostics) ?? []).map { folder.absolute($0.text) }
  }

  private static func keyPatterns(
    _ value: YAMLValue?, _ diagnostics: Diagnostics
  ) -> [KeyKind: [KeyPatternDefinition]] {
    let kinds = KeyKind.allCases.map(\.rawValue)
    guard let value, !value.isNothing else { return [:] }
    guard let keys = MappingReader(value, keys: kinds, diagnostics) else { return [:] }
    var patterns: [KeyKind: [KeyPatternDefinition]] = [:]
    for kind in KeyKind.allCases {
      guard let value = keys[kind.rawValue], let texts = value.texts(diagnostics) else { continue }
      if texts.isEmpty { diagnostics.report("expected at least one pattern", at: value.place) }
      patterns[kind] = texts.map { KeyPatternDefinition(expression: $0.text, place: $0.place) }
    }
    for finding in KeyExtractor(configured: patterns).diagnostics {
      diagnostics.report(finding.message, at: finding.place)
    }
    return patterns
  }

  private static func users(_ value: YAMLValue?, _ diagnostics: Diagnostics) -> [String: User] {
    var users: [String: User] = [:]
    var names: [UInt32: String] = [:]
    for entry in value?.entries(diagnostics) ?? [] {
      let known = ["name", "role", "uid"]
      guard let keys = MappingReader(entry.value, keys: known, diagnostics) else { continue }
      let uid = keys.required("uid")?.integer(in: 0...Int(UInt32.max), diagnostics).map(UInt32.init)
      let role = keys.required("role")?.choice(UserRole.self, "role", diagnostics)
      let fullName = keys.text("name") ?? ""
      guard let uid, let role else { continue }
      if let other = names[uid] {
        // The uid alone says who someone is, so it can't be two people.
        diagnostics.report("the uid \(uid) is already that of \(quoted(other))", at: keys.place(of: "uid"))
      }
      names[uid] = entry.key
      users[entry.key] = User(name: entry.key, uid: uid, role: role, fullName: fullName)
    }
    return users
  }

  private static func signatures(_ value: YAMLValue?, _ diagnostics: Diagnostics) -> [String: String] {
    let languages = Language.written.map(\.rawValue)
    guard let value, !value.isNothing else { return [:] }
    guard let keys = MappingReader(value, keys: languages, diagnostics) else { return [:] }
    var signatures: [String: String] = [:]
    for language in languages {
      signatures[language] = keys.text(language)?.trimmingCharacters(in: .whitespacesAndNewlines)
    }
    return signatures
  }
}

extension YAMLValue {
  /// Whether nothing is written.
  var isNothing: Bool {
    if case .nothing = content { return true }
    return false
  }
}

/// The folder that paths of a configuration are relative to.
struct ConfigurationFolder {
  /// The folder as the user gave it, with a closing slash; empty for the current one.
  private let written: String

  /// Takes the folder of a file.
  init(of file: String) {
    written = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
  }

  /// Returns a path as messages show it: the folder as the user gave it, then the path.
  func shown(_ path: String) -> String {
    path.hasPrefix("/") || path.hasPrefix("~/") ? absolute(path) : written + path
  }

  /// Returns a path from the root, without `.`, `..` and `~`.
  func absolute(_ path: String) -> String {
    if path.hasPrefix("~/") {
      return FileManager.default.homeDirectoryForCurrentUser.path + path.dropFirst()
    }
    return URL(fileURLWithPath: path.hasPrefix("/") ? path : written + path).standardizedFileURL.path
  }
}
