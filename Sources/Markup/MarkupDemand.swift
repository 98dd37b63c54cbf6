// SPDX-License-Identifier: Apache-2.0

/// What the receiver of events wants next.
package enum MarkupDemand: Sendable {
  /// The next event.
  case more
  /// No event any more: the reading ends.
  case enough
}
