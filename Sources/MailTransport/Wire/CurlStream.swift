// SPDX-License-Identifier: Apache-2.0

import CCurl
import Glibc

/// A TLS or loopback connection through libcurl's CONNECT_ONLY mode.
///
/// libcurl has made the connection and holds its TLS state; everything said on it is ours.
final class CurlStream: ByteStream {
  /// What may arrive while a write is blocked.
  static let floodLimit = 64 << 20
  /// How often a waiting call looks whether its task was cancelled, in milliseconds.
  private static let cancellationInterval: Int32 = 200

  private var handle: UnsafeMutablePointer<mail_connection>?
  private let socket: curl_socket_t
  private let incoming: UnsafeMutableRawBufferPointer
  private var early: [UInt8] = []

  /// Takes over an opened connection.
  init(owning handle: UnsafeMutablePointer<mail_connection>) {
    self.handle = handle
    socket = mail_connection_socket(handle)
    incoming = .allocate(byteCount: 131_072, alignment: 16)
  }

  deinit {
    mail_connection_free(handle)
    incoming.deallocate()
  }

  func read(by deadline: Deadline, into sink: (UnsafeRawBufferPointer) -> Void) throws(StreamFault) {
    guard early.isEmpty else {
      early.withUnsafeBytes(sink)
      early.removeAll(keepingCapacity: true)
      return
    }
    while true {
      if let count = try receive() {
        sink(UnsafeRawBufferPointer(rebasing: incoming[..<count]))
        return
      }
      // Only now: decrypted bytes can wait inside OpenSSL while the socket is silent.
      try wait(for: POLLIN, by: deadline)
    }
  }

  func write(_ bytes: [UInt8], by deadline: Deadline) throws(StreamFault) {
    var start = 0
    while start < bytes.count {
      guard let handle else { throw .ended }
      start += bytes.withUnsafeBytes { all in
        let rest = UnsafeRawBufferPointer(rebasing: all[start...])
        return mail_connection_load(handle, rest.baseAddress, rest.count)
      }
      try flush(handle, by: deadline)
    }
  }

  func close() {
    mail_connection_free(handle)
    handle = nil
  }

  private func flush(
    _ handle: UnsafeMutablePointer<mail_connection>, by deadline: Deadline
  ) throws(StreamFault) {
    while true {
      let code = mail_connection_flush(handle)
      if code == CURLE_OK { return }
      guard code == CURLE_AGAIN else { throw fault(code, handle) }
      // The server may itself be blocked until we read: two full pipes would wait for each other.
      while let count = try receive() {
        guard early.count + count <= Self.floodLimit else { throw .flooded(limit: Self.floodLimit) }
        early.append(contentsOf: UnsafeRawBufferPointer(rebasing: incoming[..<count]))
      }
      try wait(for: POLLIN | POLLOUT, by: deadline)
    }
  }

  /// Receives what is there; nil when nothing is.
  private func receive() throws(StreamFault) -> Int? {
    guard let handle else { throw .ended }
    var count = 0
    let code = mail_connection_receive(handle, incoming.baseAddress, incoming.count, &count)
    if code == CURLE_AGAIN { return nil }
    guard code == CURLE_OK else { throw fault(code, handle) }
    guard count > 0 else { throw .ended }
    return count
  }

  private func wait(for events: Int32, by deadline: Deadline) throws(StreamFault) {
    while true {
      if deadline.isCancellable && Task.isCancelled { throw .cancelled }
      let left = deadline.millisecondsLeft
      guard left > 0 else { throw .silent(seconds: deadline.seconds) }
      var entry = pollfd(fd: socket, events: Int16(events), revents: 0)
      let count = poll(&entry, 1, min(left, Self.cancellationInterval))
      if count > 0 { return }
      guard count == 0 || errno == EINTR else { throw .failed("poll failed with errno \(errno)") }
    }
  }

  private func fault(_ code: CURLcode, _ handle: UnsafeMutablePointer<mail_connection>) -> StreamFault {
    let words = String(cString: handle.pointee.error)
    return .failed(words.isEmpty ? String(cString: curl_easy_strerror(code)) : words)
  }
}
