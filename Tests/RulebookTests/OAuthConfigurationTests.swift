// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore
import Rulebook
import Testing

@Suite("A mailbox with OAuth 2")
struct OAuthConfigurationTests {
  /// Loads a mailbox whose lines follow its name and address.
  private func account(_ lines: String, name: String = "orders") throws -> MailAccount {
    let head = "store: data/a.sqlite\ncompany: {name: OurCo}\nmailboxes:\n  - name: \(name)\n"
    let text =
      head + "    address: orders@ourco.example\n"
      + lines.split(separator: "\n").map { "    \($0)\n" }.joined()
    return try #require(try ConfigurationFile.load(text: text, file: "/srv/kontor.yaml").mailboxes.first)
  }

  @Test("logs in to both servers with its address and one token")
  func shared() throws {
    let account = try account(
      """
      oauth2: {provider: microsoft, tenant: ourco.example, client_id: abc}
      imap: {host: outlook.office365.com, compress: yes}
      smtp: {host: smtp.office365.com, tls: starttls}
      """)
    let expected = OAuthSettings(
      mailbox: "orders", provider: .microsoft, grant: .device, tenant: "ourco.example", clientID: "abc",
      tokenFile: "/srv/data/tokens/orders.json")
    #expect(account.imap.oauth == expected && account.smtp?.oauth == expected)
    #expect(account.oauth == [expected])
    #expect(account.imap.user == "orders@ourco.example" && account.smtp?.user == "orders@ourco.example")
    #expect(account.imap.compress && account.smtp?.compress == false)
  }

  @Test("may give a server a password all the same, and another user")
  func mixed() throws {
    let account = try account(
      """
      oauth2: {provider: yandex, client_id: a, client_secret: {file: s}, grant: token_exchange, token_file: t/x.json}
      imap: {host: imap.yandex.ru, user: box@ourco.example}
      smtp: {host: smtp.ourco.example, user: relay, password: {file: p}}
      """)
    #expect(account.imap.user == "box@ourco.example")
    #expect(account.imap.oauth?.tokenFile == "/srv/t/x.json")
    #expect(account.imap.oauth?.clientSecret == .file("/srv/s"))
    #expect(account.smtp?.oauth == nil && account.smtp?.password == .file("/srv/p"))
    #expect(account.oauth.count == 1)
  }

  @Test("may have it under its servers")
  func perServer() throws {
    let account = try account(
      """
      imap:
        host: 127.0.0.1
        tls: none
        oauth2: {provider: custom, client_id: a, grant: refresh, refresh_token: {command: pass rt}, token_url: "http://127.0.0.1:8080/t", scopes: [mail, offline], ca_file: ca.pem}
      smtp: {host: 127.0.0.1, tls: none, oauth2: {provider: google, token: {command: gettoken}}}
      """.replacing("command: gettoken}}}", with: "command: gettoken}, token_file: other.json}}"))
    let imap = try #require(account.imap.oauth)
    #expect(imap.refreshToken == .command("pass rt") && imap.scopes == ["mail", "offline"])
    #expect(imap.tokenURL == "http://127.0.0.1:8080/t" && imap.certificateAuthorities == "/srv/ca.pem")
    #expect(account.smtp?.oauth?.grant == .command && account.smtp?.oauth?.command == "gettoken")
    #expect(account.oauth.count == 2)
  }

  @Test(
    "gets its tokens in the way that its provider has",
    arguments: [
      (
        "provider: google, client_id: a, client_secret: {file: s}, refresh_token: {file: r}",
        OAuthSettings.Grant.refresh
      ),
      ("provider: microsoft, client_id: a", .device), ("provider: yandex, client_id: a", .device),
      (
        "provider: microsoft, client_id: a, tenant: t, client_secret: {file: s}, grant: client_credentials",
        .clientCredentials
      ),
      ("provider: google, token: {command: x}", .command),
    ])
  func grants(_ keys: String, _ grant: OAuthSettings.Grant) throws {
    #expect(try account("oauth2: {\(keys)}\nimap: {host: h.example}").imap.oauth?.grant == grant)
  }

  @Test(
    "keeps its tokens in a file of its name, which leads nowhere else",
    arguments: [
      ("\"../../etc/x\"", "_.._.._etc_x"), ("\".hidden\"", "_.hidden"), ("Заказы", "Заказы"), ("a b", "a_b"),
    ])
  func fileNames(_ name: String, _ file: String) throws {
    let account = try account(
      "oauth2: {provider: microsoft, client_id: a}\nimap: {host: h.example}", name: name)
    #expect(account.imap.oauth?.tokenFile == "/srv/data/tokens/\(file).json")
  }
}
