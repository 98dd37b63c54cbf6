// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What of the reading of mail is fuzzed; the environment variable `KONTOR_FUZZ` names it.
private enum FuzzTarget: String {
  case headers, words, tree, html, newtext

  static let chosen = getenv("KONTOR_FUZZ").flatMap { FuzzTarget(rawValue: String(cString: $0)) }
  /// Made once: what the parts of the parser are built on is started with it.
  static let parser = MailParser()
}

/// What libFuzzer calls: reads its bytes as mail.
///
/// A crash, a trap of an overflow, a leak or a hang is a find; so is a value that breaks what the rest relies on.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzMailReading(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let bytes, count > 0 else { return 0 }
  let input = UnsafeBufferPointer(start: bytes, count: count)
  _ = FuzzTarget.parser
  switch FuzzTarget.chosen {
  case .headers: readHeaders(input)
  case .words: expectOneLine(EncodedWords.decode(Array(input)))
  case .tree: readMessage(input)
  case .html: readPage(input)
  case .newtext: splitText(input)
  case nil: fatalError("KONTOR_FUZZ names no target")
  }
  return 0
}

private func readHeaders(_ bytes: UnsafeBufferPointer<UInt8>) {
  let block = HeaderBlock(in: bytes, from: 0, to: bytes.count)
  precondition(block.end <= bytes.count)
  for field in block.fields {
    for mailbox in AddressList(field.value).mailboxes {
      expectOneLine(mailbox.address)
      expectOneLine(mailbox.name)
    }
    _ = DateField.parse(field.value)
    precondition(MessageIDList.parse(field.value).identifiers.count <= ParseLimits.references)
  }
  let media = MediaType(block, fallback: "text/plain")
  expectOneLine(media.type)
  media.filename.map(expectOneLine)
}

private func readMessage(_ bytes: UnsafeBufferPointer<UInt8>) {
  let raw = RawMessage(bytes: Array(bytes))
  let parser = FuzzTarget.parser
  guard let message = try? parser.parse(raw) else { return }
  precondition(message == (try? parser.parse(raw)), "the same bytes are read in two ways")
  for address in message.from + message.to + message.cc + message.replyTo {
    expectOneLine(address.address)
    expectOneLine(address.name)
  }
  expectOneLine(message.subject)
  expectText(message.text)
  for part in message.parts.prefix(4) {
    let content = parser.content(ofPart: part.digest, in: raw)
    precondition(content?.bytes.count == part.size, "a part that is told of can't be had")
  }
}

private func readPage(_ bytes: UnsafeBufferPointer<UInt8>) {
  let text = HTMLText.convert(String(decoding: bytes, as: UTF8.self))
  precondition(text.utf8.count <= 64 * bytes.count + 1024, "a page grows without bound")
}

/// Nothing that somebody wrote may vanish or double: what is new, quoted and signed is all there was.
private func splitText(_ bytes: UnsafeBufferPointer<UInt8>) {
  let text = String(decoding: bytes, as: UTF8.self)
  let split = NewText.split(text)
  let parts = [split.newText, split.quotedText, split.signature]
  var balance = [Int](repeating: 0, count: 256)
  for byte in text.utf8 where byte > 32 { balance[Int(byte)] += 1 }
  for byte in parts.joined().utf8 where byte > 32 { balance[Int(byte)] -= 1 }
  precondition(balance.allSatisfy { $0 == 0 }, "something is lost or doubled")
}

private func expectOneLine(_ text: String) {
  precondition(text.utf8.allSatisfy { $0 >= 32 && $0 != 127 }, "a control character in one line")
}

private func expectText(_ text: String) {
  precondition(text.utf8.allSatisfy { $0 >= 32 || $0 == 10 || $0 == 9 }, "a control character in a text")
}
