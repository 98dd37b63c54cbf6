// SPDX-License-Identifier: Apache-2.0

/// The text of an attached text, for a reader of documents.
package enum PartText {
  /// Plain text in a charset that its part names, misnames or leaves open.
  package static func plain(_ bytes: [UInt8], charset: String?) -> String {
    CharsetDecoding.decode(bytes, label: charset).text
  }

  /// A page as people read it; its part's charset goes before that which it declares itself.
  package static func html(_ bytes: [UInt8], charset: String?) -> String {
    HTMLText.convert(plain(bytes, charset: charset ?? HTMLText.declaredCharset(bytes)))
  }
}
