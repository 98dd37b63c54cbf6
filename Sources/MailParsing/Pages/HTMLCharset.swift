// SPDX-License-Identifier: Apache-2.0

extension HTMLText {
  /// The charset that a page declares in a `meta` element near its start, nil when it names none.
  static func declaredCharset(_ page: [UInt8]) -> String? {
    let head = page.prefix(2048)
    let mark = Array("charset=".utf8)
    var index = head.startIndex
    while index + mark.count < head.endIndex {
      if head[index].lowered == UInt8(ascii: "c"), head[index...].startsFolded(with: "charset=") {
        let rest = head[(index + mark.count)...].drop {
          $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") || $0 == 32
        }
        let name = rest.prefix { $0.isLetter || $0.isDigit || $0 == 45 || $0 == 95 }
        return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
      }
      index += 1
    }
    return nil
  }
}
