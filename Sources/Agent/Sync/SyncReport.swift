// SPDX-License-Identifier: Apache-2.0

/// What one pass over a mailbox brought.
package struct SyncReport: Hashable, Sendable {
  /// Counts of one folder.
  package struct FolderCounts: Hashable, Sendable {
    /// The folder.
    package var folder: String
    /// Messages new to the store.
    package var stored = 0
    /// Messages whose bytes the store had.
    package var known = 0
    /// Messages kept apart.
    package var quarantined = 0
    /// Known messages that were found to be gone from the server.
    package var gone = 0
    /// Messages that the server has and did not give; it is asked again in a later pass.
    package var withheld = 0
    /// Messages that were given up because the server does not give them: a person should look.
    package var unavailable = 0
    /// Messages that wait for a person because they turned up with a renumbering.
    package var held = 0
    /// Messages recognised by their names after a renumbering, unfetched.
    package var rebound = 0
    /// Messages made durable and left to be processed later.
    package var landed = 0
    /// Events recognised.
    package var events = 0
    /// Drafts written.
    package var drafts = 0
  }

  /// The mailbox's name.
  package var mailbox: String
  /// By folder, in the order they were read.
  package var folders: [FolderCounts]
  /// What went wrong with single folders or messages, a sentence each; the rest was read all the same.
  package var problems: [String] = []
  /// The folders that could not be read.
  package var unread: [String] = []
  /// Whether the server had nothing to tell: a round trip a folder, and nothing else happened.
  package var isUnchanged = false

  /// Creates a report.
  package init(mailbox: String, folders: [FolderCounts]) {
    self.mailbox = mailbox
    self.folders = folders
  }

  /// Adds the counts of another part of the same pass.
  mutating func add(_ other: SyncReport) {
    for counts in other.folders { count(counts.folder) { $0.add(counts) } }
    problems += other.problems
    unread += other.unread
  }

  /// Changes the counts of a folder, which joins the report if it is not in it.
  mutating func count(_ folder: String, _ change: (inout FolderCounts) -> Void) {
    if let index = folders.firstIndex(where: { $0.folder == folder }) {
      change(&folders[index])
    } else {
      var counts = FolderCounts(folder: folder)
      change(&counts)
      folders.append(counts)
    }
  }
}

extension SyncReport.FolderCounts {
  /// Adds other counts of the same folder.
  fileprivate mutating func add(_ other: Self) {
    stored += other.stored
    known += other.known
    quarantined += other.quarantined
    gone += other.gone
    withheld += other.withheld
    unavailable += other.unavailable
    held += other.held
    rebound += other.rebound
    landed += other.landed
    events += other.events
    drafts += other.drafts
  }

  /// Counts what became of a piece of mail.
  mutating func add(_ result: IntakeResult) {
    switch result {
    case .stored(_, let found, let hasDraft):
      stored += 1
      events += found.count
      drafts += hasDraft ? 1 : 0
    case .known: known += 1
    case .quarantined: quarantined += 1
    }
  }
}
