// SPDX-License-Identifier: Apache-2.0

import MailTransport
import OrderCore
import Testing

@Suite("The list of folders")
struct FolderListTests {
  private func folders(_ capabilities: String, _ dialogue: String) async throws -> [MailFolder] {
    let (session, stream) = try await scriptedSession(capabilities, dialogue)
    let folders = try await session.folders()
    #expect(stream.complaint == nil)
    return folders
  }

  @Test("goes into the namespaces that LIST leaves out")
  func namespaces() async throws {
    let folders = try await folders(
      "NAMESPACE",
      """
      C: k2 NAMESPACE
      S: * NAMESPACE (("" "/")) (("user/" "/")) (("Public/" "/")("Team" "/")("No/" "/"))
      S: k2 OK done
      C: k3 LIST "" "*"
      S: * LIST () "/" INBOX
      S: * LIST (\\Noselect) "/" Public/
      S: * LIST () "/" Public/Orders
      S: k3 OK done
      C: k4 LIST "" "user/*"
      S: * LIST () "/" "user/sales"
      S: k4 OK done
      C: k5 LIST "" "Team*"
      S: * LIST () "/" "Team"
      S: k5 OK done
      C: k6 LIST "" "No/*"
      S: k6 NO not yours
      """)
    #expect(folders.map(\.name) == ["INBOX", "Public/Orders", "user/sales", "Team"])
  }

  @Test("is asked for by XLIST where only that marks the folders")
  func extendedList() async throws {
    let folders = try await folders(
      "XLIST",
      """
      C: k2 LIST "" "*"
      S: * LIST () "|" INBOX
      S: * LIST () "|" "&BB4EQgQ,BEAEMAQyBDsENQQ9BD0ESwQ1-"
      S: k2 OK done
      C: k3 XLIST "" "*"
      S: * XLIST (\\Inbox) "|" "&BBIERQQ+BDQETwRJBDgENQ-"
      S: * XLIST (\\HasNoChildren \\Sent) "|" "&BB4EQgQ,BEAEMAQyBDsENQQ9BD0ESwQ1-"
      S: k3 OK done
      """)
    #expect(folders.map(\.name) == ["INBOX", "Отправленные"])
    #expect(folders.map(\.isSent) == [false, true])
  }

  @Test(
    "marks the folder of sent mail by its name where the server marks none",
    arguments: [
      ("\"/\" Sent", "Sent"), ("\"/\" \"Sent Items\"", "Sent Items"), ("\".\" INBOX.Sent", "INBOX.Sent"),
      ("\"/\" \"Sent Messages\"", "Sent Messages"), ("\"/\" \"Gesendete Elemente\"", "Gesendete Elemente"),
      ("\"|\" \"&BB4EQgQ,BEAEMAQyBDsENQQ9BD0ESwQ1-\"", "Отправленные"),
      ("\".\" \"INBOX.Gesendet\"", "INBOX.Gesendet"), ("\"/\" SENT", "SENT"),
      ("\"/\" Archive/Sent", nil), ("NIL INBOX.Sent", nil), ("\"/\" Sentinel", nil),
      ("\"/\" sent|(\\Sent) \"/\" x", "x"), ("\"/\" \"Sent Items\"|() \"/\" Sent", "Sent"),
      ("\"/\" Sent|(\\Noselect) \"/\" \"Sent Items\"", "Sent"),
    ] as [(String, String?)])
  func wellKnown(_ lines: String, _ sent: String?) async throws {
    let listed = ("() " + lines).split(separator: "|(", omittingEmptySubsequences: false)
      .enumerated().map { "S: * LIST \($0 > 0 ? "(" : "")\($1)\n" }.joined()
    let folders = try await folders("", "C: k2 LIST \"\" \"*\"\n\(listed)S: k2 OK done")
    #expect(folders.filter(\.isSent).map(\.name) == (sent.map { [$0] } ?? []))
  }
}
