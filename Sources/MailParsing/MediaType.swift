// SPDX-License-Identifier: Apache-2.0

import CGMime

/// The parameters of `Content-Type` or `Content-Disposition`, with RFC 2231 and RFC 2047 undone by GMime.
struct HeaderParameters {
  /// What stands before the first semicolon, lower case.
  let token: String
  private var values: [(name: String, value: String)] = []

  /// Reads a header's value; `isContentType` says which grammar GMime applies.
  init(_ value: [UInt8], isContentType: Bool) {
    let head = value.prefix { $0 != UInt8(ascii: ";") }
    let plain = head.filter { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "\"") }
    token = String(decoding: plain.map(\.lowered), as: UTF8.self)
    guard head.count < value.count else { return }
    // A C string ends at a NUL, and raw 8-bit names must be UTF-8 before GMime guesses at them.
    var text = CharsetDecoding.decode(unlabelled: value.filter { $0 != 0 })
    if isContentType, !token.utf8.contains(UInt8(ascii: "/")) {
      text = "application/octet-stream" + text.dropFirst(head.count)
    }
    guard let options = g_mime_parser_options_new() else { return }
    defer { g_mime_parser_options_free(options) }
    if isContentType {
      guard let type = g_mime_content_type_parse(options, text) else { return }
      defer { kontor_mime_unref(type) }
      read(g_mime_content_type_get_parameters(type))
    } else {
      guard let disposition = g_mime_content_disposition_parse(options, text) else { return }
      defer { kontor_mime_unref(disposition) }
      read(g_mime_content_disposition_get_parameters(disposition))
    }
  }

  /// The decoded value of a parameter (lower-case name), nil when missing.
  subscript(name: String) -> String? {
    values.first { $0.name == name }?.value
  }

  private mutating func read(_ list: UnsafeMutablePointer<GMimeParamList>?) {
    guard let list else { return }
    for index in 0..<min(g_mime_param_list_length(list), 100) {
      guard let parameter = g_mime_param_list_get_parameter_at(list, index),
        let name = g_mime_param_get_name(parameter), let value = g_mime_param_get_value(parameter)
      else { continue }
      values.append((String(cString: name).lowercased(), String(cString: value)))
    }
  }
}

/// What the headers of a part say about its content.
struct MediaType {
  /// Type and subtype in lower case: `text/plain`.
  var type: String
  /// The charset label as written.
  var charset: String?
  /// The boundary of a multipart.
  var boundary: [UInt8]?
  /// `format=flowed` (RFC 3676).
  var isFlowed = false
  /// `delsp=yes` (RFC 3676).
  var deletesSpace = false
  /// `report-type` of a multipart/report, lower case.
  var reportType = ""
  /// The decoded file name, on one line.
  var filename: String?
  /// Whether the disposition is `attachment`.
  var isAttachment = false

  /// Reads the headers of a part; `fallback` is the type of a part that says none.
  init(_ headers: HeaderBlock, fallback: String) {
    type = fallback
    var name: String?
    if let value = headers.first("content-type") {
      let parameters = HeaderParameters(value, isContentType: true)
      if Self.isMediaType(parameters.token) {
        type = parameters.token
      } else if parameters.token == "text" {
        type = "text/plain"
      } else if !parameters.token.isEmpty {
        type = "application/octet-stream"
      }
      charset = parameters["charset"]
      if let boundary = parameters["boundary"], !boundary.isEmpty { self.boundary = Array(boundary.utf8) }
      isFlowed = parameters["format"]?.lowercased() == "flowed"
      deletesSpace = parameters["delsp"]?.lowercased() == "yes"
      reportType = parameters["report-type"]?.lowercased() ?? ""
      name = parameters["name"]
    }
    if let value = headers.first("content-disposition") {
      let parameters = HeaderParameters(value, isContentType: false)
      isAttachment = parameters.token == "attachment"
      name = parameters["filename"] ?? name
    }
    let cleaned = name.map { CleanText.line($0) } ?? ""
    filename = cleaned.isEmpty ? nil : cleaned
  }

  /// Whether it is a multipart.
  var isMultipart: Bool { type.hasPrefix("multipart/") }

  private static func isMediaType(_ token: String) -> Bool {
    let halves = token.split(separator: "/", omittingEmptySubsequences: false)
    return halves.count == 2 && halves.allSatisfy { !$0.isEmpty }
  }
}
