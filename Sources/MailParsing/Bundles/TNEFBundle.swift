// SPDX-License-Identifier: Apache-2.0

/// The `winmail.dat` that Outlook makes of its attachments and of the letter (MS-OXTNEF).
///
/// Every length is checked against the bytes that are there, and work and memory are bounded by their number.
struct TNEFBundle {
  /// A file in the bundle.
  struct File {
    var name: String?
    var type = ""
    var content: [UInt8] = []
    /// Whether it is an attached message, in the same form.
    var isBundle = false
  }

  /// What the letter is written in, as far as the bundle has it.
  struct Letter {
    var plain = ""
    var html: [UInt8] = []
    var compressedRTF: [UInt8] = []
  }

  /// The attached files in order.
  private(set) var files: [File] = []
  private(set) var letter = Letter()
  /// The charset of its 8-bit strings.
  private(set) var charset = "windows-1252"
  /// Whether it breaks off, or has more files than a message may have parts.
  private(set) var isCut = false

  /// Attributes by level, type and number (MS-OXTNEF §2.1.3.2).
  private enum Attribute {
    static let codePage = 0x0006_9007
    static let body = 0x0002_800C
    static let properties = 0x0006_9003
    static let attachmentStart = 0x0006_9002
    static let attachmentTitle = 0x0001_8010
    static let attachmentContent = 0x0006_800F
    static let attachmentProperties = 0x0006_9005
  }

  /// Reads a bundle, nil when the bytes are none.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    var cursor = ByteCursor(bytes)
    guard cursor.number(4) == 0x223E_9F78, cursor.take(2) != nil else { return nil }
    while !cursor.isAtEnd {
      guard cursor.take(1) != nil, let attribute = cursor.number(4), let size = cursor.number(4),
        let value = cursor.take(size), cursor.take(2) != nil
      else {
        isCut = true
        break
      }
      guard read(attribute, value) else {
        isCut = true
        break
      }
    }
    for index in files.indices where files[index].type.isEmpty {
      files[index].type = Self.type(named: files[index].name ?? "")
    }
  }

  /// The letter as text, empty when the bundle has none.
  var text: String {
    if !letter.plain.allSatisfy(\.isWhitespace) { return letter.plain }
    if !letter.html.isEmpty {
      let html = Array(letter.html.prefix(ParseLimits.sourceBytes))
      return HTMLText.convert(
        CharsetDecoding.decode(html, label: HTMLText.declaredCharset(html) ?? charset).text)
    }
    return RTFText.plain(CompressedRTF.expand(letter.compressedRTF))
  }

  private mutating func read(_ attribute: Int, _ value: UnsafeBufferPointer<UInt8>) -> Bool {
    switch attribute {
    case Attribute.codePage:
      var cursor = ByteCursor(value)
      cursor.number(4).map { charset = Self.charset(codePage: $0) }
    case Attribute.body:
      letter.plain = MAPIProperties.text(value, kind: MAPIProperties.Kind.string, charset: charset)
    case Attribute.properties:
      return MAPIProperties.read(value) { readLetter($0, $1, $2) }
    case Attribute.attachmentStart:
      guard files.count < ParseLimits.parts else { return false }
      files.append(File())
    case Attribute.attachmentTitle where !files.isEmpty:
      let name = MAPIProperties.text(value, kind: MAPIProperties.Kind.string, charset: charset)
      setName(name, isLong: false)
    case Attribute.attachmentContent where !files.isEmpty:
      files[files.count - 1].content = Array(value)
    case Attribute.attachmentProperties where !files.isEmpty:
      return MAPIProperties.read(value) { readFile($0, $1, $2) }
    default: break
    }
    return true
  }

  private mutating func readLetter(_ identifier: Int, _ kind: Int, _ value: UnsafeBufferPointer<UInt8>) {
    switch identifier {
    case MAPIProperties.Identifier.body:
      letter.plain = MAPIProperties.text(value, kind: kind, charset: charset)
    case MAPIProperties.Identifier.html:
      letter.html =
        kind == MAPIProperties.Kind.unicode
        ? Array(MAPIProperties.text(value, kind: kind, charset: charset).utf8) : Array(value)
    case MAPIProperties.Identifier.compressedRTF: letter.compressedRTF = Array(value)
    default: break
    }
  }

  private mutating func readFile(_ identifier: Int, _ kind: Int, _ value: UnsafeBufferPointer<UInt8>) {
    let last = files.count - 1
    switch identifier {
    case MAPIProperties.Identifier.longName, MAPIProperties.Identifier.shortName:
      let name = MAPIProperties.text(value, kind: kind, charset: charset)
      setName(name, isLong: identifier == MAPIProperties.Identifier.longName)
    case MAPIProperties.Identifier.mediaType:
      let type = MAPIProperties.text(value, kind: kind, charset: charset).lowercased()
      let isType =
        type.utf8.allSatisfy { $0 > 32 && $0 < 127 } && type.utf8.count { $0 == UInt8(ascii: "/") } == 1
      if isType { files[last].type = type }
    case MAPIProperties.Identifier.content where kind == MAPIProperties.Kind.object:
      // The class of the object stands in front: IID_IMessage for a message.
      files[last].isBundle = value.starts(with: [0x07, 0x03, 0x02, 0])
      files[last].content = Array(value.dropFirst(16))
    case MAPIProperties.Identifier.content where kind == MAPIProperties.Kind.binary:
      files[last].content = Array(value)
    default: break
    }
  }

  /// The long name is the one its sender knows; the title is cut to eight letters and three.
  private mutating func setName(_ name: String, isLong: Bool) {
    let name = CleanText.line(name)
    if !name.isEmpty, isLong || files[files.count - 1].name == nil { files[files.count - 1].name = name }
  }

  private static func charset(codePage: Int) -> String {
    switch codePage {
    case 20866: "koi8-r"
    case 28591...28605: "iso-8859-\(codePage - 28590)"
    default: "cp\(codePage)"
    }
  }

  /// The media type that the suffix of a name stands for.
  private static func type(named name: String) -> String {
    let suffix = name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
    return types[suffix] ?? "application/octet-stream"
  }

  private static let types = [
    "csv": "text/csv", "doc": "application/msword", "eml": "message/rfc822", "gif": "image/gif",
    "htm": "text/html", "html": "text/html", "ics": "text/calendar", "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "pdf": "application/pdf", "png": "image/png", "rtf": "application/rtf", "tif": "image/tiff",
    "txt": "text/plain", "xls": "application/vnd.ms-excel", "xml": "application/xml",
    "zip": "application/zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ]
}
