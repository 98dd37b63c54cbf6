// SPDX-License-Identifier: Apache-2.0

package import MailModel

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
  /// `* ENABLED` (RFC 5161), in upper case.
  case enabled([String])
  /// `* ID` (RFC 2971): what the server says of itself, showable, the fields in lower case.
  case identity([String: String])
  /// `* NAMESPACE` (RFC 2342): the personal ones, other people's, the shared ones.
  case namespaces([MailNamespace])
  /// `* n EXISTS`.
  case exists(Int)
  /// `* n EXPUNGE`: the messages behind it move up by one.
  case expunge(Int)
  /// `* VANISHED` (RFC 7162); `isEarlier` where it tells of the time before the folder was opened.
  case vanished(UIDIntervals, isEarlier: Bool)
  /// `* LIST` or `* XLIST`.
  case list(ListedFolder)
  /// `* STATUS`.
  case numbers(FolderNumbers)
  /// `* SEARCH` or `* ESEARCH`: the numbers found.
  case search(UIDIntervals)
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

/// A response code in brackets (RFC 9051 §7.1, RFC 4315, RFC 5530, RFC 7162).
package enum ResponseCode: Hashable, Sendable {
  /// The UIDVALIDITY of the folder that is being opened.
  case uidValidity(UInt32)
  /// The next UID of that folder.
  case uidNext(UInt32)
  /// The highest mod-sequence of that folder, above 0 and of 63 bits.
  case highestModSeq(UInt64)
  /// Where APPEND has put the message.
  case appendUID(validity: UInt32, uid: UInt32)
  /// The capabilities, in upper case.
  case capability([String])
  /// Any other code by its name in upper case.
  case other(String)

  /// The folder that was open is closed: what follows belongs to the one that is being opened.
  static let closed = ResponseCode.other("CLOSED")
}

/// A folder as LIST gives it.
package struct ListedFolder: Hashable, Sendable {
  /// The attributes in lower case, with their backslash.
  package let attributes: Set<String>
  /// What separates the levels of the name; nil for a flat name.
  package let delimiter: UInt8?
  /// The name on the wire, normally in modified UTF-7.
  package let wireName: [UInt8]

  /// Creates a listed folder.
  package init(attributes: Set<String>, delimiter: UInt8? = UInt8(ascii: "/"), wireName: [UInt8]) {
    self.attributes = attributes
    self.delimiter = delimiter
    self.wireName = wireName
  }
}

/// A part of the tree of folders.
package struct MailNamespace: Hashable, Sendable {
  /// Whose folders are in it.
  package enum Owner: Int, Hashable, Sendable, CaseIterable {
    case user
    case others
    case shared
  }

  /// Whose folders are in it.
  package let owner: Owner
  /// What their names start with on the wire.
  package let prefix: [UInt8]

  /// Creates a namespace.
  package init(_ owner: Owner, prefix: [UInt8]) {
    self.owner = owner
    self.prefix = prefix
  }
}

/// What STATUS says of a folder; nil for what it doesn't say, or says so that it can't be read.
package struct FolderNumbers: Hashable, Sendable {
  /// The name on the wire.
  package let wireName: [UInt8]
  /// How many messages it has.
  package var messages: Int?
  /// Its next UID.
  package var uidNext: UInt32?

  /// Creates numbers.
  package init(wireName: [UInt8], messages: Int? = nil, uidNext: UInt32? = nil) {
    self.wireName = wireName
    self.messages = messages
    self.uidNext = uidNext
  }
}
