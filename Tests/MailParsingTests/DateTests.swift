// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import MailParsing
import Testing

@Suite("A date")
struct DateTests {
  /// 2 March 2026, 06:14:00 UTC.
  private static let moment = 1_772_432_040.0

  @Test(
    "names its moment, whatever form it has",
    arguments: [
      "Mon, 02 Mar 2026 09:14:00 +0300",
      "2 Mar 2026 06:14:00 GMT",
      "Mon, 02 Mar 2026 09:14 +0300 (MSK)",
      "Mon, 02 Mar 26 01:14:00 EST",
      "Mon, 02 Mar 126 06:14:00 +0000",
      "Mon,02 Mar 2026 09:14:00 +0300",
      "Mon 02 Mar 2026 09:14:00 +0300",
      "Fri, 02 Mar 2026 09:14:00 +0300",
      "Mon, 2 Mar 2026 06:14:00",
      "Mon, 2 Mar 2026 06:14",
      "Mon, 02 Mar 2026 09:14:00 GMT+0300",
      "Mon, 02 Mar 2026 09:14:00 UTC+3",
      "Mon, 02 Mar 2026 09:14:00 +03:00",
      "Mon, 02 Mar 2026 09:14:00 +3",
      "Mon, 02 Mar 2026 09:14:00+0300",
      "Mon, 02 Mar 2026 06:14:00Z",
      "Mon, 02 Mar 2026 06:14:00 UT",
      "Mon, 02 Mar 2026 07:14:00 MEZ",
      "Mon, 02 Mar 2026 06:14:00 -0000",
      "Mon, 02 Mar 2026 06:14:00 nonsense",
      "Mon, 02 Mar 2026 01:44:00 -0430",
      "(a) Mon (b), 02 Mar (c (d)) 2026 09 : 14 : 00 +0300 (e",
      "Mon, 02-Mar-2026 09:14:00 +0300",
      "02-Mar-26 09:14:00 +0300",
      "Mon Mar  2 06:14:00 2026",
      "Mon Mar  2 09:14:00 MSK 2026",
      "Mon Mar  2 09:14:00 +0300 2026",
      "March 2, 2026 6:14:00 AM",
      "Mon, March 2nd 2026 6:14 am GMT",
      "MON, 02 MAR 2026 09:14:00 +0300",
      "2026-03-02T09:14:00+03:00",
      "2026-03-02T06:14:00.000Z",
      "2026-03-02 06:14:00",
      "2026/03/02 09:14:00 +0300",
      "20260302T06:14:00Z",
      "02.03.2026 06:14:00",
      "2.3.26 06:14",
      "Mon, 02.03.2026 09:14:00 +0300",
      "3/2/2026 6:14:00 AM",
      "Mon, 02 Mar 2026 09.14.00 +0300",
      "Пн, 02 мар 2026 09:14:00 +0300",
      "понедельник, 2 марта 2026 г. 9:14:00 +0300",
      "2 березня 2026 09:14:00 +0300",
      "Mo, 2. März 2026 07:14:00 +0100",
      "Montag, 2. Maerz 2026 07:14:00 +0100",
      "lun., 2 mars 2026 07:14:00 +0100",
      "lun, 2 mar 2026 07:14:00 +0100",
      "2026年3月2日 06:14:00 GMT",
      "Mon, 02 Mar 2026 09:14:00 +0300\n",
      "Date: Mon, 02 Mar 2026 09:14:00 +0300",
    ])
  func names(_ raw: String) throws {
    #expect(try parse(header: "Date: \(raw)").date?.timeIntervalSince1970 == Self.moment, "\(raw)")
  }

  @Test(
    "is read as far as it goes",
    arguments: [
      ("Mon, 02 Mar 2026", 1_772_409_600.0),
      ("2026-03-02", 1_772_409_600),
      ("Mon, 02 Mar 2026 99:14:00 +0300", 1_772_409_600),
      ("Sun, 31 May 2026 12:00:00 GMT", 1_780_228_800),
      ("Tue, 30 Jun 2015 23:59:60 +0000", 1_435_708_800),
      ("Thu, 29 Feb 2024 00:00:00 +0000", 1_709_164_800),
      ("Fri, 31 Dec 1999 23:59:59 -0800", 946_713_599),
      ("Sat, 1 Jan 00 00:00:00 +0000", 946_684_800),
      ("Wed, 31 Dec 69 23:59:59 GMT", -1),
      ("mar, 3 abr 2026 00:00:00 +0000", 1_775_174_400),
      ("12:30 PM 2 Mar 2026", 1_772_454_600),
      ("2 Mar 2026 12:30 AM", 1_772_411_400),
    ] as [(String, Double)])
  func isReadFar(_ raw: String, _ seconds: Double) throws {
    #expect(try parse(header: "Date: \(raw)").date?.timeIntervalSince1970 == seconds, "\(raw)")
  }

  @Test(
    "is none where no day can be read",
    arguments: [
      "", "not a date", "Mon", "Mar 2026", "99 Mar 2026 09:14:00", "32.03.2026", "2026-13-02 09:14",
      "09:14:00 +0300",
      "99999999999999999999", "\u{0}\u{1}", ":::::", "- - -", "+0300", "2 Mar", "0 Mar 2026",
      String(repeating: "1 ", count: 500),
    ])
  func isNone(_ raw: String) throws {
    let message = try parse(header: "Date: \(raw)")
    #expect(message.date == nil, "\(raw)")
    #expect(message.warnings.contains("The date can't be read."))
  }

  @Test("in a raw 8-bit charset is read too")
  func isReadRaw() throws {
    let encoded = try #require("Пн, 02 марта 2026 09:14:00 +0300".data(using: .windowsCP1251))
    let bytes = Array("Date: ".utf8) + [UInt8](encoded) + Array("\r\n\r\nText.".utf8)
    #expect(try MailParser().parse(RawMessage(bytes: bytes)).date?.timeIntervalSince1970 == Self.moment)
  }
}
