// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import MailModel
package import OrderCore

/// The stages from a parsed message to what one commit stores, wired with a company's rules and settings.
package struct Pipeline: Sendable {
  let recogniser: Recogniser
  let extractor: KeyExtractor
  let directory: Directory
  let companies: CompanyIndex
  let drafter: Drafter
  let trust: TrustCheck
  let accounts: [MailAccount]
  /// What proves that a message answers a letter of ours, nil when there is no secret.
  package var tokens: ReplyTokens?

  /// Wires the stages.
  package init(
    rules: RuleSet, model: LearnedModel? = nil, extractor: KeyExtractor, directory: Directory,
    drafter: Drafter,
    accounts: [MailAccount], trust: TrustCheck? = nil
  ) {
    recogniser = Recogniser(rules: rules, model: model)
    self.extractor = extractor
    self.directory = directory
    companies = CompanyIndex(directory)
    self.drafter = drafter
    self.trust = trust ?? TrustCheck(border: nil, directory: directory)
    self.accounts = accounts
  }

  /// Begins a batch.
  package func begin() -> Stages { Stages(self) }
}

/// The stages at work on one batch.
package struct Stages {
  private let pipeline: Pipeline

  init(_ pipeline: Pipeline) { self.pipeline = pipeline }

  /// Takes one piece of mail through all stages and records the outcome.
  ///
  /// thread → link → classify → link by what was recognised → advance → draft → record
  package func process(
    _ mail: ParsedMail, in ledger: any LedgerTransaction, now: Date
  ) throws(LedgerError) -> IntakeResult {
    let message: Message
    switch mail.result {
    case .success(let parsed): message = parsed
    case .failure(let error):
      let record = QuarantineRecord(
        raw: mail.raw, origin: mail.origin, mailbox: mail.delivery?.mailbox, reason: error.description)
      try ledger.quarantine(record, now: now)
      return .quarantined(reason: error.description)
    }
    if let known = try ledger.message(with: mail.raw.digest) { return .known(known) }
    let decision = try decide(message, mail: mail, in: ledger, now: now, quotes: false)
    let recorded = try ledger.record(decision.record)
    try adopt(after: recorded, decision: decision, in: ledger)
    return .stored(
      recorded.id, events: decision.record.recognition.events, draft: decision.record.draft != nil)
  }

  /// Brings in the earlier messages that the keys learnt from this one explain.
  private func adopt(
    after recorded: RecordedMessage, decision: Decision, in ledger: any LedgerTransaction
  ) throws(LedgerError) {
    guard let id = recorded.order, let order = decision.order else { return }
    let known = Order(
      id: id, state: order.state, keys: order.keys, parties: order.parties, history: order.history,
      lastActivity: order.lastActivity)
    let record = decision.record
    let opening =
      record.links.first?.target == .opened
      ? Adoption.Opening(record.fingerprint, date: record.date.timeIntervalSince1970) : nil
    let adopted = try Adoption.plan(
      for: known, learnt: record.learnt, thread: recorded.thread, opening: opening, in: ledger)
    if !adopted.isEmpty { try ledger.adopt(adopted, by: id) }
  }

  /// What was decided about a message, and the reasons that are not stored.
  package struct Decision: Sendable {
    /// What a commit would store.
    package var record: MessageRecord
    /// What the rules were shown.
    package var input: ClassifierInput
    /// The order of its leading link as the message leaves it; its id is 0 when the message opens it.
    package var order: Order?
    /// Why there is no draft although an event calls for one, nil otherwise.
    package var draftObstacle: String?
  }

  /// Decides about a message without recording anything.
  ///
  /// - Parameters:
  ///   - quotes: whether the words that rules found are told.
  ///   - corrected: what a person says that it reports, nil when nobody did.
  package func decide(
    _ message: Message, mail: ParsedMail, in ledger: any LedgerTransaction, now: Date, quotes: Bool = true,
    corrected: [Event]? = nil
  ) throws(LedgerError) -> Decision {
    var message = message
    let date = message.date ?? now
    let reading =
      mail.reading
      ?? pipeline.read(message, documents: mail.documents, with: RecognitionReader(pipeline.recogniser))
    var request = reading.request
    request.date = date.timeIntervalSince1970
    let placement = try thread(of: message, reading, date: date, in: ledger)
    let snapshot = try LinkingSnapshot(for: request, thread: placement.thread, in: ledger)
    let candidates = Linker.candidates(request, snapshot)
    let leading = Linker.leading(request, candidates)
    let known = order(of: leading, in: snapshot)
    var input = ClassifierInput(
      message, documents: mail.documents, request: request, isReply: reading.isReply)
    input.state = known?.state
    input.history = Set(known?.history ?? [])
    let recognised = pipeline.recogniser.recognise(input, by: reading.recognition, quotes: quotes)
    let recognition = corrected.map(recognised.corrected) ?? recognised
    var decision = Linker.decide(request, candidates, events: recognition.events)
    if let target = reading.lookalike {
      message.cautions.insert(.lookalike)
      decision = decision.holding(because: "the sender looks like \(target)")
    }
    var record = MessageRecord(
      message: message, raw: mail.raw, mailbox: mail.delivery?.mailbox, date: date,
      direction: request.direction,
      sender: request.sender, thread: placement, foldedSubject: reading.foldedSubject, links: decision.links,
      recognition: recognition, keys: decision.keys, learnt: decision.learnt, parties: request.parties,
      fingerprint: request.fingerprint)
    try judgeTrust(in: &record, reading, in: ledger)
    let order = advance(&record, by: decision, snapshot: snapshot)
    var obstacle = reading.lookalike.map { "The sender looks like \($0)." } ?? record.notice?.reason
    if obstacle == nil, let account = account(of: mail, message: message) {
      do {
        record.draft = try pipeline.drafter.draft(
          for: DraftingOccasion(
            message: message, date: date, direction: request.direction, sender: request.sender,
            events: answerable(record), keys: record.keys, order: order, account: account))
      } catch {
        obstacle = error.description
      }
    }
    return Decision(record: record, input: input, order: order, draftObstacle: obstacle)
  }

  /// The events that a letter may answer.
  ///
  /// What can't be true of the order is for a person to look at, not for a letter to repeat; but who asks for an
  /// offer or wants to cancel hears that they were heard.
  private func answerable(_ record: MessageRecord) -> [Event] {
    let heard: Set<Event> = [.inquiryReceived, .tenderInvited, .orderCancelled]
    let waits = Set(record.awaited.map(\.event)).intersection([.orderShipped])
    let odd = Set(record.anomalies.map(\.event)).subtracting(heard).union(waits)
    return record.recognition.events.filter { !odd.contains($0) }
  }

  private func thread(
    of message: Message, _ reading: MessageReading, date: Date, in ledger: any LedgerTransaction
  ) throws(LedgerError) -> ThreadPlacement {
    let known = try ledger.threads(naming: reading.identifiers)
    var bySubject: ThreadID?
    if known.isEmpty, let query = reading.subjectQuery {
      bySubject = try ledger.thread(
        foldedSubject: query.foldedSubject, correspondents: query.correspondents,
        since: date.addingTimeInterval(-Self.subjectMemory))
    }
    return Threader.place(
      message, known: known, bySubject: bySubject, mayJoinThreads: reading.request.sender.role != .unknown)
  }

  /// How long a subject alone joins a reply to its thread: 60 days.
  private static let subjectMemory: TimeInterval = 60 * 86_400

  private func order(of link: Link?, in snapshot: LinkingSnapshot) -> Order? {
    guard case .existing(let id) = link?.target else { return nil }
    return snapshot.order(id)
  }

  /// Moves the order of the leading link; returns it as it stands afterwards, nil when no order is meant.
  private func advance(
    _ record: inout MessageRecord, by decision: LinkingDecision, snapshot: LinkingSnapshot
  ) -> Order? {
    guard let leading = decision.leading else { return nil }
    var order: Order
    if let existing = self.order(of: leading, in: snapshot) {
      order = existing
    } else {
      // The number is the store's to give; nothing here depends on it.
      order = Order(id: OrderID(0), state: Lifecycle.openingState(naming: decision.learnt))
    }
    record.evidence = record.evidence.about(order, sender: record.sender)
    let progress = Lifecycle.advance(
      order, by: record.recognition.events, on: record.evidence, notice: record.notice)
    record.openingState = order.state
    (record.transitions, record.anomalies) = (progress.transitions, progress.anomalies)
    record.awaited = progress.awaited
    if let last = progress.transitions.last { order.state = last.to }
    let learnt = decision.learnt.filter { !order.keys.contains($0) }
    order.keys += learnt
    order.partnerKeys.formUnion(learnt.filter { record.sender.role.keepsFromCustomers($0.kind) })
    let known = Set(order.parties.map(\.address))
    order.parties += record.parties.filter { !known.contains($0.address) }
    return order
  }

  /// The account that an answer goes out from: the one that the message came through, else one that it names.
  private func account(of mail: ParsedMail, message: Message) -> MailAccount? {
    if let name = mail.delivery?.mailbox, let account = pipeline.accounts.first(where: { $0.name == name }) {
      return account
    }
    let recipients = Set((message.to + message.cc).map(\.folded))
    return pipeline.accounts.first { recipients.contains($0.address.folded) } ?? pipeline.accounts.first
  }
}

extension ThreadPlacement {
  /// The thread that is there already.
  fileprivate var thread: ThreadID? {
    if case .existing(let id, _) = self { return id }
    return nil
  }
}
