// SPDX-License-Identifier: Apache-2.0

import DocumentReading
import Foundation
import OrderCore

/// What readings leave behind in the process that asks for them.
enum Leftovers {
  /// Reads documents with all sorts of ends and compares the process with what it was before.
  static func after(_ count: Int) async -> String {
    let reader = ConfinedDocumentReader(limits: ReadingLimits(seconds: 1, textBytes: 1_000))
    // The first reading sets up what stays: a thread, the runtime's own descriptors.
    _ = try? await reader.read(Array("hello".utf8), as: .text, charset: nil)
    let before = descriptors()
    let memory = residentKilobytes()
    for number in 0..<count {
      let documents = ["hello", "print", "abort", "exit", "complain", "memory"]
      let document = Array(documents[number % documents.count].utf8)
      let task = Task { try? await reader.read(document, as: .text, charset: nil) }
      if number % 7 == 6 { task.cancel() }
      _ = await task.value
      _ = try? await ConfinedDocumentReader(program: "/nowhere/kontor").read([], as: .text, charset: nil)
    }
    let children = waitpid(-1, nil, WNOHANG) == -1 ? 0 : 1
    let grown = residentKilobytes() - memory
    return
      "descriptors \(descriptors() - before) children \(children) grown \(grown > 16_384 ? "\(grown) KB" : "no")"
  }

  private static func descriptors() -> Int {
    (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? -1
  }

  private static func residentKilobytes() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    return line.flatMap { Int($0.split(separator: " ").dropLast().last ?? "") } ?? 0
  }
}
