// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore
import Store
import TestSupport
import Testing

/// Expects what must hold in a store whatever mail came in.
func expectInvariants(
  of store: OrderStore, directory: Directory = Company.directory,
  sourceLocation: SourceLocation = #_sourceLocation
) async throws {
  let problems = try await store.checkIntegrity(deep: true).flatMap(\.problems)
  #expect(problems == [], sourceLocation: sourceLocation)
  let messages = try await store.messages()
  for order in try await store.dossiers() {
    // The state is the fold of the transitions, with no gap between them.
    var state = order.steps.first?.transition.from ?? order.state
    for step in order.steps.map(\.transition) {
      #expect(step.from == state, "\(order.id.name): a gap in its steps", sourceLocation: sourceLocation)
      state = step.to
    }
    #expect(
      state == order.state, "\(order.id.name): not the fold of its steps", sourceLocation: sourceLocation)
  }
  let events = Collected<ExportedEvent>()
  try await store.exportEvents { events.add($0) }
  let byDigest = Dictionary(messages.map { ($0.digest, $0) }) { first, _ in first }
  for event in events.values {
    let message = byDigest[event.digest]
    #expect(message != nil, "\(event.event) belongs to no message", sourceLocation: sourceLocation)
    #expect(message?.order == event.order, "\(event.event) counts elsewhere", sourceLocation: sourceLocation)
  }
  for draft in try await store.drafts(in: []) {
    expectDecent(draft, among: messages, directory: directory, sourceLocation: sourceLocation)
  }
}

/// Expects a draft to go to somebody who reads it, and to give away nothing of those we buy from.
private func expectDecent(
  _ draft: StoredDraft, among messages: [ExportedMessage], directory: Directory,
  sourceLocation: SourceLocation
) {
  let letter = draft.reviewed.draft
  let name = "draft \(draft.reviewed.id.value)"
  for recipient in letter.to + letter.cc {
    let local = recipient.address.lowercased().prefix { $0 != "@" }.filter(\.isLetter)
    let isDeaf = ["noreply", "donotreply", "mailerdaemon", "postmaster"].contains { local.hasPrefix($0) }
    #expect(!isDeaf, "\(name) goes to \(recipient.address)", sourceLocation: sourceLocation)
    let role = directory.party(of: recipient).role
    #expect(
      role == .customer || role == .unknown, "\(name) goes to a \(role.rawValue)",
      sourceLocation: sourceLocation)
  }
  #expect(!letter.body.contains("{{"), "\(name) holds a tag of its template", sourceLocation: sourceLocation)
  let text = (letter.subject + "\n" + letter.body).lowercased()
  for supplier in directory.byAddress.values where supplier.role == .supplier {
    for trait in [supplier.address, supplier.domain, supplier.name, supplier.company] where !trait.isEmpty {
      #expect(!text.contains(trait.lowercased()), "\(name) says \(trait)", sourceLocation: sourceLocation)
    }
  }
  // Waybills and bills of theirs that nobody on the customer's side of the order has named.
  for key in partnersKeys(in: messages) {
    #expect(!text.contains(key.lowercased()), "\(name) names \(key)", sourceLocation: sourceLocation)
  }
  let theirs = messages.filter { $0.senderRole == .supplier }.reduce(into: Set<[String]>()) {
    $0.formUnion(runs(of: $1.newText))
  }
  let customers = messages.filter { $0.senderRole == .customer }.reduce(into: Set<[String]>()) {
    $0.formUnion(runs(of: $1.newText))
  }
  let leaked = theirs.subtracting(customers).intersection(runs(of: text))
  #expect(leaked.isEmpty, "\(name) has a supplier's words", sourceLocation: sourceLocation)
}

/// The numbers of shipments and bills that only those we buy from have named.
private func partnersKeys(in messages: [ExportedMessage]) -> Set<String> {
  func keys(_ isWanted: (PartyRole) -> Bool) -> Set<String> {
    let named = messages.filter { isWanted($0.senderRole) }
      .flatMap { ($0.keys[.shipping] ?? []) + ($0.keys[.invoice] ?? []) }
    return Set(named)
  }
  return keys { $0 == .supplier }.subtracting(keys { $0 != .supplier })
}

/// All runs of seven words in a text: fewer may be a courtesy.
private func runs(of text: String) -> Set<[String]> {
  let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  guard words.count >= 7 else { return [] }
  return Set((0...words.count - 7).map { Array(words[$0..<$0 + 7]) })
}
