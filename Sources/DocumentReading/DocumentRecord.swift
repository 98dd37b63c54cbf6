// SPDX-License-Identifier: Apache-2.0

import OrderCore

/// What a reader's standard output says: a line for each reference (`role`, TAB, value), an empty line, the
/// text.
///
/// The text comes last and as it is, so that a tool which is run in the reader's place can write it. The
/// parent believes nothing of it: a reader may have been taken over by its document.
struct DocumentRecord {
  /// What is left of it after all checks.
  let document: DocumentText

  /// Reads a reader's output.
  init(_ output: [UInt8], textBytes: Int, isPDF: Bool) throws(DocumentError) {
    var rest = output[...]
    var references: [DocumentReference] = []
    while true {
      guard let end = rest.firstIndex(of: UInt8(ascii: "\n")),
        end - output.startIndex < ReadingLimits.headBytes
      else {
        throw .unreadable("its reader gave no answer")
      }
      let line = rest[rest.startIndex..<end]
      rest = rest[(end + 1)...]
      if line.isEmpty { break }
      if let reference = Self.reference(line) { references.append(reference) }
    }
    var text = CleanedText(limit: textBytes, joinsSpaces: isPDF)
    text.append(rest)
    let pages = isPDF ? rest.lazy.filter { $0 == 0x0C }.count : 0
    document = DocumentText(
      text: text.text, references: Array(references.prefix(ReadingLimits.references)),
      isCut: text.isCut || pages >= ReadingLimits.pages)
  }

  private static func reference(_ line: ArraySlice<UInt8>) -> DocumentReference? {
    guard let tab = line.firstIndex(of: UInt8(ascii: "\t")),
      let role = DocumentReference.Role(rawValue: String(decoding: line[..<tab], as: UTF8.self))
    else { return nil }
    var value = CleanedText(limit: ReadingLimits.referenceBytes, joinsSpaces: true)
    value.append(line[(tab + 1)...])
    return value.text.isEmpty || value.isCut ? nil : DocumentReference(role: role, value: value.text)
  }

  /// The bytes that a reader writes.
  static func bytes(_ references: [DocumentReference], text: [UInt8]) -> [UInt8] {
    var head = ""
    for reference in references { head += "\(reference.role.rawValue)\t\(reference.value)\n" }
    return Array(head.utf8) + [UInt8(ascii: "\n")] + text
  }
}
