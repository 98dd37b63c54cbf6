// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore

extension IMAPSession {
  /// Says who we are, hears who the server is, and switches on what is used; after the login.
  func introduce(to settings: ServerSettings) throws(MailServerError) {
    chooseProfile(settings)
    if settings.compress, capabilities.contains("COMPRESS=DEFLATE") { try compress() }
    var commands: [IMAPCommand] = []
    // Some servers open no folder for clients that don't introduce themselves.
    if capabilities.contains("ID") { commands.append(IMAPCommand("ID (\"name\" \"kontor\")", named: "ID")) }
    if let extensions = wantedExtensions {
      commands.append(IMAPCommand("ENABLE \(extensions)", named: "ENABLE"))
    }
    if capabilities.contains("NAMESPACE") { commands.append(IMAPCommand("NAMESPACE")) }
    // Whatever is refused is done without.
    let statuses = try exchange(commands) { response in
      switch response {
      case .identity(let pairs): identity = pairs
      case .enabled(let names): enabled.formUnion(names)
      case .namespaces(let found): namespaces = found
      default: break
      }
    }
    for (command, status) in zip(commands, statuses) where ServerPlea.read(status) != nil {
      throw refusal(status, of: command.name)
    }
    chooseProfile(settings)
  }

  private func chooseProfile(_ settings: ServerSettings) {
    profile = ProviderProfiles.choose(
      host: settings.host, greeting: greeting, capabilities: capabilities, id: identity)
  }

  private var wantedExtensions: String? {
    guard capabilities.contains("ENABLE") else { return nil }
    // QRESYNC switches CONDSTORE on as well (RFC 7162 §3.2.3).
    return ["QRESYNC", "CONDSTORE"].first(where: capabilities.contains)
  }

  /// Whether what is said is compressed.
  package var isCompressed: Bool { stream is DeflateStream }

  /// Whether the server keeps mod-sequences.
  var keepsModSeq: Bool {
    !capabilities.isDisjoint(with: ["CONDSTORE", "QRESYNC"])
  }

  /// Compresses what follows in both directions (RFC 4978), if the server does not refuse after all.
  private func compress() throws(MailServerError) {
    guard let base = stream else { throw lost(during: "COMPRESS", "the session is over") }
    let tag = nextTag()
    try write(Array("\(tag) COMPRESS DEFLATE\r\n".utf8), during: "COMPRESS")
    var unread: [UInt8] = []
    while true {
      do {
        try base.read(by: .after(seconds: limits.silence)) { unread = Array($0) }
      } catch {
        throw lost(during: "COMPRESS", error.description)
      }
      // Byte by byte: what follows the tagged OK is compressed and must not reach the framer.
      for (index, byte) in unread.enumerated() {
        withUnsafeBytes(of: byte) { framer.feed($0) }
        guard let response = try framedResponse() else { continue }
        guard case .tagged(tag, let status) = response else {
          try absorb(response, during: "COMPRESS")
          continue
        }
        let rest = Array(unread[(index + 1)...])
        if status.condition == .ok {
          guard let compressed = DeflateStream(over: base, received: rest) else {
            throw lost(during: "COMPRESS", "zlib could not be started")
          }
          stream = compressed
        } else {
          rest.withUnsafeBytes { framer.feed($0) }
        }
        return
      }
    }
  }
}
