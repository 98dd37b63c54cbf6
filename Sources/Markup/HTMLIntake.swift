// SPDX-License-Identifier: Apache-2.0

/// Makes of a page what libxml2 2.9 reads well and in linear time.
///
/// libxml2 shows `<![if …]>` as text, swallows everything behind a comment or script without end, compares
/// each attribute with all others of its tag and each new name with thousands, and formats a message for
/// every fault. So declarations, comments and scripts are blanked, of the attributes those stay that are
/// worth an event, an unknown element is called `u`, and `&` is handed through as DEL for
/// `CharacterReferences`. The edits are made in place, so what is text stays byte for byte.
enum HTMLIntake {
  /// What stands for `&` on the way through libxml2.
  static let ampersand: UInt8 = 127

  /// The page with its edits and a NUL behind it; there is no other NUL in it.
  static func prepare(_ page: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: page.count + 1) { bytes, count in
      _ = bytes.initialize(from: page)
      (bytes.baseAddress.map { $0 + page.count })?.initialize(to: 0)
      count = page.count + 1
      var pass = HTMLIntakePass(UnsafeMutableBufferPointer(rebasing: bytes[..<page.count]))
      pass.run()
    }
  }

  /// The elements that are handed through under their names.
  static let elements = NameSet(
    """
    a abbr address applet area article aside audio b base bdo big blockquote br button caption center \
    cite code col colgroup dd del details dfn dir div dl dt em embed fieldset figcaption figure font footer \
    form frame frameset h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label legend li \
    link main map mark menu meta nav nobr noembed noframes noscript object ol optgroup option p param picture \
    pre q s samp script section select small source span strike strong style sub summary sup svg table tbody td \
    template textarea tfoot th thead title tr tt u ul var video wbr xml xmp
    """)

  /// The attributes that are handed through.
  static let attributes = NameSet(
    """
    align alt aria-hidden bgcolor border cite class color colspan dir height hidden href id name role \
    rowspan size src start style title type value width
    """)
}

/// Short ASCII names to be looked up in lower case without making strings.
struct NameSet: Sendable {
  private let hashes: Set<UInt64>

  init(_ names: String) {
    hashes = Set(names.split(separator: " ").map { Self.hash($0.utf8) })
  }

  /// Whether it holds the name, letter case set aside; a foreign name passes with a chance of 2^-57.
  func contains(_ name: Slice<UnsafeMutableBufferPointer<UInt8>>) -> Bool {
    name.count <= 12 && hashes.contains(Self.hash(name))
  }

  /// FNV-1a over the bytes in lower case; also tells repeated attributes of a tag.
  static func hash(_ name: some Sequence<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name {
      hash = (hash ^ UInt64(byte >= 65 && byte <= 90 ? byte | 32 : byte)) &* 0x100_0000_01b3
    }
    return hash
  }
}
