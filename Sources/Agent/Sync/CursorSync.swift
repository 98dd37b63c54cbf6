// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import MailModel
package import OrderCore

/// Pulls what is new in a mailbox and hands it on in batches.
///
/// The work list is the set of UIDs, never the \Seen flag. A batch and the cursor that vouches for it are one
/// transaction; a UID already noted is not fetched again, so any step may be killed and repeated.
package struct CursorSync: Sendable {
  private let account: MailAccount
  private let intake: Intake
  private let ledger: any OrderLedger
  private let clock: @Sendable () -> Date

  /// Bytes of messages held in memory at a time; a single larger message still goes alone.
  static let batchBytes = 16 * 1024 * 1024
  /// Messages of a batch: one transaction.
  static let batchCount = 500

  /// Creates a sync for an account.
  package init(
    account: MailAccount, intake: Intake, ledger: any OrderLedger, clock: @escaping @Sendable () -> Date
  ) {
    self.account = account
    self.intake = intake
    self.ledger = ledger
    self.clock = clock
  }

  /// Reads all folders of the account once; `progress` hears how much of the work list is done.
  ///
  /// The folders are read in step, by the time the server received each message: an answer in Sent is decided on
  /// after the question in INBOX, whichever folder is listed first.
  package func run(
    from source: any MailSource, progress: @Sendable (_ done: Int, _ all: Int) -> Void = { _, _ in }
  ) async throws -> SyncReport {
    var plan = SyncPlan()
    for folder in try await folders(of: source) {
      let status = try await source.examine(folder)
      let cursor = try await ledger.cursor(mailbox: account.name, folder: folder)
      // Another UIDVALIDITY voids all UIDs: everything is listed again, and its bytes tell what is known.
      let start = cursor?.uidValidity == status.uidValidity ? cursor?.lastUID ?? 0 : 0
      let listed = try await source.messages(above: start)
      let noted = try await ledger.knownUIDs(
        mailbox: account.name, folder: folder, uidValidity: status.uidValidity)
      plan.add(folder, uidValidity: status.uidValidity, start: start, listed: listed, noted: noted)
    }
    var counts = plan.folders.map { SyncReport.FolderCounts(folder: $0.name) }
    let all = plan.count
    var done = 0
    while let batch = plan.nextBatch(bytes: Self.batchBytes, count: Self.batchCount) {
      try await take(batch, of: &plan, from: source, counts: &counts)
      done += batch.count
      progress(done, all)
    }
    return SyncReport(mailbox: account.name, folders: counts)
  }

  private func folders(of source: any MailSource) async throws(MailServerError) -> [String] {
    let listed = try await source.folders()
    guard let wanted = account.folders else {
      return ["INBOX"] + listed.filter { $0.isSent && $0.name.uppercased() != "INBOX" }.prefix(1).map(\.name)
    }
    for name in wanted where !listed.contains(where: { $0.name == name }) && name.uppercased() != "INBOX" {
      throw .refused(
        server: account.imap.host, command: "EXAMINE \(name)",
        reply:
          "there is no such folder; the account has \(listed.map(\.name).sorted().joined(separator: ", "))")
    }
    return wanted
  }

  /// Fetches, parses and stores one batch, and moves the cursors that it completes.
  private func take(
    _ batch: [SyncPlan.Entry], of plan: inout SyncPlan, from source: any MailSource,
    counts: inout [SyncReport.FolderCounts]
  ) async throws {
    var items: [Intake.Item] = []
    var folderOf: [Int] = []
    var refused: [ParsedMail] = []
    var refusedFolders: [Int] = []
    for (index, folder) in plan.folders.enumerated() {
      let uids = batch.filter { $0.folder == index }.map(\.uid).sorted()
      guard !uids.isEmpty else { continue }
      let (fetched, refusals) = try await fetch(uids, in: folder, from: source)
      counts[index].gone += uids.count - fetched.count - refusals.count
      for refusal in refusals {
        refused.append(
          ParsedMail(unfetched: refusal.reason, delivery: delivery(refusal.uid, in: folder)))
        refusedFolders.append(index)
      }
      for message in fetched {
        let delivery = delivery(message.uid, in: folder)
        items.append(
          Intake.Item(
            raw: message.raw, delivery: delivery, origin: "\(account.name)/\(folder.name)/\(message.uid)"))
        folderOf.append(index)
      }
    }
    let parsed = await intake.parse(items) + refused
    folderOf += refusedFolders
    let order = parsed.indices.sorted { (parsed[$0].sortDate, $0) < (parsed[$1].sortDate, $1) }
    plan.finish(batch)
    let results = try await intake.store(
      order.map { parsed[$0] }, cursors: plan.cursors(of: batch, mailbox: account.name), now: clock())
    for (position, result) in zip(order, results) { counts[folderOf[position]].add(result) }
  }

  private func delivery(_ uid: UInt32, in folder: SyncPlan.Folder) -> Delivery {
    Delivery(mailbox: account.name, folder: folder.name, uidValidity: folder.uidValidity, uid: uid)
  }

  /// A message that the server has and does not give, or that is over the limit.
  private struct Refusal {
    let uid: UInt32
    let reason: String
  }

  private func fetch(
    _ uids: [UInt32], in folder: SyncPlan.Folder, from source: any MailSource
  ) async throws(MailServerError) -> ([FetchedMessage], [Refusal]) {
    let status = try await source.examine(folder.name)
    guard status.uidValidity == folder.uidValidity else {
      throw .protocolViolation(
        server: account.imap.host,
        reason: "UIDVALIDITY of \(folder.name) changed during the sync; run it again")
    }
    do throws(MailServerError) {
      var fetched = try await source.fetch(uids)
      let found = Set(fetched.map(\.uid))
      let missing = uids.filter { !found.contains($0) }
      // Asked once more, alone: only what the server leaves out twice counts as gone.
      if !missing.isEmpty { fetched += try await source.fetch(missing) }
      return (fetched, [])
    } catch .refused(_, _, let reply) {
      // One bad message must not stop the rest: it is found by asking for each alone.
      guard uids.count > 1 else { return ([], [Refusal(uid: uids[0], reason: reply)]) }
      var fetched: [FetchedMessage] = []
      var refusals: [Refusal] = []
      for uid in uids {
        let (one, refused) = try await fetch([uid], in: folder, from: source)
        fetched += one
        refusals += refused
      }
      return (fetched, refusals)
    }
  }
}
