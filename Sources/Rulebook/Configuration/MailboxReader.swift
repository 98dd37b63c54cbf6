// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore

/// Reads the mailboxes of a configuration and the servers that they live on.
struct MailboxReader {
  /// The part of a server that depends on what it speaks.
  private struct ServerKind {
    let implicitPort: Int
    let plainPort: Int
    let needsLogin: Bool

    static let imap = ServerKind(implicitPort: 993, plainPort: 143, needsLogin: true)
    static let smtp = ServerKind(implicitPort: 465, plainPort: 587, needsLogin: false)
  }

  private static let serverKeys = ["ca_file", "host", "oauth2", "password", "port", "tls", "user"]

  private let folder: ConfigurationFolder
  private let companyName: String
  private let diagnostics: Diagnostics

  init(folder: ConfigurationFolder, companyName: String, _ diagnostics: Diagnostics) {
    self.folder = folder
    self.companyName = companyName
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
    let keys = ["address", "folders", "imap", "name", "smtp"]
    guard let mailbox = MappingReader(value, keys: keys, diagnostics) else { return nil }
    let name = mailbox.requiredText("name")
    let address = mailbox.required("address")?.mailAddress(diagnostics)
    let folders = mailbox["folders"]?.texts(diagnostics)?.map(\.text)
    if folders?.isEmpty == true {
      diagnostics.report("expected at least one folder, or no such key", at: mailbox.place(of: "folders"))
    }
    let imap = mailbox.required("imap").flatMap { server($0, .imap) }
    let smtp = mailbox["smtp"].flatMap { server($0, .smtp) }
    guard let name, let address, let imap else { return nil }
    return MailAccount(
      name: name, address: Address(name: companyName, address: address), folders: folders, imap: imap,
      smtp: smtp)
  }

  private func server(_ value: YAMLValue, _ kind: ServerKind) -> ServerSettings? {
    guard let keys = MappingReader(value, keys: Self.serverKeys, diagnostics) else { return nil }
    let host = keys.requiredText("host")
    let security = keys["tls"]?.choice(TransportSecurity.self, "kind of tls", diagnostics) ?? .implicit
    let usual = security == .implicit ? kind.implicitPort : kind.plainPort
    let port = keys["port"]?.integer(in: 1...65535, diagnostics) ?? usual
    let user = keys["user"] == nil ? nil : keys.requiredText("user")
    let password = keys["password"].flatMap(secret)
    checkLogin(keys, kind)
    guard let host else { return nil }
    if security == .none, !isLoopback(host) {
      diagnostics.report(
        "\(quoted(host)) is reached over a network, where 'tls: none' would show mail and password to others;"
          + " use implicit or starttls", at: keys.place(of: "tls"))
    }
    return ServerSettings(
      host: host, port: port, security: security, user: user, password: password,
      certificateAuthorities: keys.text("ca_file").map(folder.absolute))
  }

  private func checkLogin(_ keys: MappingReader, _ kind: ServerKind) {
    if let oauth = keys["oauth2"] {
      diagnostics.report("'oauth2' is not supported yet; use an app password", at: oauth.place)
      return
    }
    let needed = kind.needsLogin || keys["user"] != nil || keys["password"] != nil
    for key in ["user", "password"] where needed { _ = keys.required(key) }
  }

  /// Reads where a secret is kept; never repeats what stands there, which may be the secret.
  private func secret(_ value: YAMLValue) -> SecretSource? {
    let remedy = "name its place: {file: PATH}, {command: COMMAND} or {credential: NAME}"
    guard case .mapping(let entries) = value.content else {
      diagnostics.report("a password is not written into this file; " + remedy, at: value.place)
      return nil
    }
    guard entries.count == 1, ["command", "credential", "file"].contains(entries[0].key) else {
      diagnostics.report("expected one of 'file', 'command' and 'credential'; " + remedy, at: value.place)
      return nil
    }
    let key = entries[0].key
    guard let text = MappingReader(value, keys: [key], diagnostics)?.requiredText(key) else { return nil }
    switch key {
    case "file": return .file(folder.absolute(text))
    case "command": return .command(text)
    default: return .credential(text)
    }
  }

  private func isLoopback(_ host: String) -> Bool {
    if ["localhost", "::1", "[::1]"].contains(host.lowercased()) { return true }
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return numbers.count == 4 && numbers[0] == 127 && !numbers.contains(nil)
  }
}
