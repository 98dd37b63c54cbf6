// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore

/// The side of a sync that keeps mail: makes it durable, parses it, and stores what follows from it.
actor MailSink {
  private let mailbox: String
  private let ledger: any MailboxLedger
  private let taker: @Sendable () throws -> any MailTaking
  private let mode: SyncMode
  private let limits: SyncLimits
  private let clock: @Sendable () -> Date
  /// Landed, and not parsed yet.
  private var landed: [LandedMail] = []
  /// Landed and parsed, and not stored yet.
  private var parsed: [ParsedMail] = []
  /// What was done so far.
  private(set) var report: SyncReport
  /// How many pieces of mail have failed alone since one was stored.
  private var failures = 0

  /// How many pieces of mail may fail in a row before it is the store that fails: each of them is on its way to
  /// quarantine, where a fault of the store must not send all mail.
  private static let tolerance = 3

  /// Creates a sink for a mailbox.
  ///
  /// - Parameter taker: asked for when there is mail to process, before an attempt is counted: what it throws costs
  ///   the mail none.
  init(
    mailbox: String, ledger: any MailboxLedger, taker: @escaping @Sendable () throws -> any MailTaking,
    mode: SyncMode, limits: SyncLimits, clock: @escaping @Sendable () -> Date
  ) {
    self.mailbox = mailbox
    self.ledger = ledger
    self.taker = taker
    self.mode = mode
    self.limits = limits
    self.clock = clock
    report = SyncReport(mailbox: mailbox, folders: [])
  }

  /// Takes in what earlier passes made durable and did not get to process.
  func takeLanded() async throws {
    guard try await ledger.hasLanded(mailbox: mailbox) else { return }
    let taker = try taker()
    while true {
      try Task.checkCancellation()
      let claimed = try await ledger.claimLanded(
        mailbox: mailbox, count: limits.batchCount, bytes: limits.batchBytes, now: clock())
      guard !claimed.isEmpty else { return }
      try await store(await taker.parse(claimed), through: taker)
    }
  }

  /// Makes arrivals durable, while those before them are parsed and those before these are stored.
  func take(_ arrivals: [ArrivedMessage]) async throws {
    guard mode == .whole else {
      for mail in try await land(arrivals, isBegun: false) {
        report.count(mail.delivery?.folder ?? mail.origin) { $0.landed += 1 }
      }
      return
    }
    guard !arrivals.isEmpty || !landed.isEmpty || !parsed.isEmpty else { return }
    let taker = try await taker(keeping: arrivals)
    let (unparsed, unstored) = (landed, parsed)
    (landed, parsed) = ([], [])
    async let nowLanded = land(arrivals, isBegun: true)
    async let nowParsed = taker.parse(unparsed)
    try await store(unstored, through: taker)
    parsed = await nowParsed
    landed = try await nowLanded
  }

  /// Parses and stores what is still waiting.
  func finish() async throws {
    let (unparsed, unstored) = (landed, parsed)
    (landed, parsed) = ([], [])
    guard !unparsed.isEmpty || !unstored.isEmpty else { return }
    let taker = try taker()
    async let last = taker.parse(unparsed)
    try await store(unstored, through: taker)
    try await store(await last, through: taker)
  }

  /// The taker; where it can't be had, arrivals are made durable all the same, for a later pass.
  private func taker(keeping arrivals: [ArrivedMessage]) async throws -> any MailTaking {
    do {
      return try taker()
    } catch {
      _ = try await land(arrivals, isBegun: false)
      throw error
    }
  }

  /// Makes arrivals durable; returns what is to be processed.
  private func land(
    _ arrivals: [ArrivedMessage], isBegun: Bool
  ) async throws(LedgerError) -> [LandedMail] {
    guard !arrivals.isEmpty else { return [] }
    let landings = try await ledger.land(arrivals, isBegun: isBegun, now: clock())
    var mail: [LandedMail] = []
    for (arrival, landing) in zip(arrivals, landings) {
      let folder = arrival.pending.name.folder
      switch landing {
      case .known: report.count(folder) { $0.known += 1 }
      case .held: report.count(folder) { $0.held += 1 }
      case .new(let content): mail.append(LandedMail(content: content, arrival: arrival))
      }
    }
    return mail
  }

  /// Stores mail in the order of its dates; what the store refuses is set aside alone, durable as it is.
  private func store(
    _ mail: [ParsedMail], through taker: any MailTaking
  ) async throws(LedgerError) {
    guard !mail.isEmpty else { return }
    let order = mail.indices.sorted { (mail[$0].sortDate, $0) < (mail[$1].sortDate, $1) }.map { mail[$0] }
    do {
      try await storeTogether(order, through: taker)
    } catch {
      guard error.isAboutMail, !Task.isCancelled else { throw error }
      guard order.count > 1 else { return try setAside(order[0], because: error) }
      for item in order {
        do {
          try await storeTogether([item], through: taker)
        } catch {
          guard error.isAboutMail else { throw error }
          try setAside(item, because: error)
        }
      }
    }
  }

  private func storeTogether(
    _ mail: [ParsedMail], through taker: any MailTaking
  ) async throws(LedgerError) {
    let results = try await taker.store(mail, now: clock())
    failures = 0
    for (item, result) in zip(mail, results) {
      report.count(item.delivery?.folder ?? item.origin) { $0.add(result) }
    }
  }

  private func setAside(_ mail: ParsedMail, because error: LedgerError) throws(LedgerError) {
    guard failures < Self.tolerance else { throw error }
    failures += 1
    report.problems.append("\(mail.origin) could not be stored and is tried again: \(error)")
  }
}

extension LandedMail {
  /// Mail that was made durable just now.
  fileprivate init(content: ContentID, arrival: ArrivedMessage) {
    let place = arrival.pending
    self.init(
      content: content, raw: arrival.raw,
      delivery: Delivery(
        mailbox: place.name.mailbox, folder: place.name.folder, uidValidity: place.uidValidity, uid: place.uid
      ),
      origin: "\(place.name.mailbox)/\(place.name.folder)/\(place.uid)", attempts: 1)
  }
}

extension LedgerError {
  /// Whether one piece of mail may be what the store can't take, so that the others are worth a try.
  fileprivate var isAboutMail: Bool {
    switch self {
    case .notFound, .conflict, .storage: true
    case .diskFull, .busy, .unusable: false
    }
  }
}
