// SPDX-License-Identifier: Apache-2.0

import MailModel

extension DocumentReference.Role {
  /// The kind of key that a number of this role is, nil where it is none of ours to know.
  ///
  /// A structured document says whose number it is, so only the side decides on which we stand: with a supplier we are
  /// the buyer, with everybody else the seller.
  func kind(_ voice: KeyVoice) -> KeyKind? {
    let weBuy = voice.speaker == .supplier || voice.speaker == .internal && voice.listener == .supplier
    return switch self {
    case .order: weBuy ? .supplierOrder : .customerOrder
    case .salesOrder: weBuy ? nil : .ourOrder
    case .quotation: weBuy ? nil : .ourQuote
    case .despatch: .shipping
    case .invoice: .invoice
    case .contract: .contract
    }
  }
}
