// SPDX-License-Identifier: Apache-2.0

import CCurl
import Foundation
package import OrderCore

/// Sends a form to a token server; `TokenForm.post`, or a scripted server in tests.
package typealias TokenPost = @Sendable (TokenForm) throws(MailServerError) -> TokenAnswer

/// A request to a token server.
package struct TokenForm: Sendable {
  /// For everything from the dialling to the end of the answer.
  static let seconds = 30

  /// Where it goes.
  package let url: String
  /// PEM file of the authorities to trust instead of the system's.
  package let authorities: String?
  /// The fields with their values, which may be secret.
  package private(set) var fields: [(name: String, value: Secret)] = []

  /// Creates an empty form.
  package init(url: String, authorities: String? = nil) {
    self.url = url
    self.authorities = authorities
  }

  /// Adds a field.
  mutating func add(_ name: String, _ value: String) {
    fields.append((name, Secret(bytes: Array(value.utf8))))
  }

  /// Adds a field whose value is secret.
  mutating func add(_ name: String, _ value: Secret) { fields.append((name, value)) }

  /// The server in messages.
  var server: String { URLComponents(string: url)?.host ?? "the token server" }

  /// The scheme that may be spoken: https, and http to this machine only; nil for anything else.
  private var scheme: String? {
    guard let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(),
      let host = parts.host, !host.isEmpty, parts.user == nil, parts.password == nil
    else { return nil }
    if scheme == "https" { return scheme }
    let isHere = host == "localhost" || host == "127.0.0.1" || host == "::1" || host == "[::1]"
    return scheme == "http" && isHere ? scheme : nil
  }

  /// The fields as a form carries them (application/x-www-form-urlencoded).
  package var encoded: [UInt8] {
    var out: [UInt8] = []
    for (index, field) in fields.enumerated() {
      if index > 0 { out.append(UInt8(ascii: "&")) }
      out += Array(field.name.utf8)
      out.append(UInt8(ascii: "="))
      for byte in field.value.bytes { Self.encode(byte, into: &out) }
    }
    return out
  }

  private static func encode(_ byte: UInt8, into out: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      out.append(byte)
    default:
      let digits = Array("0123456789ABCDEF".utf8)
      out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
  }

  /// Sends the form with libcurl and returns the answer; blocks.
  ///
  /// - Throws: `unreachable` or `untrusted`.
  @Sendable package static func post(_ form: TokenForm) throws(MailServerError) -> TokenAnswer {
    guard let scheme = form.scheme else {
      throw .unreachable(
        server: "the token server", reason: "its address is not https (http is for this machine only)")
    }
    var reply = https_reply()
    defer { free(reply.bytes) }
    let encoded = form.encoded + [0]
    let code = perform(form, scheme: scheme, encoded, &reply)
    guard code == CURLE_OK else { throw failure(form, code, reply) }
    let bytes = [UInt8](UnsafeRawBufferPointer(start: reply.bytes, count: reply.length))
    return TokenAnswer(
      status: reply.status, retryAfter: reply.retry_after > 0 ? reply.retry_after : nil, bytes: bytes)
  }

  private static func perform(
    _ form: TokenForm, scheme: String, _ encoded: [UInt8], _ reply: inout https_reply
  ) -> CURLcode {
    form.url.withCString { url in
      scheme.withCString { scheme in
        encoded.withUnsafeBytes { fields in
          let fields = fields.assumingMemoryBound(to: CChar.self).baseAddress
          func post(_ authorities: UnsafePointer<CChar>?) -> CURLcode {
            var request = https_form(
              url: url, scheme: scheme, authorities: authorities, fields: fields,
              length: encoded.count - 1, seconds: seconds,
              is_cancelled: { _, _, _, _, _ in Task.isCancelled ? 1 : 0 })
            return https_post(&request, &reply)
          }
          return form.authorities.map { $0.withCString { post($0) } } ?? post(nil)
        }
      }
    }
  }

  private static func failure(_ form: TokenForm, _ code: CURLcode, _ reply: https_reply) -> MailServerError {
    if reply.is_too_long != 0 {
      return .protocolViolation(
        server: form.server, reason: "its answer is longer than \(HTTPS_REPLY_LIMIT) bytes")
    }
    let words = withUnsafeBytes(of: reply.error) { WireText.shown($0.prefix { $0 != 0 }) }
    let reason = WireText.phrase(words.isEmpty ? String(cString: curl_easy_strerror(code)) : words)
    switch code {
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR:
      return .untrusted(server: form.server, reason: reason)
    case CURLE_OPERATION_TIMEDOUT:
      return .unreachable(server: form.server, reason: "no answer within \(seconds) seconds")
    default:
      return .unreachable(server: form.server, reason: reason)
    }
  }
}
