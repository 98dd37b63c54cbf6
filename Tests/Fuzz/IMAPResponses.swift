// SPDX-License-Identifier: Apache-2.0

/// What libFuzzer calls: frames and parses its bytes as a server's, with small limits and cut at every 1 to 256 bytes.
///
/// A crash, a trap of an overflow, a leak or a hang is a find; so is a result that depends on where bytes are cut.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzIMAPResponses(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let bytes, count > 1 else { return 0 }
  let all = UnsafeRawBufferPointer(start: bytes, count: count)
  let text = UnsafeRawBufferPointer(rebasing: all[1...])
  let whole = responses(in: text, atMost: text.count)
  let cut = responses(in: text, atMost: Int(all[0]) + 1)
  precondition(whole == cut, "the cut decides")
  return 0
}

private func responses(in bytes: UnsafeRawBufferPointer, atMost size: Int) -> [IMAPResponse?] {
  var limits = IMAPLimits()
  limits.line = 4096
  limits.literal = 256
  limits.absurdLiteral = 65_536
  var framer = ResponseFramer(limits: limits)
  var found: [IMAPResponse?] = []
  var start = 0
  while start < bytes.count {
    let end = min(start + size, bytes.count)
    framer.feed(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
    start = end
  }
  do {
    while let frame = try framer.next() {
      do {
        found.append(try ResponseParser.parse(frame, limits: limits))
      } catch {
        found.append(nil)
      }
    }
  } catch {
    return found
  }
  return found
}
