// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import MailParsing
import OrderCore
import Rulebook

/// How fast rules read mail: `RuleSpeed RULES MAIL [ROUNDS [shipped]]`; see bench/README.md.
@main
enum RuleSpeed {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let rules = arguments.first, let mail = arguments.dropFirst().first else {
      FileHandle.standardError.write(Data("usage: RuleSpeed RULES MAIL [ROUNDS [shipped]]\n".utf8))
      exit(2)
    }
    let rounds = arguments.dropFirst(2).first.flatMap { Int($0) } ?? 3
    let messages = try Mail.read(below: mail)
    let book = try RuleFiles.load(folders: [rules])
    let bytes = messages.reduce(0) { $0 + $1.text.utf8.count }
    print("\(messages.count) messages, \(bytes / max(1, messages.count)) bytes of new text each")
    print(row(["rules", "phrases", "compile", "first pass", "messages/s", "µs each", "x 100"]))

    var base = 0.0
    let sizes = arguments.contains("shipped") ? [] : [100, 1_000, 10_000]
    let generated = sizes.map { ("generated", GeneratedRules.book($0, from: book)) }
    for (name, book) in generated + [("shipped", book)] {
      let speed = try measure(book, over: messages, rounds: rounds)
      if base == 0 { base = speed.seconds }
      print(
        row([
          name, String(speed.phrases), "\(Int(speed.compiling * 1000)) ms",
          perSecond(messages.count, speed.first), perSecond(messages.count, speed.seconds),
          String(format: "%.1f", speed.seconds * 1e6 / Double(messages.count)),
          String(format: "%.2f", speed.seconds / base),
        ]))
    }
  }

  private struct Speed {
    var phrases: Int
    var compiling: Double
    /// Processor seconds over all messages: when no word is known yet, and the fastest round afterwards.
    var first: Double
    var seconds: Double
  }

  private static func measure(
    _ book: RulebookDefinition, over messages: [ClassifierInput], rounds: Int
  ) throws -> Speed {
    let start = processorSeconds()
    let rules = try RuleSet(book)
    let compiled = processorSeconds()
    let classifier = Classifier(rules)
    var seconds: [Double] = []
    var found = 0
    for _ in 0...rounds {
      let start = processorSeconds()
      for message in messages {
        found += rules.judge(message, by: classifier.read(message.fields), quotes: false).events.count
      }
      seconds.append(processorSeconds() - start)
    }
    precondition(found >= 0)
    let phrases = book.rules.reduce(0) {
      $0 + $1.any.count + $1.all.joined().count + $1.unless.count + $1.except.count
    }
    return Speed(
      phrases: phrases, compiling: compiled - start, first: seconds[0],
      seconds: seconds.dropFirst().min() ?? seconds[0])
  }

  /// Of this thread: what other programs take does not count.
  private static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func perSecond(_ count: Int, _ seconds: Double) -> String {
    String(Int(Double(count) / seconds))
  }

  private static func row(_ cells: [String]) -> String {
    zip(cells, [10, 8, 9, 11, 11, 8, 6]).map { cell, width in
      String(repeating: " ", count: max(0, width - cell.count)) + cell
    }.joined(separator: " ")
  }
}

/// Mail files as the rules get to see them.
enum Mail {
  static func read(below folder: String) throws -> [ClassifierInput] {
    let parser = MailParser()
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return names.sorted().compactMap { name in
      let path = "\(folder)/\(name)"
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
        let bytes = FileManager.default.contents(atPath: path),
        let message = try? parser.parse(RawMessage(bytes: [UInt8](bytes)))
      else { return nil }
      return input(of: message)
    }
  }

  private static func input(of message: Message) -> ClassifierInput {
    ClassifierInput(
      text: message.newText, signature: message.signature, subject: message.subject,
      attachments: message.attachmentNames, sender: .customer, direction: .inbound, kind: message.kind,
      isReply: !message.inReplyTo.isEmpty, language: message.language)
  }
}
