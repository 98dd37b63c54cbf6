// SPDX-License-Identifier: Apache-2.0

import ContentHashing
@testable import OrderCore
import Testing

@Suite("A model in bytes")
struct ModelBytesTests {
  private let bytes: [UInt8]

  init() async throws { bytes = try await ToyMail.training().model.encoded() }

  @Test("comes back as it was")
  func roundTrip() throws {
    let model = try LearnedModel(bytes: bytes)
    #expect(model.encoded() == bytes)
    #expect(
      model.origin
        == LearnedModel.Origin(
          messages: 240, corrections: 0, rules: try ToyMail.rules().fingerprint))
    #expect(model.featureCount > 50)
  }

  @Test("is refused when it is damaged anywhere", arguments: [0.1, 0.3, 0.5, 0.7, 0.9, 0.999])
  func damaged(share: Double) throws {
    var changed = bytes
    changed[Int(Double(bytes.count) * share)] ^= 4
    #expect(throws: ModelError.damaged) { try LearnedModel(bytes: changed) }
    let cut = Array(bytes.prefix(Int(Double(bytes.count) * share)))
    #expect(throws: ModelError.damaged) { try LearnedModel(bytes: cut) }
  }

  @Test("is refused when what it says can't be, although its checksum is right")
  func forged() throws {
    let head = LearnedModel.magic.count
    // The number of features.
    for place in (head + 32)..<(head + 36) {
      var body = Array(bytes.dropLast(32))
      body[place] = 0xFF
      #expect(throws: ModelError.damaged) {
        try LearnedModel(bytes: body + ContentDigest(of: body).bytes)
      }
    }
    let longer = Array(bytes.dropLast(32)) + [0]
    #expect(throws: ModelError.damaged) { try LearnedModel(bytes: longer + ContentDigest(of: longer).bytes) }
  }

  @Test("is refused when it is of another format, other features or another vocabulary")
  func versions() throws {
    let head = LearnedModel.magic.count
    for place in [head, head + 4, head + 8] {
      var body = Array(bytes.dropLast(32))
      body[place] ^= 1
      #expect(throws: ModelError.otherVersion) {
        try LearnedModel(bytes: body + ContentDigest(of: body).bytes)
      }
    }
  }

  @Test(
    "is told from something else", arguments: [[], Array("rules:\n".utf8), [UInt8](repeating: 0, count: 500)])
  func foreign(other: [UInt8]) {
    #expect(throws: ModelError.foreign) { try LearnedModel(bytes: other) }
  }
}
