// SPDX-License-Identifier: Apache-2.0

package import MailModel
package import OrderCore

/// Which folders of a mailbox are read.
package enum FolderChoice {
  /// Returns the configured folders, else INBOX and the folder that keeps what was sent.
  ///
  /// - Parameter listed: what the server has; asked for only where no folders are configured.
  package static func folders(of account: MailAccount, listed: @autoclosure () -> [MailFolder]) -> [String] {
    guard let wanted = account.folders else {
      let sent = listed().first { $0.isSent && $0.name.uppercased() != "INBOX" }
      return ["INBOX"] + (sent.map { [$0.name] } ?? [])
    }
    // INBOX is the one name in which case does not matter (RFC 9051 §5.1).
    return wanted.map { $0.uppercased() == "INBOX" ? "INBOX" : $0 }
      .reduce(into: []) { names, name in if !names.contains(name) { names.append(name) } }
  }

  /// Returns the folders to read, asking the server where none are configured.
  package static func folders(
    of account: MailAccount, over session: any MailboxSession
  ) async throws(MailServerError) -> [String] {
    guard account.folders == nil else { return folders(of: account, listed: []) }
    let listed = try await session.folders()
    return folders(of: account, listed: listed)
  }
}
