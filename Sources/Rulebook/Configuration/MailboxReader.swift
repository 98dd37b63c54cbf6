// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore

/// Reads the mailboxes of a configuration and the servers that they live on.
struct MailboxReader {
  /// The part of a server that depends on what it speaks.
  private struct ServerKind: Equatable {
    let implicitPort: Int
    let plainPort: Int
    let needsLogin: Bool

    static let imap = ServerKind(implicitPort: 993, plainPort: 143, needsLogin: true)
    static let smtp = ServerKind(implicitPort: 465, plainPort: 587, needsLogin: false)
  }

  private static let serverKeys = ["ca_file", "host", "oauth2", "password", "port", "tls", "user"]

  private let folder: ConfigurationFolder
  private let companyName: String
  private let tokens: OAuthReader
  private let diagnostics: Diagnostics

  /// Creates a reader; tokens are kept beside the store unless the configuration says where.
  init(folder: ConfigurationFolder, companyName: String, storePath: String, _ diagnostics: Diagnostics) {
    self.folder = folder
    self.companyName = companyName
    let beside = storePath.lastIndex(of: "/").map { storePath[..<$0] } ?? ""
    tokens = OAuthReader(folder: folder, tokenFolder: "\(beside)/tokens", diagnostics)
    self.diagnostics = diagnostics
  }

  /// Reads all mailboxes.
  func mailboxes(_ value: YAMLValue?) -> [MailAccount] {
    var accounts: [MailAccount] = []
    for item in value?.list(diagnostics, expected: "a list of mailboxes") ?? [] {
      guard let account = mailbox(item) else { continue }
      if accounts.contains(where: { $0.name == account.name }) {
        diagnostics.report("there are two mailboxes named \(quoted(account.name))", at: item.place)
      }
      accounts.append(account)
    }
    return accounts
  }

  private func mailbox(_ value: YAMLValue) -> MailAccount? {
    let keys = ["address", "folders", "imap", "name", "oauth2", "smtp"]
    guard let mailbox = MappingReader(value, keys: keys, diagnostics) else { return nil }
    let name = mailbox.requiredText("name")
    let address = mailbox.required("address")?.mailAddress(diagnostics)
    let folders = mailbox["folders"]?.texts(diagnostics)?.map(\.text)
    if folders?.isEmpty == true {
      diagnostics.report("expected at least one folder, or no such key", at: mailbox.place(of: "folders"))
    }
    let login = SharedLogin(
      mailbox: name ?? "", address: address ?? "", hasOAuth: mailbox["oauth2"] != nil,
      oauth: mailbox["oauth2"].flatMap { tokens.settings($0, mailbox: name ?? "") })
    let imap = mailbox.required("imap").flatMap { server($0, .imap, login) }
    let smtp = mailbox["smtp"].flatMap { server($0, .smtp, login) }
    guard let name, let address, let imap else { return nil }
    let account = MailAccount(
      name: name, address: Address(name: companyName, address: address), folders: folders, imap: imap,
      smtp: smtp)
    checkTokenFiles(of: account, at: mailbox.place)
    return account
  }

  /// Two ways to get tokens would overwrite each other's in one file.
  private func checkTokenFiles(of account: MailAccount, at place: SourcePlace) {
    let ways = account.oauth
    guard ways.count == 2, ways[0].tokenFile == ways[1].tokenFile else { return }
    diagnostics.report(
      "imap and smtp have different 'oauth2'; write one beside them that serves both, or give each a 'token_file'",
      at: place)
  }

  private func server(_ value: YAMLValue, _ kind: ServerKind, _ login: SharedLogin) -> ServerSettings? {
    let known = kind == .imap ? Self.serverKeys + ["compress"] : Self.serverKeys
    guard let keys = MappingReader(value, keys: known, diagnostics) else { return nil }
    let host = keys.requiredText("host")
    let security = keys["tls"]?.choice(TransportSecurity.self, "kind of tls", diagnostics) ?? .implicit
    let usual = security == .implicit ? kind.implicitPort : kind.plainPort
    let port = keys["port"]?.integer(in: 1...65535, diagnostics) ?? usual
    guard let host else {
      _ = credentials(keys, kind, login)
      return nil
    }
    if security == .none, !ServerSettings.isLoopback(host) {
      diagnostics.report(
        "\(quoted(host)) is reached over a network, where 'tls: none' would show mail and password to others;"
          + " use implicit or starttls", at: keys.place(of: "tls"))
    }
    var settings = credentials(keys, kind, login)
    settings.host = host
    settings.port = port
    settings.security = security
    settings.certificateAuthorities = keys.text("ca_file").map(folder.absolute)
    settings.compress = keys["compress"]?.flag(diagnostics) ?? false
    return settings
  }

  /// Reads who logs in and with what: a password of the server's own, or the tokens of server or mailbox.
  private func credentials(
    _ keys: MappingReader, _ kind: ServerKind, _ login: SharedLogin
  ) -> ServerSettings {
    var settings = ServerSettings(host: "", port: 0)
    settings.user = keys["user"] == nil ? nil : keys.requiredText("user")
    if let value = keys["oauth2"] {
      if let password = keys["password"] {
        diagnostics.report("'password' and 'oauth2' exclude each other", at: password.place)
      }
      if login.hasOAuth {
        diagnostics.report("'oauth2' stands beside imap and smtp already", at: value.place)
      }
      settings.oauth = tokens.settings(value, mailbox: login.mailbox)
    } else if login.hasOAuth, keys["password"] == nil {
      settings.oauth = login.oauth
    } else {
      let needed = kind.needsLogin || keys["user"] != nil || keys["password"] != nil
      for key in ["user", "password"] where needed { _ = keys.required(key) }
      settings.password = keys["password"].flatMap {
        SecretPlace(folder: folder, diagnostics).source($0, of: "a password")
      }
      return settings
    }
    if settings.user == nil, keys["user"] == nil { settings.user = login.address }
    return settings
  }
}

/// What both servers of a mailbox can log in with.
private struct SharedLogin {
  let mailbox: String
  let address: String
  let hasOAuth: Bool
  let oauth: OAuthSettings?
}
