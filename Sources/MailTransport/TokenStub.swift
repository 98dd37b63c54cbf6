// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import MailModel
package import OrderCore

package struct TokenState: Hashable, Sendable {
  package let expiry: Date?
  package let isRenewable: Bool
}

package struct Login: Sendable {
  package let session: any MailboxSession
  package let expires: Date?
}

extension MailTransport {
  package static func openSession(account: MailAccount) async throws(MailServerError) -> Login {
    Login(session: try await IMAPSession.open(account.imap), expires: nil)
  }

  package static func tokenState(account: MailAccount) async throws(MailServerError) -> TokenState? { nil }
}
