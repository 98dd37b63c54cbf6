// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import MailParsing
import MailTransport
import OrderCore
import TestSupport
import Testing

/// A company's folder with its configuration, its mailbox on the test servers, and that of one customer.
final class Workplace: Sendable {
  /// The folder of the configuration and the store.
  let folder: URL
  /// The servers.
  let servers: TestServers
  /// The shared mailbox: user name and address.
  let mailbox = TestServers.freshUser("orders-") + "@ourco.example"
  /// The customer: user name and address.
  let customer = TestServers.freshUser("buyer-") + "@customer.example"

  /// Makes the folder, with a configuration for a kind of connection.
  init(_ security: TransportSecurity = .none) throws {
    servers = try TestServers()
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("kontor-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try write("secret.txt", "secret\n", mode: 0o600)
    try write("directory.yaml", "- {domain: customer.example, role: customer, company: Customer Ltd}\n")
    // A few rules are enough to recognise an inquiry, and are read in a moment.
    for name in ["inquiry_received", "lexicon", "lexicon-scope"] {
      let rules = try String(contentsOfFile: "\(Self.repository)/rules/en/\(name).yaml", encoding: .utf8)
      try write("rules/\(name).yaml", rules)
    }
    try configure(security: security)
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
    try? FileManager.default.removeItem(atPath: servers.passwordFile)
  }

  /// The project's own folder.
  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../..").standardizedFileURL.path

  /// Writes `kontor.yaml`.
  func configure(
    security: TransportSecurity = .none, rules: String = "rules", changing old: String = "",
    to new: String = "", adding more: String = ""
  ) throws {
    let imap = security == .implicit ? servers.imaps : servers.imap
    let smtp = [.none: servers.smtp, .starttls: servers.smtpStartTLS, .implicit: servers.smtps][security]
    let trust = security == .none ? "" : ", ca_file: \(servers.authorities)"
    let login = "user: \(mailbox), password: {file: secret.txt}"
    let text = """
      store: kontor.sqlite
      company: {name: OurCo, domains: [ourco.example]}
      directory: directory.yaml
      keys:
        our_order: ['SO-\\d{4}-\\d{5}', 'ЗК-\\d{6}']
      rules: [\(rules)]
      templates: [\(Self.repository)/templates]
      mailboxes:
        - name: orders
          address: \(mailbox)
          imap: {host: localhost, port: \(imap), tls: \(security.rawValue), \(login)\(trust)}
          smtp: {host: localhost, port: \(smtp ?? 0), tls: \(security.rawValue)\(security == .none ? "" : ", " + login)\(trust)}

      """
    if !old.isEmpty { try #require(text.contains(old)) }
    try write("kontor.yaml", text.replacing(old.isEmpty ? "\u{0}" : old, with: new) + more)
  }

  /// Writes a file of the folder.
  func write(_ name: String, _ text: String, mode: Int = 0o644) throws {
    let file = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: false, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
  }

  /// The program in this folder.
  var program: Program { Program(folder: folder) }

  /// Runs a command that must end well.
  @discardableResult
  func kontor(
    _ arguments: String..., input: String = "", sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> Program.Outcome {
    try await expect(0, arguments, input: input, sourceLocation: sourceLocation)
  }

  /// Runs a command that must end with an exit code.
  @discardableResult
  func expect(
    _ code: Int32, _ arguments: [String], input: String = "", environment: [String: String] = [:],
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> Program.Outcome {
    let outcome = try await program.run(arguments, input: input, environment: environment)
    #expect(
      outcome.exitCode == code, "kontor \(arguments.joined(separator: " ")): \(outcome.messages)",
      sourceLocation: sourceLocation)
    return outcome
  }

  /// Logs in as a user of the servers.
  func session(of user: String) async throws -> IMAPSession {
    try await IMAPSession.open(servers.settings(port: servers.imap, security: .none, user: user))
  }

  /// Puts a message into a folder of the shared mailbox.
  func deliver(_ message: String, to folder: String = "INBOX") async throws {
    try await deliver([(Array(message.replacing("\n", with: "\r\n").utf8), folder)])
  }

  /// Puts messages into folders of the shared mailbox; returns their UIDs.
  @discardableResult
  func deliver(_ messages: [(bytes: [UInt8], folder: String)]) async throws -> [UInt32?] {
    let session = try await session(of: mailbox)
    var uids: [UInt32?] = []
    for message in messages {
      uids.append(try await session.append(RawMessage(bytes: message.bytes), to: message.folder))
    }
    await session.close()
    return uids
  }

  /// Reads all messages of a folder, once there are as many as are expected.
  func mail(of user: String, in folder: String = "INBOX", count: Int = 0) async throws -> [Message] {
    let session = try await session(of: user)
    var listed: [ListedMessage] = []
    // A delivery by Postfix takes its time after it has said 250.
    for _ in 0..<500 {
      try await session.examine(folder)
      listed = try await session.messages()
      if listed.count >= count { break }
      try await Task.sleep(for: .milliseconds(20))
    }
    let bodies = try await session.bodies(of: listed.map(\.uid))
    await session.close()
    return try bodies.map { try MailParser().parse($0) }
  }

  /// The drafts, all of them.
  func drafts() async throws -> [Fields] {
    try await kontor("drafts", "--all", "--jsonl").objects()
  }

  /// The outbox, newest first.
  func outbox() async throws -> [Fields] { try await kontor("outbox", "--jsonl").objects() }

  /// Lets a customer ask for a price and Kontor draft the answer; returns the draft's number.
  func draftedAnswer(to asker: String? = nil, number: Int = 1) async throws -> String {
    try await deliver(Letters.inquiry(from: asker ?? customer, number: number))
    try await kontor("sync")
    let draft = try #require(try await kontor("drafts", "--jsonl").objects().last)
    return String(try #require(draft.number("id")))
  }
}

/// Letters that people write.
enum Letters {
  /// A customer asks for a price.
  static func inquiry(from customer: String, number: Int = 1) -> String {
    """
    From: Ann Buyer <\(customer)>
    To: orders@ourco.example
    Subject: Request for quotation \(number)
    Date: Mon, 02 Mar 2026 10:0\(number % 10):00 +0000
    Message-ID: <inquiry-\(number)-\(customer)>
    MIME-Version: 1.0
    Content-Type: text/plain; charset=utf-8

    Dear all,

    please send us your quotation for 20 pcs of spherical roller bearing 22320 CC/W33,
    with price and delivery time.

    Kind regards
    Ann Buyer

    """
  }

  /// More words of the customer on the same subject.
  static func reminder(from customer: String, number: Int = 1) -> String {
    """
    From: Ann Buyer <\(customer)>
    To: orders@ourco.example
    Subject: Re: Request for quotation \(number)
    Date: Mon, 02 Mar 2026 12:00:00 +0000
    Message-ID: <reminder-\(number)-\(customer)>
    In-Reply-To: <inquiry-\(number)-\(customer)>
    References: <inquiry-\(number)-\(customer)>
    Content-Type: text/plain; charset=utf-8

    Sorry, we need 30 pieces, not 20.

    """
  }

  /// A colleague answers from their own mail program.
  static func colleague(to customer: String, number: Int = 1) -> String {
    """
    From: Paul <paul@ourco.example>
    To: \(customer)
    Subject: Re: Request for quotation \(number)
    Date: Mon, 02 Mar 2026 13:00:00 +0000
    Message-ID: <colleague-\(number)@ourco.example>
    In-Reply-To: <inquiry-\(number)-\(customer)>
    References: <inquiry-\(number)-\(customer)>
    Content-Type: text/plain; charset=utf-8

    Dear Ann, please find our quotation attached.

    """
  }
}
