// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import MailParsing
import Testing

@Suite("The language of a line")
struct OneLinerTests {
  struct Line: CustomTestStringConvertible {
    let language: String
    let text: String
    var testDescription: String { text }
  }

  @Test("is told", arguments: Self.lines)
  func isTold(_ line: Line) {
    #expect(LanguageDetection.language(of: line.text).rawValue == line.language)
  }

  @Test("is tried on many lines")
  func many() {
    #expect(Self.lines.count >= 150)
  }

  @Test(
    "is told by its script",
    arguments: [
      Line(language: "zh", text: "我们确认订单。"), Line(language: "ja", text: "注文を確認しました。"),
      Line(language: "ko", text: "주문을 확인합니다."), Line(language: "el", text: "Επιβεβαιώνουμε την παραγγελία"),
      Line(language: "he", text: "אנחנו מאשרים את ההזמנה"), Line(language: "ar", text: "نؤكد الطلب"),
      Line(language: "bg", text: "Потвърждаваме поръчката"),
      Line(language: "sr", text: "Потврђујемо поруџбину"),
      Line(language: "kk", text: "Тапсырысты растаймыз, рақмет"),
      Line(language: "ru", text: "Объект подъехал, отъезд в 9"),
    ])
  func script(_ line: Line) {
    #expect(LanguageDetection.language(of: line.text).rawValue == line.language)
  }

  static let lines: [Line] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/one-liners.tsv")
    return ((try? String(contentsOf: file, encoding: .utf8)) ?? "").split(separator: "\n").compactMap { row in
      let columns = row.split(separator: "\t")
      return columns.count == 2 ? Line(language: String(columns[0]), text: String(columns[1])) : nil
    }
  }()
}
