// SPDX-License-Identifier: Apache-2.0

/// The variables of a template and when each of them is needed.
struct TemplateNeeds: Sendable {
  /// A section around a variable.
  struct Section: Sendable {
    let variable: String
    /// True for `{{^…}}`, which is shown when there is no value.
    let isInverted: Bool
  }

  /// A place where a variable is filled in.
  struct Use: Sendable {
    let variable: String
    let sections: [Section]
  }

  /// All places in their order.
  var uses: [Use] = []

  /// Returns the first variable that will be filled in and has no value.
  func missing(in values: [String: String]) -> String? {
    uses.first { use in
      values[use.variable] == nil
        && use.sections.allSatisfy { (values[$0.variable] == nil) == $0.isInverted }
    }?.variable
  }
}
