// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import MailModel

/// What we saw of a folder when we last left it: lets a server tell what has happened since (RFC 7162 QRESYNC).
package struct FolderBaseline: Hashable, Sendable {
  /// The UIDVALIDITY under which the rest holds.
  package let uidValidity: UInt32
  /// The mod-sequence up to which all changes are known; 0 for none.
  package let modSeq: UInt64
  /// The UIDs that are known, so that the server need not tell of others; nil for none.
  package let known: ClosedRange<UInt32>?

  /// Creates a baseline.
  package init(uidValidity: UInt32, modSeq: UInt64, known: ClosedRange<UInt32>?) {
    self.uidValidity = uidValidity
    self.modSeq = modSeq
    self.known = known
  }
}

/// New flags of a message.
package struct FlagChange: Hashable, Sendable {
  /// The UID.
  package let uid: UInt32
  /// All of its system flags.
  package let flags: MessageFlags

  /// Creates a change.
  package init(uid: UInt32, flags: MessageFlags) {
    self.uid = uid
    self.flags = flags
  }
}

/// What a folder's opening told.
package struct FolderOpening: Hashable, Sendable {
  /// The folder as it is.
  package var status: FolderStatus
  /// Whether the server told of all messages that went since the baseline (QRESYNC, and the baseline held).
  package var tellsVanished: Bool
  /// Whether `flags` are all flag changes since the baseline (QRESYNC or CONDSTORE, and the baseline held).
  package var tellsFlags: Bool
  /// The UIDs that the server said are gone.
  package var vanished: UIDIntervals
  /// The changes of flags since the baseline.
  package var flags: [FlagChange]

  /// Creates an opening.
  package init(
    status: FolderStatus, tellsVanished: Bool = false, tellsFlags: Bool = false,
    vanished: UIDIntervals = UIDIntervals(), flags: [FlagChange] = []
  ) {
    self.status = status
    self.tellsVanished = tellsVanished
    self.tellsFlags = tellsFlags
    self.vanished = vanished
    self.flags = flags
  }
}

/// What became of one message that was asked for.
package enum FetchOutcome: Hashable, Sendable {
  /// Its bytes, complete.
  case given(RawMessage)
  /// It is not there any more: the server confirmed it after a NOOP.
  case gone
  /// It is there, and the server does not give it: NO, BAD, or no body; its words.
  case withheld(reason: String)
  /// It is there and longer than the limit; its length in bytes as far as it was read.
  case tooLong(bytes: Int)
}

/// How a wait for news ended.
package enum WaitOutcome: Hashable, Sendable {
  /// Something happened in a folder, or may have: look.
  case changed
  /// Nothing was heard for the whole time.
  case quiet
  /// The caller wanted the session back.
  case interrupted
}

/// One logged-in session with a mailbox, used by one loop at a time.
///
/// After an error other than `refused` the session is over; open another. What a server leaves open is never read as
/// empty: a call returns only what a tagged OK vouches for.
package protocol MailboxSession: Sendable {
  /// What is known of the provider behind it.
  var profile: ProviderProfile { get async }
  /// When to open another session in place of this one, before its login ends (OAuth 2); nil for never.
  var renewal: Date? { get async }
  /// Whether the server tells news by itself (IDLE).
  var canWait: Bool { get async }
  /// Whether it tells news of other folders than the open one, too (NOTIFY).
  var hearsOtherFolders: Bool { get async }

  /// Lists all folders that can be selected, in every namespace.
  func folders() async throws(MailServerError) -> [MailFolder]
  /// Opens a folder read-only (EXAMINE) and hears what happened since the baseline; later calls work in it.
  func open(_ folder: String, since baseline: FolderBaseline?) async throws(MailServerError) -> FolderOpening
  /// Lists the messages of the open folder whose UIDs lie in `range`, ascending, all of them.
  ///
  /// What names a message across folders (EMAILID, X-GM-MSGID) comes along where the server has it.
  ///
  /// - Parameter naming: whether to ask for the Message-ID as well.
  func list(_ range: ClosedRange<UInt32>, naming: Bool) async throws(MailServerError) -> [ListedMessage]
  /// Returns which UIDs of the open folder lie in `range` (UID SEARCH, compact where ESEARCH is offered).
  func uids(in range: ClosedRange<UInt32>) async throws(MailServerError) -> UIDIntervals
  /// Returns the flags of the messages of the open folder whose UIDs lie in `range`.
  func flags(in range: ClosedRange<UInt32>) async throws(MailServerError) -> [FlagChange]
  /// Fetches messages whole (BODY.PEEK[]: no flag changes), pipelined; every UID gets an outcome.
  ///
  /// The caller bounds the batch: everything returned is in memory. One message that is withheld does not hold up
  /// the others.
  func fetch(_ uids: [UInt32]) async throws(MailServerError) -> [UInt32: FetchOutcome]
  /// Takes the UIDs of the open folder that the server has said are gone, on any command, since this was last asked.
  func takeVanished() async -> UIDIntervals
  /// Waits until something happens in one of the folders, at most `seconds`; watches the first one only where the
  /// server has no NOTIFY.
  ///
  /// - Parameter isInterrupted: asked a few times a second on the session's own thread; true ends the wait.
  func wait(
    for folders: [String], seconds: Int, isInterrupted: @escaping @Sendable () -> Bool
  ) async throws(MailServerError) -> WaitOutcome
  /// Finds messages of a folder by their Message-ID; opens that folder read-only.
  func find(_ messageID: MessageID, in folder: String) async throws(MailServerError) -> [UInt32]
  /// Adds a message to a folder, marked as read; returns its UID where the server tells (UIDPLUS).
  func append(_ message: RawMessage, to folder: String) async throws(MailServerError) -> UInt32?
  /// Says LOGOUT and closes; never throws.
  func close() async
}

extension MailboxSession {
  /// Never: for sessions that last.
  package var renewal: Date? { nil }
}
