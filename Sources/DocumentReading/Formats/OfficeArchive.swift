// SPDX-License-Identifier: Apache-2.0

import CArchive
import OrderCore

/// The parts of an Office document (a zip archive, ECMA-376 part 2) that are wanted, unpacked within limits.
///
/// Names are in lower case, as the format compares them. Only what is wanted is unpacked, from memory to
/// memory; nothing inside is opened as an archive again.
struct OfficeArchive {
  /// The parts by their names.
  let parts: [String: [UInt8]]

  /// Unpacks the parts whose names `isWanted` accepts.
  init(_ bytes: [UInt8], _ isWanted: (String) -> Bool) throws(DocumentError) {
    guard bytes.starts(with: [0x50, 0x4B]) else {
      let isCompound = bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
      throw .unreadable(isCompound ? "it is encrypted, or of an older format" : "it is no Office document")
    }
    var unpacking = Unpacking(packed: bytes.count)
    try bytes.withUnsafeBytes { memory in
      Result { () throws(DocumentError) in try unpacking.run(memory, isWanted) }
    }.get()
    parts = unpacking.parts
  }
}

private struct Unpacking {
  private(set) var parts: [String: [UInt8]] = [:]
  /// Bytes that may still come out.
  private var left: Int
  private var room = [UInt8](repeating: 0, count: 1 << 16)

  init(packed: Int) {
    left = min(
      ReadingLimits.unpackedBytes, max(ReadingLimits.unsuspiciousBytes, packed * ReadingLimits.unpackedRatio))
  }

  mutating func run(_ memory: UnsafeRawBufferPointer, _ isWanted: (String) -> Bool) throws(DocumentError) {
    guard let archive = archive_read_new() else { throw .unreadable("there is no memory") }
    defer { archive_read_free(archive) }
    // By its directory only: read in passing, an archive may show other members.
    archive_read_support_format_zip_seekable(archive)
    guard archive_read_open_memory(archive, memory.baseAddress, memory.count) == ARCHIVE_OK else {
      throw .unreadable("it is damaged")
    }
    var entry: OpaquePointer?
    var count = 0
    while true {
      let code = archive_read_next_header(archive, &entry)
      if code == ARCHIVE_EOF { return }
      guard code == ARCHIVE_OK || code == ARCHIVE_WARN, let entry else { throw .unreadable("it is damaged") }
      count += 1
      guard count <= ReadingLimits.archiveMembers else { throw .unreadable("it has too many parts") }
      guard let name = archive_entry_pathname(entry).map({ Self.name(String(cString: $0)) }) else { continue }
      guard !name.hasSuffix("/") else { continue }
      guard kontor_entry_is_file(entry) == 1 else { throw .unreadable("one of its parts is a link") }
      guard isWanted(name) else { continue }
      guard parts[name] == nil else { throw .unreadable("two of its parts have one name") }
      guard archive_entry_is_encrypted(entry) == 0 else { throw .unreadable("it is encrypted") }
      parts[name] = try unpack(archive, size: Int(clamping: archive_entry_size(entry)))
    }
  }

  private mutating func unpack(_ archive: OpaquePointer, size: Int) throws(DocumentError) -> [UInt8] {
    var part: [UInt8] = []
    part.reserveCapacity(max(0, min(size, left)))
    while true {
      let count = archive_read_data(archive, &room, room.count)
      guard count >= 0 else { throw .unreadable("it is damaged") }
      if count == 0 { return part }
      left -= count
      guard left >= 0 else { throw .unreadable("it unpacks to too much") }
      part.append(contentsOf: room[..<count])
    }
  }

  private static func name(_ path: String) -> String {
    String(path.lowercased().map { $0 == "\\" ? "/" : $0 }.drop { $0 == "/" })
  }
}
