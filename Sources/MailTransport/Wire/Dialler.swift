// SPDX-License-Identifier: Apache-2.0

import CCurl
package import MailModel
package import OrderCore

/// Makes connections with libcurl; blocks, so it is for a thread of `BlockingExecutor` only.
package enum Dialler {
  /// For everything up to the reply to CAPABILITY or EHLO.
  static let seconds = 30

  private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  /// Connects to a server, under TLS as its settings ask, and hears its greeting; sends no credentials.
  ///
  /// - Throws: `unreachable`, `untrusted` or `encryptionUnavailable`.
  package static func dial(
    _ settings: ServerSettings, _ spoken: MailProtocol
  ) throws(MailServerError) -> Connection {
    try settings.checkAddress()
    let server = settings.label
    guard isReady, let handle = mail_connection_make() else {
      throw .unreachable(server: server, reason: "libcurl could not be started")
    }
    let code = open(handle, settings, spoken)
    let heard = [UInt8](
      UnsafeRawBufferPointer(start: handle.pointee.heard, count: handle.pointee.heard_length))
    guard code == CURLE_OK else {
      defer { mail_connection_free(handle) }
      let failure = DialFailure(
        spoken: spoken, code: code, verification: mail_connection_verification(handle),
        words: String(cString: handle.pointee.error), heard: heard)
      throw failure.error(server: server, host: settings.host, seconds: Self.seconds)
    }
    return Connection(stream: CurlStream(owning: handle), heard: heard, certificate: certificate(of: handle))
  }

  private static func open(
    _ handle: UnsafeMutablePointer<mail_connection>, _ settings: ServerSettings, _ spoken: MailProtocol
  ) -> CURLcode {
    let scheme = spoken.rawValue + (settings.security == .implicit ? "s" : "")
    let host = settings.host.contains(":") ? "[\(settings.host)]" : settings.host
    return "\(scheme)://\(host):\(settings.port)/".withCString { url in
      scheme.withCString { scheme in
        withOptionalCString(settings.certificateAuthorities) { authorities in
          var dial = mail_dial(
            url: url, scheme: scheme, authorities: authorities,
            starttls: settings.security == .starttls ? 1 : 0, is_imap: spoken == .imap ? 1 : 0,
            seconds: seconds, is_cancelled: { _, _, _, _, _ in Task.isCancelled ? 1 : 0 })
          return mail_connection_open(handle, &dial)
        }
      }
    }
  }

  private static func withOptionalCString<Result>(
    _ text: String?, _ body: (UnsafePointer<CChar>?) -> Result
  ) -> Result {
    guard let text else { return body(nil) }
    return text.withCString { body($0) }
  }

  private static func certificate(of handle: UnsafeMutablePointer<mail_connection>) -> Certificate? {
    var field = mail_connection_certificate(handle)
    var subject = ""
    var expiry = ""
    while let line = field {
      let text = String(cString: line.pointee.data)
      if text.hasPrefix("Subject:") { subject = String(text.dropFirst(8)) }
      if text.hasPrefix("Expire date:") { expiry = String(text.dropFirst(12)) }
      field = UnsafePointer(line.pointee.next)
    }
    return expiry.isEmpty ? nil : Certificate(subject: subject, expiry: expiry)
  }
}
