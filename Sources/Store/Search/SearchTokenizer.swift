// SPDX-License-Identifier: Apache-2.0

import GRDB

/// FTS5's tokenizer `kontor`: a `StemScanner` on SQLite's own bytes, no String a token.
final class SearchTokenizer: FTS5CustomTokenizer {
  static let name = "kontor"
  private let scanner = StemScanner()

  init(db: Database, arguments: [String]) throws {}

  func tokenize(
    context: UnsafeMutableRawPointer?, tokenization: FTS5Tokenization, pText: UnsafePointer<CChar>?,
    nText: CInt,
    tokenCallback: @escaping FTS5TokenCallback
  ) -> CInt {
    guard let pText, nText > 0 else { return ResultCode.SQLITE_OK.rawValue }
    return pText.withMemoryRebound(to: UInt8.self, capacity: Int(nText)) { bytes in
      var code = ResultCode.SQLITE_OK.rawValue
      scanner.scan(UnsafeBufferPointer(start: bytes, count: Int(nText))) { term in
        let flags = term.isColocated ? FTS5TokenFlags.colocated.rawValue : 0
        code = term.bytes.withMemoryRebound(to: CChar.self) {
          tokenCallback(
            context, flags, $0.baseAddress, CInt($0.count), CInt(term.range.lowerBound),
            CInt(term.range.upperBound))
        }
        return code == ResultCode.SQLITE_OK.rawValue
      }
      return code
    }
  }
}
