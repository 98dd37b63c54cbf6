// SPDX-License-Identifier: Apache-2.0

import Foundation
import OrderCore

extension EventJudgement {
  /// Prints what rules and learned evidence made of an event.
  func print() {
    let mark =
      switch verdict {
      case .counts: Style.success("counts")
      case .unclear: Style.warning("unclear")
      case .silent, .suppressed: Style.dim("silent")
      }
    Output.line("  \(mark)  \(event.rawValue)  \(why)")
    let rules =
      switch ruleFired {
      case true: "a rule fired"
      case false: "a rule nearly fired"
      case nil: "no rule has anything to speak of"
      }
    let words = wordProbability.map { ", words alone \(String(format: "%.2f", $0))" } ?? ""
    Output.line("      \(String(format: "%.2f", probability)): \(rules)\(words)")
    for reason in reasons {
      Output.line("      \(String(format: "%+.1f", reason.weight))  \(Visible.line(reason.name))")
    }
  }

  /// The same as one JSON object.
  var json: JSONValue {
    let ending =
      switch verdict {
      case .counts: "counts"
      case .unclear: "unclear"
      case .silent: "silent"
      case .suppressed: "suppressed"
      }
    return .object([
      ("event", .string(event.rawValue)), ("verdict", .string(ending)), ("why", .string(why)),
      ("probability", .number(probability)),
      ("word_probability", wordProbability.map { .number($0) } ?? .null),
      ("threshold", threshold.map { .number($0) } ?? .null),
      ("rule_fired", ruleFired.map { .bool($0) } ?? .null),
      (
        "features",
        .array(reasons.map { .object([("feature", .string($0.name)), ("weight", .number($0.weight))]) })
      ),
    ])
  }
}
