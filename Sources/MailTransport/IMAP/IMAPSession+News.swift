// SPDX-License-Identifier: Apache-2.0

package import MailModel
import OrderCore

extension IMAPSession {
  /// Keeps what an untagged response says of the session and of the open folder, whichever command runs.
  ///
  /// - Throws: `lost` or `busy` for BYE: the first one is the end; `protocolViolation` where the open folder is not
  ///   the same any more.
  func absorb(_ response: IMAPResponse, during command: String) throws(MailServerError) {
    switch response {
    case .exists(let count):
      if folder?.exists != count { folder?.hasNews = true }
      folder?.exists = count
    case .expunge: forget(1)
    case .vanished(let uids, isEarlier: false):
      guard folder != nil else { return }
      forget(uids.count)
      vanished += uids.ranges
    case .numbers(let numbers): note(numbers)
    case .capability(let names): capabilities = Set(names)
    case .status(let status):
      if status.condition == .bye {
        guard ServerPlea.read(status) == nil else { throw refusal(status, of: command) }
        throw lost(during: command, "the server said: " + WireText.phrase(status.words))
      }
      note(status.code)
      if case .uidValidity(let validity)? = status.code, let folder, folder.uidValidity != validity {
        throw broken("the UIDVALIDITY of the open folder changed")
      }
    default: break
    }
  }

  /// Keeps what a code says of the session.
  func note(_ code: ResponseCode?) {
    switch code {
    case .capability(let names): capabilities = Set(names)
    case .other("NOTIFICATIONOVERFLOW"):
      // The server has switched NOTIFY off (RFC 5465 §5.8), and some news may be lost.
      newsElsewhere.formUnion(notified)
      notified = []
    default: break
    }
  }

  private func forget(_ count: Int) {
    guard let folder else { return }
    self.folder?.exists = max(0, folder.exists - count)
    self.folder?.expunged += count
    self.folder?.hasNews = true
  }

  /// Keeps what NOTIFY says of a folder that is not open, unless the caller knows it already.
  private func note(_ numbers: FolderNumbers) {
    guard let name = notified.first(where: { isName(numbers.wireName, of: $0) }) else { return }
    if let told = told[name], numbers.messages == told.exists, numbers.uidNext == told.uidNext { return }
    newsElsewhere.insert(name)
  }

  private func isName(_ wire: [UInt8], of folder: String) -> Bool {
    wire == wireName(of: folder)
      || folder == "INBOX" && ResponseScanner.matches(wire[...], "INBOX")
  }

  /// Takes the UIDs of the open folder that are gone since this was last asked.
  package func takeVanished() -> UIDIntervals {
    defer { vanished = [] }
    return UIDIntervals(vanished)
  }
}
