// SPDX-License-Identifier: Apache-2.0

import MailModel
import MailParsing

/// Parses a message written with LF line ends.
func parse(_ source: String) throws -> Message {
  try MailParser().parse(RawMessage(bytes: Array(source.replacing("\n", with: "\r\n").utf8)))
}

/// Parses a message with this header line and a short body.
func parse(header: String) throws -> Message {
  try parse(header + "\n\nText.\n")
}

/// Parses a plain message with this body.
func parse(body: String, subject: String = "x") throws -> Message {
  try parse("From: a@b.example\nSubject: \(subject)\nContent-Type: text/plain; charset=utf-8\n\n\(body)")
}
