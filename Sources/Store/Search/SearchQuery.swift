// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import MailModel
package import OrderCore

/// What a person searches for, parsed.
///
/// ```
/// подшипники order:SO-2026-00417 from:lee@bearings.example has:attachment after:2026-01 "delivery date" -invoice
/// ```
/// A message matches when every clause does. Words match in any inflected form, in any part of the message.
package struct SearchQuery: Hashable, Sendable {
  /// One condition on a message.
  package enum Condition: Hashable, Sendable {
    /// These words one after the other: a word, or several in quotation marks.
    case text(String)
    /// Belongs to an order with this key.
    case order(String)
    /// Sent by a person, an address or a domain.
    case from(String)
    /// Sent to a person, an address or a domain.
    case to(String)
    /// Sent by or to a person, a company, an address or a domain.
    case party(String)
    /// Sent by somebody with this role.
    case role(PartyRole)
    /// Reports this event.
    case event(Event)
    /// Has this.
    case has(Possession)
    /// Dated before this moment.
    case before(Date)
    /// Dated at this moment or after it.
    case after(Date)
    /// Came through this mailbox, or stands in this folder.
    case location(String)
    /// Is written in this language.
    case language(Language)
  }

  /// What a message can have.
  package enum Possession: String, Hashable, Sendable, CaseIterable {
    /// A named attachment.
    case attachment
    /// A draft that answers it.
    case draft
    /// An order it belongs to.
    case order
  }

  /// A condition, or its opposite.
  package struct Clause: Hashable, Sendable {
    /// What to look for.
    package let condition: Condition
    /// Whether messages that meet it are left out.
    package let isNegated: Bool
  }

  /// The names of the fields.
  package static let fields = [
    "order", "from", "to", "party", "event", "has", "before", "after", "in", "lang",
  ]

  /// The clauses in the order written; never empty.
  package let clauses: [Clause]

  /// Parses what a person typed.
  package init(_ text: String) throws(SearchQueryError) {
    var parser = SearchQueryParser(text)
    clauses = try parser.parse()
  }
}

/// Why a query can't be understood, and what to write instead.
package enum SearchQueryError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is nothing to search for.
  case empty
  /// Longer than the limit, in characters.
  case tooLong(limit: Int)
  /// There is no such field.
  case unknownField(String)
  /// A field without a value.
  case missingValue(field: String)
  /// A value that the field can't have, and what it can.
  case badValue(field: String, value: String, expected: String)

  /// One sentence for people.
  package var description: String {
    switch self {
    case .empty: "There is nothing to search for: give a word, a phrase or a field such as order:4512."
    case .tooLong(let limit): "The query is too long: at most \(limit) characters."
    case .unknownField(let name):
      "There is no field ‘\(name):’; the fields are \(SearchQuery.fields.map { "\($0):" }.joined(separator: " "))."
    case .missingValue(let field): "‘\(field):’ needs a value right after the colon."
    case .badValue(let field, let value, let expected):
      "‘\(field):\(value)’ is not understood: give \(expected)."
    }
  }
}
