// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Synchronization

/// A token server on this machine that answers as a test tells it and remembers what it was asked.
package final class TokenServer: Sendable {
  /// One request.
  package struct Request: Sendable {
    /// The path.
    package let path: String
    /// The fields of the form, decoded.
    package let fields: [String: String]
    /// The head, as it came.
    package let head: String
  }

  /// What it answers.
  package struct Answer: Sendable {
    let status: Int
    let headers: [String]
    let body: String

    /// Creates an answer.
    package init(_ status: Int = 200, _ body: String, headers: [String] = []) {
      self.status = status
      self.headers = headers
      self.body = body
    }

    /// A grant.
    package static func grant(_ access: String, seconds: Int = 3600, refresh: String? = nil) -> Answer {
      let more = refresh.map { ", \"refresh_token\": \"\($0)\"" } ?? ""
      return Answer(
        200,
        "{\"access_token\": \"\(access)\", \"token_type\": \"Bearer\", \"expires_in\": \(seconds)\(more)}")
    }

    /// A refusal.
    package static func refusal(_ code: String, _ description: String = "") -> Answer {
      Answer(400, "{\"error\": \"\(code)\", \"error_description\": \"\(description)\"}")
    }
  }

  /// The port.
  package let port: Int
  private let listener: Int32
  private let seen = Mutex<[Request]>([])
  private let answer: @Sendable (Request, Int) -> Answer

  /// Starts a server on a port, any free one for 0; `answer` gets a request and how many came before it.
  package init(port wanted: Int = 0, _ answer: @escaping @Sendable (Request, Int) -> Answer) throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var reuse: Int32 = 1
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(wanted).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, length) == 0 && listen(listener, 64) == 0
          && getsockname(listener, address, &length) == 0
      }
    }
    guard isListening else { throw POSIXError(.EADDRNOTAVAIL) }
    self.listener = listener
    self.answer = answer
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { [self] in
      while true {
        let client = accept(listener, nil, nil)
        guard client >= 0 else { return }
        serve(client)
        Glibc.close(client)
      }
    }
  }

  /// The requests so far.
  package var requests: [Request] { seen.withLock { $0 } }

  /// An address of the server.
  package func url(_ path: String = "/token") -> String { "http://127.0.0.1:\(port)\(path)" }

  /// Stops taking connections.
  package func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  private func serve(_ client: Int32) {
    guard let request = read(client) else { return }
    let number = seen.withLock { seen in
      seen.append(request)
      return seen.count - 1
    }
    let answer = answer(request, number)
    let head =
      ["HTTP/1.1 \(answer.status) Answer", "Content-Type: application/json", "Connection: close"]
      + answer.headers + ["Content-Length: \(answer.body.utf8.count)", "", ""]
    let bytes = Array((head.joined(separator: "\r\n") + answer.body).utf8)
    var start = 0
    while start < bytes.count {
      let count = bytes.withUnsafeBytes {
        send(client, $0.baseAddress?.advanced(by: start), bytes.count - start, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      start += count
    }
  }

  private func read(_ client: Int32) -> Request? {
    var text = ""
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(client, &buffer, buffer.count, 0)
      guard count > 0 else { return nil }
      text += String(decoding: buffer[..<count], as: UTF8.self)
      // By unicode scalars: CR LF is one character.
      let parts = text.components(separatedBy: "\r\n\r\n")
      guard parts.count > 1 else { continue }
      let length = parts[0].components(separatedBy: "\r\n").compactMap { line in
        line.lowercased().hasPrefix("content-length:") ? Int(line.dropFirst(15).trimmingPrefix(" ")) : nil
      }.first
      if parts[1].utf8.count >= length ?? 0 { return Self.request(head: parts[0], form: parts[1]) }
    }
  }

  private static func request(head: String, form: String) -> Request {
    let words = head.split(separator: " ")
    var fields: [String: String] = [:]
    for pair in form.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      fields[String(parts[0])] = parts.count > 1 ? parts[1].removingPercentEncoding : ""
    }
    return Request(path: words.count > 1 ? String(words[1]) : "", fields: fields, head: head)
  }
}
