// SPDX-License-Identifier: Apache-2.0

import Foundation
package import Testing

/// Expects `text` to be what the file `name` in the `Fixtures` folder beside the calling test says.
///
/// `RECORD_GOLDEN=1` rewrites the file instead. A missing file is written and fails, so somebody reads it.
package func expectGolden(
  _ text: String, _ name: String, test: String = #filePath, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let folder = URL(fileURLWithPath: test).deletingLastPathComponent().appendingPathComponent("Fixtures")
  let file = folder.appendingPathComponent(name)
  let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1"
  guard !isRecording, FileManager.default.fileExists(atPath: file.path) else {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    #expect(
      isRecording, "The golden file \(name) was missing and has been written.", sourceLocation: sourceLocation
    )
    return
  }
  let golden = String(decoding: try Data(contentsOf: file), as: UTF8.self)
  #expect(text == golden, "Differs from \(name).", sourceLocation: sourceLocation)
}
