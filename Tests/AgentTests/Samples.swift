// SPDX-License-Identifier: Apache-2.0

import Agent
import Foundation
import MailModel
import OrderCore
import Rulebook
import Store

/// The sample mail of the repository, with the directory that belongs to it.
enum Samples {
  private static let folder = Company.root.appendingPathComponent("samples")

  /// The configuration that comes with the samples.
  private static let configured = Result {
    try ConfigurationFile.load(folder.appendingPathComponent("kontor.yaml").path)
  }

  /// The directory that comes with the samples.
  static func directory() throws -> Directory { try configured.get().directory }

  /// The stages with that configuration.
  static func pipeline() throws -> Pipeline {
    try Company.pipeline(directory(), keys: configured.get().keyPatterns, learned: true)
  }

  /// The intake into a store.
  static func intake(_ store: OrderStore) throws -> Intake {
    Intake(parser: Company.parser, pipeline: try pipeline(), ledger: store)
  }

  /// The messages by file name, each where the manifest says that it stands.
  static func items() throws -> [Intake.Item] {
    let manifest = try String(contentsOf: folder.appendingPathComponent("manifest.tsv"), encoding: .utf8)
    return try manifest.split(separator: "\n").enumerated().compactMap { number, line in
      let columns = line.split(separator: "\t").map(String.init)
      guard columns.count == 2 else { return nil }
      let file = folder.appendingPathComponent("mail/\(columns[0])")
      let raw = RawMessage(bytes: Array(try Data(contentsOf: file)))
      let delivery = Delivery(mailbox: "orders", folder: columns[1], uidValidity: 1, uid: UInt32(number + 1))
      return Intake.Item(raw: raw, delivery: delivery, origin: columns[0])
    }
  }

  /// The messages parsed, by date.
  static func parsed() throws -> [ParsedMail] { try byDate.get() }

  private static let byDate = Result {
    let mail = try items().map {
      ParsedMail($0.raw, delivery: $0.delivery, origin: $0.origin, parser: Company.parser)
    }
    return mail.enumerated()
      .sorted { ($0.element.sortDate, $0.offset) < ($1.element.sortDate, $1.offset) }.map(\.element)
  }
}
