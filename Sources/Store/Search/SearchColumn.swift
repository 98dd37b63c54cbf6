// SPDX-License-Identifier: Apache-2.0

/// A column of the full-text index, in its order.
enum SearchColumn: String, CaseIterable {
  case subject
  case newText = "new_text"
  case quotedText = "quoted_text"
  case attachments, sender, recipients, signature, documents

  /// The columns as SQL lists them.
  static let list = allCases.map(\.rawValue).joined(separator: ", ")

  /// The weights as `bm25` takes them: what the sender says now counts more than what is quoted, signed or attached.
  static let weights = allCases.map { String($0.weight) }.joined(separator: ", ")

  private var weight: Double {
    switch self {
    case .subject: 4
    case .newText, .attachments, .sender, .recipients: 2
    case .documents: 0.5
    case .quotedText, .signature: 0.3
    }
  }
}
