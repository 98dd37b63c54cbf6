// SPDX-License-Identifier: Apache-2.0

import DocumentReading
import Foundation
import OrderCore

/// The program whose readers misbehave, where the build puts it: beside the tests.
enum Probe {
  static let path = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("DocumentProbe").path

  /// Reads with it; `charset` chooses the tool that reads a PDF.
  static func read(
    _ bytes: [UInt8], as format: DocumentFormat = .text, charset: String? = nil,
    limits: ReadingLimits = ReadingLimits()
  ) async -> Result<DocumentText, DocumentError> {
    let reader = ConfinedDocumentReader(program: path, limits: limits)
    do throws(DocumentError) {
      return .success(try await reader.read(bytes, as: format, charset: charset))
    } catch {
      return .failure(error)
    }
  }

  /// What a misdeed in a reader comes to.
  static func misdeed(_ words: String, limits: ReadingLimits = ReadingLimits()) async
    -> Result<DocumentText, DocumentError>
  {
    await read(Array(words.utf8), limits: limits)
  }

  /// Reads a file of the fixtures by its suffix.
  static func fixture(_ name: String) async throws -> Result<DocumentText, DocumentError> {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/\(name)")
    guard let format = DocumentFormat(type: "application/octet-stream", filename: name) else {
      throw CocoaError(.fileReadUnsupportedScheme)
    }
    return await read(Array(try Data(contentsOf: file)), as: format)
  }
}
