// SPDX-License-Identifier: Apache-2.0

import MailModel

extension HeaderBlock {
  /// The fields that hosts on the way wrote, in their order; a field more, or longer, than is kept ends them.
  var trace: [TraceField] {
    var kept: [TraceField] = []
    var room = ParseLimits.traceBytes
    for field in fields {
      guard let kind = Self.traceKinds[field.name] else { continue }
      guard kept.count < ParseLimits.traceFields, field.value.count <= room else {
        return kept + [TraceField(.cut, "")]
      }
      room -= field.value.count
      kept.append(TraceField(kind, String(decoding: field.value, as: UTF8.self)))
    }
    return kept
  }

  private static let traceKinds: [String: TraceField.Kind] = [
    "received": .received, "authentication-results": .authenticationResults, "dkim-signature": .dkimSignature,
  ]
}
