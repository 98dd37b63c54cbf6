// SPDX-License-Identifier: Apache-2.0

/// A sort of attached file whose text can be read.
package enum DocumentFormat: String, Hashable, Sendable, CaseIterable {
  case pdf, docx, xlsx, csv, text, xml, html

  /// The format of a part, nil when there is no reader for it; the file name decides where the type says little.
  package init?(type: String, filename: String?) {
    let name = filename?.lowercased() ?? ""
    let suffix = name.lastIndex(of: ".").map { String(name[name.index(after: $0)...]) } ?? ""
    if let format = Self.byType[type] ?? Self.bySuffix[suffix] {
      self = type.hasPrefix("text/plain") ? Self.bySuffix[suffix] ?? .text : format
    } else {
      return nil
    }
  }

  private static let byType: [String: DocumentFormat] = [
    "application/pdf": .pdf, "application/x-pdf": .pdf,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": .docx,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": .xlsx,
    "text/csv": .csv, "application/csv": .csv, "text/comma-separated-values": .csv,
    "text/tab-separated-values": .csv, "text/plain": .text, "text/xml": .xml, "application/xml": .xml,
    "text/html": .html,
  ]

  private static let bySuffix: [String: DocumentFormat] = [
    "pdf": .pdf, "docx": .docx, "docm": .docx, "xlsx": .xlsx, "xlsm": .xlsx, "csv": .csv,
    "tsv": .csv, "txt": .text, "xml": .xml, "htm": .html, "html": .html,
  ]
}

/// What a document says.
package struct DocumentText: Hashable, Sendable {
  /// Its text: LF line ends, the cells of a row joined by ` | `; no control characters but LF.
  package var text: String
  /// The numbers that a structured document (UBL) gives with their meaning, in document order.
  package var references: [DocumentReference]
  /// Whether there was more text than the limit.
  package var isCut: Bool

  /// Creates a text.
  package init(text: String, references: [DocumentReference] = [], isCut: Bool = false) {
    self.text = text
    self.references = references
    self.isCut = isCut
  }
}

/// A number in a structured document, with what the document says it is.
package struct DocumentReference: Hashable, Sendable {
  /// What a number identifies.
  package enum Role: String, Hashable, Sendable, CaseIterable {
    /// The buyer's order.
    case order
    /// The seller's number of the order (UBL `SalesOrderID`, the ID of an OrderResponse).
    case salesOrder = "sales_order"
    /// An offer.
    case quotation
    /// A despatch advice, waybill or receipt advice.
    case despatch
    /// An invoice, credit note or reminder of one.
    case invoice
    /// A framework contract.
    case contract
  }

  /// What it identifies.
  package let role: Role
  /// As the document writes it, without white space around it.
  package let value: String

  /// Creates a reference.
  package init(role: Role, value: String) {
    self.role = role
    self.value = value
  }
}

/// Why a document has no text.
package enum DocumentError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The reader took longer than it may.
  case tooSlow(seconds: Int)
  /// The reader needed more memory, or was ended by the system.
  case killed(signal: Int32)
  /// Its tool says that it is no such document, or it is encrypted or damaged.
  case unreadable(String)
  /// The tool that reads this format is not installed.
  case toolMissing(String)
  /// The reader can't be started.
  case notStarted(String)

  /// One sentence for people.
  package var description: String {
    switch self {
    case .tooSlow(let seconds): "Reading it took longer than \(seconds) s."
    case .killed(let signal): "Its reader was ended by signal \(signal): it asked for more than it may have."
    case .unreadable(let reason): "It can't be read: \(reason)."
    case .toolMissing(let tool): "The tool \(tool) is not installed."
    case .notStarted(let reason): "Its reader can't be started: \(reason)."
    }
  }
}

/// Reads documents, each apart from this process.
package protocol DocumentReading: Sendable {
  /// Reads one document; `charset` is the label of its part, for plain text.
  func read(_ bytes: [UInt8], as format: DocumentFormat, charset: String?) async throws(DocumentError)
    -> DocumentText
}
