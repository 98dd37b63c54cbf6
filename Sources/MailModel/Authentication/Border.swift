// SPDX-License-Identifier: Apache-2.0

/// What is known about whether a message comes from the domain that it says.
package enum SenderAuthentication: String, Hashable, Sendable, CaseIterable {
  /// No border is configured, so nothing that a message says of itself can be believed.
  case unchecked
  /// Our border did not find that it does.
  case failed
  /// Our border found that it does: DMARC passed for the domain of the author.
  case passed
  /// It never passed our border: it was written inside.
  case inside
}

/// The host through which all mail from outside comes, and which says who sent it.
///
/// Anybody can write an `Authentication-Results` field. One is believed only if it bears the configured authserv-id and
/// stands above the first `Received` field of the border host: what stands below came with the message (RFC 8601
/// §4.1, §5, §7.2). That takes a border that is the only way in and removes foreign fields with its own name.
package struct Border: Hashable, Sendable {
  /// The name that the border gives itself in `Authentication-Results`, in lower case.
  package let authservID: String
  /// The host names behind `by` in the `Received` fields that it writes, in lower case.
  package let hosts: Set<String>

  /// Creates a border.
  package init(authservID: String, hosts: Set<String>) {
    self.authservID = authservID.lowercased()
    self.hosts = Set(hosts.map(Self.host))
  }

  /// Returns what the border found out about a message.
  package func authentication(of message: Message) -> SenderAuthentication {
    let trace = message.trace
    guard let crossing = trace.firstIndex(where: { $0.kind == .cut || isOwn($0) }) else { return .inside }
    guard trace[crossing].kind == .received, message.from.count == 1, let author = message.from.first,
      !author.domain.isEmpty, !message.cautions.isAmbiguous
    else { return .failed }
    var methods: [AuthenticationResults.Method] = []
    for field in trace[..<crossing] where field.kind == .authenticationResults {
      // One that can't be read may be the border's, and may say that the sender is forged.
      guard let results = AuthenticationResults(field.value) else { return .failed }
      if results.server.lowercased() == authservID { methods += results.methods }
    }
    let policies = methods.filter { $0.name == "dmarc" }
    let isAligned = policies.allSatisfy { policy in
      policy.result == "pass" && policy.properties["header.from"].map(DomainName.folded) == author.domain
    }
    guard !policies.isEmpty, isAligned else { return .failed }
    let partial = Self.partialSigners(trace).filter { Self.isAligned($0, author.domain) }
    guard partial.isEmpty || methods.contains(where: { Self.proves($0, author.domain, without: partial) })
    else { return .failed }
    return .passed
  }

  // MARK: Received

  /// Whether the border wrote a `Received` field.
  ///
  /// To see it in one field too many only means to believe less, so the host is looked for inside of comments as well:
  /// what a sender puts into the field, such as a HELO name with a bracket, can't hide it.
  private func isOwn(_ field: TraceField) -> Bool {
    guard field.kind == .received else { return false }
    return names(Self.withoutComments(field.value)) || names(field.value)
  }

  private func names(_ text: String) -> Bool {
    let words = text.split { $0.isWhitespace || $0 == ";" || $0 == "(" || $0 == ")" }
    return zip(words, words.dropFirst()).contains { first, second in
      first.lowercased() == "by" && hosts.contains(Self.host(String(second)))
    }
  }

  private static func host(_ name: String) -> String {
    var name = Substring(name.lowercased())
    while name.last == "." || name.last == "," { name.removeLast() }
    return String(name)
  }

  private static func withoutComments(_ text: String) -> String {
    var depth = 0
    var kept: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "("):
        depth += 1
        kept.append(32)
      case UInt8(ascii: ")"): depth = max(0, depth - 1)
      default: if depth == 0 { kept.append(byte) }
      }
    }
    return String(decoding: kept, as: UTF8.self)
  }

  // MARK: Signatures of a part of the body

  /// The domains with a signature over the first bytes of the body only (RFC 6376 §3.5 `l=`): anything may stand
  /// behind those.
  private static func partialSigners(_ trace: [TraceField]) -> Set<String> {
    var domains: Set<String> = []
    for field in trace where field.kind == .dkimSignature {
      var tags: [String: String] = [:]
      for tag in field.value.split(separator: ";") {
        let parts = tag.split(separator: "=", maxSplits: 1).map { $0.filter { !$0.isWhitespace } }
        if parts.count == 2 { tags[parts[0].lowercased()] = parts[1] }
      }
      if tags["l"] != nil { domains.insert(DomainName.folded(tags["d"] ?? "")) }
    }
    return domains
  }

  /// Whether a method passed for the author's domain by something else than such a signature.
  private static func proves(
    _ method: AuthenticationResults.Method, _ domain: String, without partial: Set<String>
  ) -> Bool {
    guard method.result == "pass" else { return false }
    func named(_ property: String) -> String? {
      method.properties[property].map { value in
        DomainName.folded(value.split(separator: "@", omittingEmptySubsequences: false).last ?? "")
      }
    }
    switch method.name {
    case "spf": return named("smtp.mailfrom").map { isAligned($0, domain) } ?? false
    case "dkim":
      guard let signer = named("header.d") ?? named("header.i") else { return false }
      return isAligned(signer, domain) && !partial.contains(signer)
    default: return false
    }
  }

  /// Whether two domains are of one organisation: the same, or one below the other.
  private static func isAligned(_ left: String, _ right: String) -> Bool {
    !left.isEmpty && (left == right || left.hasSuffix(".\(right)") || right.hasSuffix(".\(left)"))
  }
}
