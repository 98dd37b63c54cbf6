// SPDX-License-Identifier: Apache-2.0

import MailModel

/// Reads where a secret is kept; never repeats what stands there, which may be the secret.
struct SecretPlace {
  private static let kinds = ["command", "credential", "file"]

  private let folder: ConfigurationFolder
  private let diagnostics: Diagnostics

  init(folder: ConfigurationFolder, _ diagnostics: Diagnostics) {
    self.folder = folder
    self.diagnostics = diagnostics
  }

  /// Reads the place of what `noun` names, such as “a password”.
  func source(_ value: YAMLValue, of noun: String) -> SecretSource? {
    let remedy = "name its place: {file: PATH}, {command: COMMAND} or {credential: NAME}"
    guard case .mapping(let entries) = value.content else {
      diagnostics.report("\(noun) is not written into this file; " + remedy, at: value.place)
      return nil
    }
    guard entries.count == 1, Self.kinds.contains(entries[0].key) else {
      diagnostics.report("expected one of 'file', 'command' and 'credential'; " + remedy, at: value.place)
      return nil
    }
    let key = entries[0].key
    guard let text = MappingReader(value, keys: [key], diagnostics)?.requiredText(key) else { return nil }
    switch key {
    case "file": return .file(folder.absolute(text))
    case "command": return .command(text)
    default: return .credential(text)
    }
  }
}
