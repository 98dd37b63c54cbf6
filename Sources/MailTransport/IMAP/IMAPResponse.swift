// SPDX-License-Identifier: Apache-2.0

/// One response of an IMAP server, as far as Kontor needs it (RFC 9051 §7).
package enum IMAPResponse: Hashable, Sendable {
  /// The end of the command with this tag.
  case tagged(String, IMAPStatus)
  /// `* OK`, `* NO`, `* BAD`, `* BYE` or `* PREAUTH`.
  case status(IMAPStatus)
  /// `+`: the server waits for the rest of a command.
  case continuation(String)
  /// `* CAPABILITY`, in upper case.
  case capability([String])
  /// `* n EXISTS`.
  case exists(Int)
  /// `* n EXPUNGE`: the messages behind it move up by one.
  case expunge(Int)
  /// `* LIST`.
  case list(ListedFolder)
  /// `* SEARCH` or `* ESEARCH`: the numbers found.
  case search([UInt32])
  /// `* n FETCH`.
  case fetch(FetchedItems)
  /// Anything else, which is left unread.
  case other
}

/// A status response: how it went, a code for programs and a text for people.
package struct IMAPStatus: Hashable, Sendable {
  /// The conditions of RFC 9051 §7.1.
  package enum Condition: String, Hashable, Sendable {
    case ok = "OK"
    case no = "NO"
    case bad = "BAD"
    case bye = "BYE"
    case preauth = "PREAUTH"
  }

  /// How it went.
  package let condition: Condition
  /// The response code, nil where there is none.
  package let code: ResponseCode?
  /// The text, showable; includes no code.
  package let text: String

  /// Creates a status.
  package init(condition: Condition, code: ResponseCode? = nil, text: String = "") {
    self.condition = condition
    self.code = code
    self.text = text
  }

  /// Code and text in one line, for messages.
  package var words: String {
    guard case .other(let name)? = code else { return text }
    return text.isEmpty ? "[\(name)]" : "[\(name)] \(text)"
  }
}

/// A response code in brackets (RFC 9051 §7.1, RFC 4315, RFC 5530).
package enum ResponseCode: Hashable, Sendable {
  /// The UIDVALIDITY of the folder that is being opened.
  case uidValidity(UInt32)
  /// The next UID of that folder.
  case uidNext(UInt32)
  /// Where APPEND has put the message.
  case appendUID(validity: UInt32, uid: UInt32)
  /// The capabilities, in upper case.
  case capability([String])
  /// Any other code by its name in upper case.
  case other(String)
}

/// A folder as LIST gives it.
package struct ListedFolder: Hashable, Sendable {
  /// The attributes in lower case, with their backslash.
  package let attributes: Set<String>
  /// The name on the wire, normally in modified UTF-7.
  package let wireName: [UInt8]

  /// Creates a listed folder.
  package init(attributes: Set<String>, wireName: [UInt8]) {
    self.attributes = attributes
    self.wireName = wireName
  }
}

/// What one FETCH response says of a message.
package struct FetchedItems: Hashable, Sendable {
  /// The value of `BODY[]`.
  package enum Body: Hashable, Sendable {
    /// The message.
    case bytes([UInt8])
    /// Longer than the limit; this many bytes were dropped.
    case dropped(Int)
    /// `NIL`, or an item without its value.
    case missing
  }

  /// The sequence number.
  package var sequence: Int
  /// The UID.
  package var uid: UInt32?
  /// RFC822.SIZE.
  package var size: Int?
  /// INTERNALDATE, seconds since 1970.
  package var received: Double?
  /// The whole message.
  package var body: Body?

  /// Creates items.
  package init(
    sequence: Int, uid: UInt32? = nil, size: Int? = nil, received: Double? = nil, body: Body? = nil
  ) {
    self.sequence = sequence
    self.uid = uid
    self.size = size
    self.received = received
    self.body = body
  }
}
