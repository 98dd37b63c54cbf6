// SPDX-License-Identifier: Apache-2.0

import CZlib

/// A stream whose bytes are compressed on the wire in both directions (RFC 1951, as RFC 4978 uses it).
///
/// It holds one buffer each way and nothing more, so what a bomb expands to is seen by the reader's own limits.
final class DeflateStream: ByteStream {
  /// The most that one read gives.
  private static let blockSize = 1 << 16

  private let base: any ByteStream
  private let inflater: UnsafeMutablePointer<z_stream>
  private let deflater: UnsafeMutablePointer<z_stream>
  private let outgoing: UnsafeMutableBufferPointer<UInt8>
  private let incoming: UnsafeMutableBufferPointer<UInt8>
  /// Compressed bytes that have come; the first `used` of them are expanded.
  private var received: [UInt8]
  private var used = 0
  /// Whether the last block was full, so that more may come of what is already taken in.
  private var mayHoldMore = false

  /// Starts compression over a stream; nil where zlib can't be started.
  ///
  /// - Parameter received: bytes that have already come from it, compressed.
  init?(over base: any ByteStream, received: [UInt8] = []) {
    self.base = base
    self.received = received
    inflater = .allocate(capacity: 1)
    deflater = .allocate(capacity: 1)
    inflater.initialize(to: z_stream())
    deflater.initialize(to: z_stream())
    outgoing = .allocate(capacity: Self.blockSize)
    incoming = .allocate(capacity: Self.blockSize)
    let isReady = kontor_inflate_start(inflater) == Z_OK && kontor_deflate_start(deflater) == Z_OK
    if !isReady { return nil }
  }

  deinit {
    inflateEnd(inflater)
    deflateEnd(deflater)
    inflater.deallocate()
    deflater.deallocate()
    outgoing.deallocate()
    incoming.deallocate()
  }

  func read(by deadline: Deadline, into sink: (UnsafeRawBufferPointer) -> Void) throws(StreamFault) {
    while true {
      if used < received.count || mayHoldMore, try expand(into: sink) { return }
      received.removeAll(keepingCapacity: true)
      used = 0
      try base.read(by: deadline) { received.append(contentsOf: $0) }
    }
  }

  /// Expands at most a block and lends it; false when more compressed bytes are needed.
  private func expand(into sink: (UnsafeRawBufferPointer) -> Void) throws(StreamFault) -> Bool {
    let count = received.count - used
    let code = received.withUnsafeMutableBufferPointer { bytes in
      inflater.pointee.next_in = bytes.baseAddress.map { $0 + used }
      inflater.pointee.avail_in = UInt32(count)
      inflater.pointee.next_out = incoming.baseAddress
      inflater.pointee.avail_out = UInt32(Self.blockSize)
      return inflate(inflater, Z_SYNC_FLUSH)
    }
    used += count - Int(inflater.pointee.avail_in)
    let made = Self.blockSize - Int(inflater.pointee.avail_out)
    mayHoldMore = inflater.pointee.avail_out == 0
    // Z_BUF_ERROR: nothing to do before more comes.
    guard code == Z_OK || code == Z_BUF_ERROR || code == Z_STREAM_END else {
      throw .failed("the compressed bytes of the server can't be read")
    }
    if made > 0 { sink(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(incoming)[..<made])) }
    if made == 0, code == Z_STREAM_END { throw .ended }
    return made > 0
  }

  func write(_ bytes: [UInt8], by deadline: Deadline) throws(StreamFault) {
    var compressed: [UInt8] = []
    var bytes = bytes
    let isDone = bytes.withUnsafeMutableBufferPointer { bytes in
      deflater.pointee.next_in = bytes.baseAddress
      deflater.pointee.avail_in = UInt32(bytes.count)
      repeat {
        deflater.pointee.next_out = outgoing.baseAddress
        deflater.pointee.avail_out = UInt32(Self.blockSize)
        // Flushed, else the end of a command would wait here for the next one.
        let code = deflate(deflater, Z_SYNC_FLUSH)
        guard code == Z_OK || code == Z_BUF_ERROR else { return false }
        compressed.append(contentsOf: outgoing[..<(Self.blockSize - Int(deflater.pointee.avail_out))])
      } while deflater.pointee.avail_out == 0
      return true
    }
    guard isDone else { throw .failed("zlib failed") }
    try base.write(compressed, by: deadline)
  }

  func close() { base.close() }
}
