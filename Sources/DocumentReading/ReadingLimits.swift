// SPDX-License-Identifier: Apache-2.0

/// What one document may cost.
package struct ReadingLimits: Hashable, Sendable {
  /// Seconds until its reader is killed.
  package var seconds: Int
  /// Bytes of text that are kept.
  package var textBytes: Int

  /// Creates limits.
  package init(seconds: Int = 20, textBytes: Int = 1_000_000) {
    self.seconds = seconds
    self.textBytes = textBytes
  }

  /// Bytes that are read from a reader before it is killed: a laid-out page is mostly spaces.
  var outputBytes: Int { Self.headBytes + 4 * textBytes }

  /// Bytes of the references before the text.
  static let headBytes = 64 * 1024
  /// References of a document that are kept.
  static let references = 200
  /// Bytes of one reference; longer ones are no numbers of the trade.
  static let referenceBytes = 200
  /// Bytes of a reader's complaint that are kept.
  static let messageBytes = 1_000

  /// Bytes of a document; mail carries no bigger ones.
  static let documentBytes = 64 << 20
  /// Bytes of memory that a reader may map, libraries included.
  static let addressSpace: UInt64 = 640 << 20
  /// Seconds of processor time.
  static let processorSeconds: UInt64 = 10
  /// Descriptors that a reader may have open.
  static let descriptors: UInt64 = 32
  /// Pages of a PDF.
  static let pages = 200

  /// Members of an archive.
  static let archiveMembers = 1_000
  /// Bytes that the members of an archive may unpack to, in all.
  static let unpackedBytes = 50 << 20
  /// How many times bigger than the archive its members may be; small ones are let off.
  static let unpackedRatio = 100
  /// Unpacked bytes that are below suspicion.
  static let unsuspiciousBytes = 1 << 20

  /// Bytes of text after which a reader stops by itself.
  static let writtenBytes = 4 << 20
  /// Elements of an XML document that is read as a whole.
  static let elements = 500_000
  /// Cells of a row; a sheet can have 16,384 columns.
  static let cells = 16_384
}
