// SPDX-License-Identifier: Apache-2.0

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
  /// Whether other programs may read another type or another boundary.
  var isAmbiguous = false
  /// Whether parameters went over a limit.
  var isCut = false

  /// Reads the headers of a part; `fallback` is the type of a part that says none.
  init(_ headers: HeaderBlock, fallback: String) {
    type = fallback
    var name: String?
    var token = ""
    if let value = headers.first("content-type") {
      let parameters = HeaderParameters(value)
      token = parameters.token
      isCut = parameters.isCut
      isAmbiguous = parameters.isRepaired || parameters.contradicted.contains("boundary")
      charset = parameters["charset"].map(Self.label)
      if let boundary = parameters.bytes("boundary"), !boundary.isEmpty { self.boundary = boundary }
      isFlowed = parameters["format"]?.lowercased() == "flowed"
      deletesSpace = parameters["delsp"]?.lowercased() == "yes"
      reportType = parameters["report-type"]?.lowercased() ?? ""
      name = parameters["name"]
    }
    if let value = headers.first("content-disposition") {
      let parameters = HeaderParameters(value)
      isAttachment = parameters.token == "attachment"
      isCut = isCut || parameters.isCut
      if let given = parameters["filename"] ?? parameters["name"], !given.isEmpty { name = given }
    }
    let cleaned = name.map { CleanText.line($0) } ?? ""
    filename = cleaned.isEmpty ? nil : cleaned
    if let named = Self.type(token) {
      type = named
    } else if !token.isEmpty {
      type = hasFile ? "application/octet-stream" : "text/plain"
      isAmbiguous = true
    }
    if headers.differ("content-type") { isAmbiguous = true }
  }

  /// Whether it is a multipart.
  var isMultipart: Bool { type.hasPrefix("multipart/") }

  /// Whether it is a message with headers and a body of its own.
  var isMessage: Bool { type == "message/rfc822" || type == "message/global" }

  /// Whether it is a bundle of Outlook (TNEF), often named `winmail.dat`.
  var isTNEF: Bool { type == "application/ms-tnef" || type == "application/vnd.ms-tnef" }

  /// Whether its content can say something that is read.
  var isReadable: Bool {
    type.hasPrefix("text/") || type.hasPrefix("message/") || isMultipart || isTNEF
      || type == "application/xhtml+xml"
  }

  /// Whether it is kept as a file, not read as the letter.
  var hasFile: Bool { filename != nil || isAttachment }

  /// A charset label without what stands behind it.
  private static func label(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "(") }) { return text }
    return String(text.prefix { !$0.isWhitespace && $0 != "(" })
  }

  /// The type that a token names, nil when it is none.
  private static func type(_ token: String) -> String? {
    switch token {
    case "text", "text/", "plain": return "text/plain"
    case "html": return "text/html"
    case "multipart", "multipart/": return "multipart/mixed"
    default: break
    }
    let halves = token.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return halves.count == 2 && halves.allSatisfy { !$0.isEmpty } ? token : nil
  }
}

extension HeaderBlock {
  /// Whether the field (lower-case name) stands more than once, with different values.
  func differ(_ name: String) -> Bool {
    var known: [UInt8]?
    for field in fields where field.name == name {
      if let known, known != field.value { return true }
      known = field.value
    }
    return false
  }
}
