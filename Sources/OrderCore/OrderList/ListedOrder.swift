// SPDX-License-Identifier: Apache-2.0

/// An order as the list of the order system has it: the authority on its number and its customer.
package struct ListedOrder: Hashable, Sendable {
  /// Our number.
  package var number: OrderKey
  /// The customer's name; empty when not told.
  package var customer = ""
  /// Our number of the customer; empty when not told.
  package var customerNumber = ""
  /// The amount, digits with a decimal point; empty when not told.
  package var amount = ""
  /// The currency as the list writes it; empty when not told.
  package var currency = ""
  /// When it was placed, `YYYY-MM-DD`; empty when not told.
  package var date = ""
  /// Where it stands, in the words of the list; empty when not told.
  package var state = ""
  /// Its other numbers: the customer's order, the quotation, the supplier order.
  package var keys: [OrderKey] = []

  /// Creates an order of which nothing but the number is known.
  package init(number: String) { self.number = OrderKey(kind: .ourOrder, value: number) }

  /// Whether somebody can be its customer: true also where nothing speaks against it.
  package func mayBelong(to party: Party) -> Bool {
    guard !customer.isEmpty else { return true }
    let listed = Set(Fingerprint(of: [customer]).terms)
    let known = Set(Fingerprint(of: party.words).terms)
    // A name of nothing but everyday words can't be told apart from another.
    guard !listed.isEmpty, !known.isEmpty, !party.company.isEmpty else { return true }
    return !listed.isDisjoint(with: known)
  }
}

/// The parts of a number that runs on: what stands before the serial, and the serial.
package struct NumberShape: Hashable, Sendable {
  /// The comparable form without its last digits.
  package let shape: String
  /// The last digits.
  package let serial: Int64

  /// Takes a comparable form apart; nil when it does not end in digits, or in too many of them.
  package init?(_ normalised: String) {
    let tail = normalised.utf8.reversed().prefix { $0 >= 0x30 && $0 <= 0x39 }
    guard !tail.isEmpty, tail.count <= 18, let serial = Int64(String(normalised.suffix(tail.count))) else {
      return nil
    }
    shape = String(normalised.dropLast(tail.count))
    self.serial = serial
  }
}

/// What the order list says about the numbers that a message names.
package struct OrderListing: Hashable, Sendable {
  /// An order of the list, and the key by which the message names it.
  package struct Entry: Hashable, Sendable {
    /// The order.
    package let order: ListedOrder
    /// Its number, or another key of it.
    package let key: OrderKey

    /// Creates an entry.
    package init(order: ListedOrder, key: OrderKey) {
      self.order = order
      self.key = key
    }
  }

  /// Orders of the list that the message names.
  package var entries: [Entry] = []
  /// The comparable forms of numbers of ours that the list covers and does not have: there is no such order.
  package var missing: Set<String> = []

  /// Creates a listing of nothing.
  package init() {}
}
