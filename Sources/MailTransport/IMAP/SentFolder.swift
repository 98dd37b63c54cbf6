// SPDX-License-Identifier: Apache-2.0

/// Finds the folder of sent mail by its name where the server marks none (RFC 6154 is not everywhere).
enum SentFolder {
  /// Names that mail programs give it, in lower case; the first that is there is taken.
  private static let names = [
    "sent", "sent items", "sent messages", "sent mail", "отправленные", "gesendet", "gesendete elemente",
    "gesendete objekte", "gesendete nachrichten", "отправленные элементы", "отправленные сообщения",
  ]

  /// Returns which of these folders it is, nil for none.
  ///
  /// - Parameter folders: decoded names, each with what separates its levels. A name counts at the top, and below
  ///   INBOX, where some servers keep all folders.
  static func index(in folders: [(name: String, delimiter: UInt8?)]) -> Int? {
    let plain = folders.map { folder in
      let name = folder.name.lowercased()
      guard let delimiter = folder.delimiter else { return name }
      let root = "inbox\(Character(Unicode.Scalar(delimiter)))"
      return name.hasPrefix(root) ? String(name.dropFirst(root.count)) : name
    }
    for name in names {
      if let index = plain.firstIndex(of: name) { return index }
    }
    return nil
  }
}
