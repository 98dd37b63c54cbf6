// SPDX-License-Identifier: Apache-2.0

package import MailModel
package import OrderCore

/// Short ways to look into a mailbox.
extension MailboxSession {
  /// Opens a folder read-only.
  @discardableResult
  package func examine(_ folder: String) async throws(MailServerError) -> FolderStatus {
    try await open(folder, since: nil).status
  }

  /// Lists all messages of the open folder.
  package func messages() async throws(MailServerError) -> [ListedMessage] {
    try await list(1...UInt32.max, naming: false)
  }

  /// Fetches messages in ascending order of their UIDs; those that are gone are left out.
  ///
  /// - Throws: `UngivenMessage` for one that is there and is not given.
  package func bodies(of uids: [UInt32]) async throws -> [RawMessage] {
    guard !uids.isEmpty else { return [] }
    return try await fetch(uids).sorted { $0.key < $1.key }.compactMap { uid, outcome in
      switch outcome {
      case .given(let raw): return raw
      case .gone: return nil
      case .withheld, .tooLong: throw UngivenMessage(uid: uid, outcome: outcome)
      }
    }
  }
}

/// A message that the server has and did not give.
package struct UngivenMessage: Error, Hashable {
  /// The UID.
  package let uid: UInt32
  /// What became of it.
  package let outcome: FetchOutcome
}
