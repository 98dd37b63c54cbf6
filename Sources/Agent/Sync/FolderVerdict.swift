// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore

/// What a folder's opening means, measured by what is known of the folder.
enum FolderVerdict: Hashable, Sendable {
  /// The server gives no UIDVALIDITY: its UIDs mean nothing from one session to the next.
  case distrusted
  /// It was never seen.
  case firstSight
  /// Its UIDs are void: another UIDVALIDITY, or a UIDNEXT below what was seen (a restored backup).
  case renumbered
  /// Nothing has happened, and nothing is left to do.
  case unchanged
  /// Something may have happened, or something is left to do.
  case changed

  /// Judges an opening.
  ///
  /// A folder is unchanged only if everything says so: a UIDNEXT that is told and the same, the number of messages
  /// that are known, nothing unlisted, nothing unfetched, and no change told.
  init(of opening: FolderOpening, record: FolderRecord?) {
    let status = opening.status
    guard status.uidValidity != 0 else {
      self = .distrusted
      return
    }
    guard let record else {
      self = .firstSight
      return
    }
    guard status.uidValidity == record.uidValidity, !Self.isRewound(status, record: record) else {
      self = .renumbered
      return
    }
    let isQuiet = opening.vanished.isEmpty && opening.flags.isEmpty && status.modSeq == record.modSeq
    let isComplete =
      status.uidNext != 0 && record.completed != nil && record.pending == 0
      && ListingPlan.gaps(scanned: record.scanned, uidNext: status.uidNext).isEmpty
    self =
      isQuiet && isComplete && status.uidNext == record.uidNext && status.exists == record.present
      ? .unchanged : .changed
  }

  /// Whether UIDs that were seen would be given again.
  ///
  /// Until a pass was completed, the listed intervals stand for the UIDNEXT that was seen.
  private static func isRewound(_ status: FolderStatus, record: FolderRecord) -> Bool {
    guard status.uidNext != 0 else { return false }
    if record.uidNext != 0 { return status.uidNext < record.uidNext }
    return status.uidNext <= record.scanned.highest ?? 0
  }
}
