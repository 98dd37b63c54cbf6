// SPDX-License-Identifier: Apache-2.0

package import MailModel

/// What `kontor.yaml` and the directory it names say, checked.
package struct Configuration: Sendable {
  /// The SQLite file (absolute path).
  package var storePath: String
  /// Our company's name, as letters sign it.
  package var companyName: String
  /// Who is what to us.
  package var directory: Directory
  /// Patterns (PCRE2) by kind: how this company's numbers look.
  ///
  /// Kinds left out use the built-in patterns.
  package var keyPatterns: [KeyKind: [KeyPatternDefinition]]
  /// Folders with rule files (absolute paths); empty for the shipped ones.
  package var ruleFolders: [String]
  /// Folders with templates (absolute paths); empty for the shipped ones.
  package var templateFolders: [String]
  /// The shared mailboxes.
  package var mailboxes: [MailAccount]
  /// The people who use Kontor, by name.
  package var users: [String: User]
  /// The text that ends every letter, by language tag; empty for the built-in closing.
  package var signatures: [String: String]
  /// The host through which all mail from outside comes, nil when none is known.
  package var border: Border?
  /// Our own account numbers: the only ones that a letter of ours may name.
  package var accounts: [String]

  /// Creates a configuration.
  package init(
    storePath: String, companyName: String = "", directory: Directory = Directory(),
    keyPatterns: [KeyKind: [KeyPatternDefinition]] = [:], ruleFolders: [String] = [],
    templateFolders: [String] = [], mailboxes: [MailAccount] = [], users: [String: User] = [:],
    signatures: [String: String] = [:], border: Border? = nil, accounts: [String] = []
  ) {
    self.storePath = storePath
    self.companyName = companyName
    self.directory = directory
    self.keyPatterns = keyPatterns
    self.ruleFolders = ruleFolders
    self.templateFolders = templateFolders
    self.mailboxes = mailboxes
    self.users = users
    self.signatures = signatures
    self.border = border
    self.accounts = accounts
  }
}

/// A key pattern as the configuration writes it.
package struct KeyPatternDefinition: Hashable, Sendable {
  /// The PCRE2 expression; its first group, or the whole match, is the key.
  package var expression: String
  /// Where it stands.
  package var place: SourcePlace

  /// Creates a pattern.
  package init(expression: String, place: SourcePlace) {
    self.expression = expression
    self.place = place
  }
}

/// What a person may do.
package enum UserRole: String, Hashable, Sendable, CaseIterable {
  /// Reads.
  case viewer
  /// Prepares and edits, never sends.
  case assistant
  /// Approves routine replies.
  case specialist
  /// Approves everything.
  case manager
}

/// A person who uses Kontor, known by the kernel's word (uid), not by a claim.
package struct User: Hashable, Sendable {
  /// The name in the configuration.
  package var name: String
  /// The system's user number.
  package var uid: UInt32
  /// What they may do.
  package var role: UserRole
  /// The name that letters are signed with; empty for the configuration's name.
  package var fullName: String

  /// Creates a user.
  package init(name: String, uid: UInt32, role: UserRole, fullName: String = "") {
    self.name = name
    self.uid = uid
    self.role = role
    self.fullName = fullName
  }
}
