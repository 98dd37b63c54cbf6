// SPDX-License-Identifier: Apache-2.0

/// Who speaks to whom: "your order" is ours when a customer says it, and the customer's when we do.
package struct KeyVoice: Hashable, Sendable {
  /// The role of the sender.
  package let speaker: PartyRole
  /// The role of those written to: `internal` for mail to us.
  package let listener: PartyRole

  /// Creates a voice.
  package init(speaker: PartyRole, listener: PartyRole = .internal) {
    self.speaker = speaker
    self.listener = listener
  }

  /// Creates the voice of a message: the listener is the first recipient who is not one of us.
  package init(sender: Party, recipients: [Party]) {
    speaker = sender.role
    guard sender.role == .internal else {
      listener = .internal
      return
    }
    listener = recipients.lazy.map(\.role).first { $0 != .internal } ?? .internal
  }
}

/// Whose the thing is that a word names.
enum Possession {
  case ours
  case yours
}

/// How far a word settles what the number after it is.
enum ContextWord: Hashable {
  /// A key of this kind.
  case key(KeyKind)
  /// A key of this kind when the number is long enough: the word also goes with quantities.
  case weakKey(KeyKind)
  /// An order: whose, the voice says.
  case order
  /// An order or inquiry of a customer, whoever speaks; of ours when we speak to a supplier.
  case request
  /// A reference of any kind.
  case reference
  /// "number" and its abbreviations.
  case number
  /// Ours or yours.
  case own(Bool)
  /// The number after it is no key: a telephone, a tax number, a position, a price.
  case refusal
}

extension KeyVoice {
  /// Returns the kind of an order number, nil where it can't be told.
  func kind(of word: ContextWord, _ possession: Possession?) -> KeyKind? {
    switch word {
    case .key(.ourQuote), .weakKey(.ourQuote):
      // A supplier's offer is not ours.
      return speaker == .supplier && possession != .yours ? nil : .ourQuote
    case .key(let kind), .weakKey(let kind): return kind
    case .order: return order(possession)
    case .request: return request(possession)
    case .reference, .number: return reference(possession)
    case .own, .refusal: return nil
    }
  }

  private func order(_ possession: Possession?) -> KeyKind? {
    switch speaker {
    case .customer, .unknown: possession == .yours ? .ourOrder : .customerOrder
    case .supplier: possession == .ours ? nil : .supplierOrder
    case .internal where listener == .supplier: possession == .yours ? nil : .supplierOrder
    case .internal: possession == .yours ? .customerOrder : .ourOrder
    case .carrier, .broker, .bank: .ourOrder
    }
  }

  private func request(_ possession: Possession?) -> KeyKind? {
    switch speaker {
    case .supplier: possession == .ours ? nil : .supplierOrder
    case .internal where listener == .supplier: possession == .yours ? nil : .supplierOrder
    case .customer, .unknown: possession == .yours ? nil : .customerOrder
    case .internal, .carrier, .broker, .bank: .customerOrder
    }
  }

  /// "Our number 88-K/26" of a customer, "Based on: 77/26" of our order system, "your B-10442" of ours.
  private func reference(_ possession: Possession?) -> KeyKind? {
    switch speaker {
    case .customer: possession == .ours ? .customerOrder : nil
    case .internal where listener == .supplier: nil
    case .internal where listener == .internal: possession == .ours ? nil : .customerOrder
    case .internal: possession == .yours ? .customerOrder : nil
    default: nil
    }
  }
}
