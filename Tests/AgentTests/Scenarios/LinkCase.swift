// SPDX-License-Identifier: Apache-2.0

import Agent
import Foundation
import MailModel
import OrderCore
import Store
import TestSupport

/// A correspondence with several open orders, written as a play: who writes to whom, and which order each message is
/// about (`Fixtures/links/*.mail`).
///
///     party demin customer "ООО «Лесмаш»" demin@lesmash.example "Игорь Дёмин"
///     us olga o.lapina@ourco.example "Ольга Лапина"
///     stranger x@y.example "Nobody"
///     @3 A+B olga > demin, us re 1 | RE: Subject [file.pdf]
///     The text, until the next line with @.
struct LinkCase {
  struct Line {
    let id: Int
    /// The orders that it is about; empty for none.
    let orders: [String]
    let mail: RawMail
  }

  let name: String
  private(set) var lines: [Line] = []
  private var people: [String: Party] = ["us": Company.mailbox]

  struct Malformed: Error { let line: String }

  /// The names of all cases.
  static let names: [String] = {
    let folder = Company.root.appendingPathComponent("Tests/AgentTests/Fixtures/links")
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".mail") }.map { String($0.dropLast(5)) }.sorted()
  }()

  init(_ name: String) throws {
    self.name = name
    let file = Company.root.appendingPathComponent("Tests/AgentTests/Fixtures/links/\(name).mail")
    let text = try String(contentsOf: file, encoding: .utf8)
    var head: String?
    var body: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("@") {
        try add(head, body)
        head = line
        body = []
      } else if head != nil {
        body.append(line)
      } else {
        try introduce(line)
      }
    }
    try add(head, body)
  }

  /// Everybody the address book lists.
  var directory: Directory {
    let listed = people.values.filter { $0.role != .unknown }
    return Directory(
      byAddress: Dictionary(listed.map { ($0.address, $0) }) { first, _ in first },
      ownDomains: ["ourco.example"], ownAddresses: ["orders@ourco.example"])
  }

  private mutating func introduce(_ line: String) throws {
    let quoted = line.split(separator: "\"", omittingEmptySubsequences: false).map(String.init)
    let words = line.split(separator: " ").map(String.init)
    guard let kind = words.first, kind != "#" else { return }
    let address = words.first { $0.contains("@") } ?? ""
    switch kind {
    case "party":
      guard words.count > 3, quoted.count == 5, let role = PartyRole(rawValue: words[2]) else {
        throw Malformed(line: line)
      }
      people[words[1]] = Party(address: address, name: quoted[3], role: role, company: quoted[1])
    case "us":
      people[words[1]] = Party(address: address, name: quoted.count > 1 ? quoted[1] : "", role: .internal)
    case "stranger":
      people["stranger"] = Party(address: address, name: quoted.count > 1 ? quoted[1] : "", role: .unknown)
    default: throw Malformed(line: line)
    }
  }

  /// `@3 A+B olga > demin, us re 1 | RE: Subject [file.pdf]`.
  private mutating func add(_ head: String?, _ body: [String]) throws {
    guard let head else { return }
    let halves = head.split(separator: "|", maxSplits: 1).map {
      String($0).trimmingCharacters(in: .whitespaces)
    }
    guard halves.count == 2 else { throw Malformed(line: head) }
    let left = halves[0].dropFirst().split(separator: ">", maxSplits: 1).map(String.init)
    let words = left[0].split(separator: " ").map(String.init)
    guard left.count == 2, words.count == 3, let id = Int(words[0]), let sender = people[words[2]] else {
      throw Malformed(line: head)
    }
    let target = left[1].components(separatedBy: " re ")
    let recipients = target[0].split(separator: ",").compactMap {
      people[$0.trimmingCharacters(in: .whitespaces)]
    }
    let parent =
      target.count > 1 ? lines.first { $0.id == Int(target[1].trimmingCharacters(in: .whitespaces)) } : nil
    var subject = halves[1]
    var files: [String] = []
    if let open = subject.range(of: " ["), subject.hasSuffix("]") {
      files = subject[open.upperBound...].dropLast().components(separatedBy: ", ")
      subject = String(subject[..<open.lowerBound])
    }
    var mail = RawMail(
      from: sender, to: recipients, subject: subject,
      date: march(2).addingTimeInterval(Double(id) * 86_400), messageID: "\(name).\(id)@\(sender.domain)",
      body: body.joined(separator: "\n"), attachments: files)
    if sender.role == .internal, recipients.contains(where: { $0.role != .internal }) {
      mail.cc = [Company.mailbox]
    }
    if let parent {
      mail.inReplyTo = parent.mail.messageID
      mail.references = parent.mail.references + [parent.mail.messageID].compactMap { $0 }
      let quote = parent.mail.body.split(separator: "\n").map { "> \($0)" }.joined(separator: "\n")
      mail.body += "\n\nOn 2 March 2026 \(parent.mail.from?.name ?? "") wrote:\n\(quote)"
    }
    lines.append(
      Line(id: id, orders: words[1] == "-" ? [] : words[1].components(separatedBy: "+"), mail: mail))
  }
}
