// SPDX-License-Identifier: Apache-2.0

import CCurl
import OrderCore

/// What libcurl reported of a connection that was not made.
struct DialFailure {
  /// The protocol that was expected.
  let spoken: MailProtocol
  /// The result of the transfer.
  let code: CURLcode
  /// OpenSSL's X509_V_ERR of the certificate chain, 0 where the chain was fine.
  let verification: Int
  /// The contents of the error buffer.
  let words: String
  /// What the server had said.
  let heard: [UInt8]

  /// The error by what a person can do about it.
  func error(server: String, host: String, seconds: Int) -> MailServerError {
    switch code {
    case CURLE_PEER_FAILED_VERIFICATION:
      .untrusted(server: server, reason: distrust(of: host))
    case CURLE_SSL_CACERT_BADFILE:
      .untrusted(server: server, reason: "the file of certificate authorities can't be read")
    case CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
      .untrusted(server: server, reason: explanation)
    case CURLE_USE_SSL_FAILED:
      .encryptionUnavailable(server: server)
    case CURLE_COULDNT_RESOLVE_HOST:
      .unreachable(server: server, reason: "the host name is unknown")
    case CURLE_COULDNT_CONNECT:
      .unreachable(server: server, reason: "the connection was refused or there is no route")
    case CURLE_OPERATION_TIMEDOUT:
      .unreachable(server: server, reason: "no answer within \(seconds) seconds")
    case CURLE_SSL_CONNECT_ERROR:
      .unreachable(server: server, reason: "the TLS handshake failed (\(explanation))")
    case CURLE_ABORTED_BY_CALLBACK:
      .unreachable(server: server, reason: StreamFault.cancelled.description)
    case CURLE_WRITE_ERROR where heard.isEmpty:
      .unreachable(server: server, reason: "it does not speak \(spoken.rawValue.uppercased())")
    case CURLE_WRITE_ERROR:
      .unreachable(server: server, reason: "the greeting is longer than \(MAIL_HEARD_LIMIT) bytes")
    case CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_WEIRD_SERVER_REPLY,
      CURLE_REMOTE_ACCESS_DENIED:
      .unreachable(server: server, reason: lastWords ?? explanation)
    default:
      .unreachable(server: server, reason: explanation)
    }
  }

  /// Why the certificate is not trusted, in words that a person can act on.
  private func distrust(of host: String) -> String {
    // libcurl compares the host itself, before it notes OpenSSL's verdict.
    if words.contains("subject name") { return "it is for another host than \(host)" }
    // The numbers of OpenSSL's x509_vfy.h.
    return switch verification {
    case 9: "it is not yet valid"
    case 10: "it has expired"
    case 18, 19: "it is self-signed, or signed by an authority that is not known here"
    case 2, 20, 21: "its authority is not known here"
    case 23: "it has been revoked"
    default: explanation
    }
  }

  private var explanation: String {
    WireText.shown(words.isEmpty ? String(cString: curl_easy_strerror(code)) : words)
  }

  private var lastWords: String? {
    guard let line = heard.split(separator: UInt8(ascii: "\n")).last else { return nil }
    return "the server said: " + WireText.shown(line)
  }
}
