// SPDX-License-Identifier: Apache-2.0

import CSeccomp
@preconcurrency import Dispatch
package import OrderCore

/// Reads each document in a process of its own that has given up its rights.
///
/// The process is this program itself, started as `kontor read-document FORMAT`: see `DocumentChild`.
/// Whatever a document does to its reader (endless work, memory, a hole in a library), it can't reach further
/// than the text that comes out of the pipe. How many documents are read at once is the caller's business.
package struct ConfinedDocumentReader: DocumentReading {
  private let program: String
  private let limits: ReadingLimits

  /// Creates a reader; `program` is the path of a kontor.
  package init(program: String = "/proc/self/exe", limits: ReadingLimits = ReadingLimits()) {
    self.program = program
    self.limits = limits
  }

  /// Reads one document; cancelling the task kills its reader, which is then `killed`.
  package func read(_ bytes: [UInt8], as format: DocumentFormat, charset: String?) async throws(DocumentError)
    -> DocumentText
  {
    guard bytes.count <= ReadingLimits.documentBytes else {
      throw .unreadable("it is bigger than \(ReadingLimits.documentBytes >> 20) MB")
    }
    var arguments = [program, DocumentChild.commandName, format.rawValue]
    if let charset = charset.flatMap(Self.safeLabel) { arguments.append("--charset=\(charset)") }
    let process = ReaderProcess(arguments: arguments, input: bytes, limits: limits)
    let stop = ReaderStop()
    let ending = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        // A thread of its own: waiting blocks, and the kernel ends the reader with the thread that started
        // it.
        DispatchQueue(label: "document.reader").async {
          continuation.resume(returning: Result { () throws(DocumentError) in try process.run(stop) })
        }
      }
    } onCancel: {
      stop.request()
    }
    return try text(of: ending.get(), format: format)
  }

  private func text(of ending: ReaderProcess.Ending, format: DocumentFormat) throws(DocumentError)
    -> DocumentText
  {
    switch ending.reason {
    case .tooSlow: throw .tooSlow(seconds: limits.seconds)
    case .signalled(kontor_cpu_signal): throw .tooSlow(seconds: Int(ReadingLimits.processorSeconds))
    case .signalled(let signal): throw .killed(signal: signal)
    case .exited(let code) where code != 0:
      throw ReaderExit.error(code: code, message: ending.message, format: format)
    case .exited, .tooMuch:
      let record = try DocumentRecord(
        ending.output, textBytes: limits.textBytes, isPDF: format == .pdf)
      var document = record.document
      if ending.reason == .tooMuch { document.isCut = true }
      return document
    }
  }

  /// A charset's name as an argument, nil when it is none: it comes out of mail.
  private static func safeLabel(_ label: String) -> String? {
    let isName = label.unicodeScalars.allSatisfy { letter in
      letter.isASCII && (letter.properties.isAlphabetic || letter.properties.numericType != nil)
        || ["-", "_", ".", ":"].contains(letter)
    }
    return isName && (1...40).contains(label.utf8.count) ? label : nil
  }
}
