// SPDX-License-Identifier: Apache-2.0

import ContentHashing
package import MailModel

/// Identifiers of our letters that prove themselves: who answers one has had a letter of ours.
///
/// A `Message-ID` of ours is `k.ORDER.NONCE.PROOF@DOMAIN`: the order that the letter is about, 64 random bits, and the
/// first 80 bits of an HMAC-SHA-256 over both and the domain. Nobody without the secret can make one for another order,
/// and none is evidence that does not prove itself. What it says is no secret: the order's number is the store's.
package struct ReplyTokens: Sendable {
  private let secret: [UInt8]

  /// Bytes of a secret.
  package static let secretLength = 32
  private static let mark = "k"
  private static let proofLength = 10
  /// So many identifiers of a message are looked at.
  private static let mostIdentifiers = 50

  /// Creates tokens of a secret, nil when it is too short to be one.
  package init?(secret: [UInt8]) {
    guard secret.count >= Self.secretLength else { return nil }
    self.secret = secret
  }

  /// Returns the identifier of a letter; nil when the domain is none.
  ///
  /// - Parameters:
  ///   - order: what the letter is about, nil for a letter without an order.
  ///   - nonce: random.
  package func messageID(about order: OrderID?, nonce: UInt64, domain: String) -> MessageID? {
    let payload = "\(Self.mark).\(String(order?.value ?? 0, radix: 16)).\(String(nonce, radix: 16))"
    let domain = domain.lowercased()
    return MessageID("\(payload).\(proof(of: payload, domain))@\(domain)")
  }

  /// Returns the order of an identifier of ours: nil when it is not ours, 0 as the number when it was about none.
  package func order(of id: MessageID) -> OrderID? {
    guard let at = id.value.lastIndex(of: "@") else { return nil }
    let parts = id.value[..<at].split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4, parts[0] == Self.mark, let order = Int64(parts[1], radix: 16), order >= 0 else {
      return nil
    }
    let domain = id.value[id.value.index(after: at)...].lowercased()
    let expected = proof(of: parts[..<3].joined(separator: "."), domain)
    guard KeyedHash.areEqual(Array(expected.utf8), Array(parts[3].utf8)) else { return nil }
    return OrderID(order)
  }

  /// Returns the orders of our letters that a message answers, the newest letter first; empty without a true token.
  package func orders(answeredBy message: Message) -> [OrderID] {
    var found: [OrderID] = []
    let chain = message.inReplyTo + message.references.reversed()
    for id in chain.prefix(Self.mostIdentifiers) {
      if let order = order(of: id), !found.contains(order) { found.append(order) }
    }
    return found
  }

  private func proof(of payload: String, _ domain: String) -> String {
    let mac = KeyedHash.hmac(key: secret, Array("\(payload)@\(domain)".utf8))
    return mac.prefix(Self.proofLength).map { byte in
      let hex = String(byte, radix: 16)
      return byte < 16 ? "0\(hex)" : hex
    }.joined()
  }
}
