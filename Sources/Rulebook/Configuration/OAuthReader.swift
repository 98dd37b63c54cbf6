// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel

/// Reads how a mailbox gets its tokens: the mapping under `oauth2`.
struct OAuthReader {
  private static let keys = [
    "ca_file", "client_id", "client_secret", "device_url", "grant", "provider", "refresh_token", "scopes",
    "tenant", "token", "token_file", "token_url",
  ]

  private let folder: ConfigurationFolder
  private let tokenFolder: String
  private let diagnostics: Diagnostics

  /// Creates a reader; tokens are kept in `tokenFolder` unless the configuration says where.
  init(folder: ConfigurationFolder, tokenFolder: String, _ diagnostics: Diagnostics) {
    self.folder = folder
    self.tokenFolder = tokenFolder
    self.diagnostics = diagnostics
  }

  /// Reads the settings of a mailbox.
  func settings(_ value: YAMLValue, mailbox: String) -> OAuthSettings? {
    guard let keys = MappingReader(value, keys: Self.keys, diagnostics) else { return nil }
    let provider = keys.required("provider")?.choice(OAuthSettings.Provider.self, "provider", diagnostics)
    guard let provider, let grant = grant(keys, provider) else { return nil }
    var settings = OAuthSettings(
      mailbox: mailbox, provider: provider, grant: grant,
      tokenFile: keys.text("token_file").map(folder.absolute)
        ?? "\(tokenFolder)/\(Self.fileName(mailbox)).json")
    settings.certificateAuthorities = keys.text("ca_file").map(folder.absolute)
    settings.scopes = keys["scopes"]?.texts(diagnostics)?.map(\.text) ?? []
    readClient(keys, into: &settings)
    readGrant(keys, into: &settings)
    readAddresses(keys, into: &settings)
    return settings
  }

  private func grant(_ keys: MappingReader, _ provider: OAuthSettings.Provider) -> OAuthSettings.Grant? {
    if let value = keys["grant"] { return value.choice(OAuthSettings.Grant.self, "grant", diagnostics) }
    if keys["token"] != nil { return .command }
    // Google gives no device codes for mail.
    return provider == .google || keys["refresh_token"] != nil ? .refresh : .device
  }

  private func readClient(_ keys: MappingReader, into settings: inout OAuthSettings) {
    let places = SecretPlace(folder: folder, diagnostics)
    settings.clientSecret = keys["client_secret"].flatMap { places.source($0, of: "a secret") }
    if let tenant = keys["tenant"] {
      let text = keys.requiredText("tenant")
      if settings.provider != .microsoft {
        diagnostics.report("'tenant' is for the provider microsoft", at: tenant.place)
      } else if let text, !text.utf8.allSatisfy(Self.isPlain) {
        diagnostics.report("a tenant is a domain or an identifier, found \(quoted(text))", at: tenant.place)
      }
      settings.tenant = text
    }
    guard settings.grant != .command else { return }
    settings.clientID = keys.requiredText("client_id") ?? ""
    let isSecretNeeded =
      settings.provider == .google || [.clientCredentials, .tokenExchange].contains(settings.grant)
    if isSecretNeeded { _ = keys.required("client_secret") }
    if settings.provider == .microsoft, settings.grant == .clientCredentials { _ = keys.required("tenant") }
  }

  private func readGrant(_ keys: MappingReader, into settings: inout OAuthSettings) {
    let places = SecretPlace(folder: folder, diagnostics)
    switch settings.grant {
    case .refresh:
      settings.refreshToken = keys.required("refresh_token").flatMap { places.source($0, of: "a token") }
    case .command:
      let known = ["command"]
      settings.command = keys.required("token").flatMap { value in
        guard case .mapping = value.content else {
          diagnostics.report(
            "a token is not written into this file; name what prints it: {command: COMMAND}", at: value.place)
          return nil
        }
        return MappingReader(value, keys: known, diagnostics)?.requiredText("command")
      }
    case .device, .clientCredentials, .tokenExchange: break
    }
    for (key, grant) in [("refresh_token", OAuthSettings.Grant.refresh), ("token", .command)] {
      if let value = keys[key], settings.grant != grant {
        diagnostics.report(
          "'\(key)' belongs to 'grant: \(grant.rawValue)', not to '\(settings.grant.rawValue)'",
          at: value.place)
      }
    }
  }

  private func readAddresses(_ keys: MappingReader, into settings: inout OAuthSettings) {
    settings.tokenURL = address(keys, "token_url")
    settings.deviceURL = address(keys, "device_url")
    guard settings.provider == .custom, settings.grant != .command else { return }
    _ = keys.required("token_url")
    if settings.grant == .device { _ = keys.required("device_url") }
  }

  /// Reads an address that secrets are sent to: https, and http to this machine only.
  private func address(_ keys: MappingReader, _ key: String) -> String? {
    guard let value = keys[key], let text = keys.requiredText(key) else { return nil }
    let parts = URLComponents(string: text)
    let host = parts?.host ?? ""
    let isFit = parts?.user == nil && parts?.password == nil && !host.isEmpty
    let scheme = parts?.scheme?.lowercased()
    guard isFit, scheme == "https" || scheme == "http" && ServerSettings.isLoopback(host) else {
      diagnostics.report(
        "expected an address that starts with https:// (http:// is for this machine only)", at: value.place)
      return nil
    }
    return text
  }

  /// A file name that a mailbox's name can't lead elsewhere with.
  private static func fileName(_ mailbox: String) -> String {
    let name = mailbox.map { character in
      character.isLetter || character.isNumber || "-_@.".contains(character) ? String(character) : "_"
    }.joined()
    return name.hasPrefix(".") ? "_" + name : name
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}
