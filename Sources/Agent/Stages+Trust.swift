// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore

extension Stages {
  /// Notes how sure it is who wrote a message, which accounts it names, and whether these hold everything up.
  func judgeTrust(
    in record: inout MessageRecord, _ reading: MessageReading, in ledger: any LedgerTransaction
  ) throws(LedgerError) {
    record.evidence = SenderEvidence(
      authentication: reading.authentication, hasToken: !reading.request.answered.isEmpty,
      role: record.sender.role)
    var known: [BankAccount] = []
    let speaker = BankWatch.Speaker(
      record.sender, direction: record.direction, authentication: reading.authentication,
      isLookalike: reading.lookalike != nil)
    let mayTeach = record.direction == .inbound && !speaker.namesAccountsOfOthers
    if mayTeach, !reading.mention.accounts.isEmpty {
      known = try ledger.accounts(ofParty: record.sender.paymentName)
      if let target = reading.lookalike { known += try ledger.accounts(ofParty: target) }
    }
    record.notice = BankWatch.notice(
      reading.mention, known: known, recognition: record.recognition, by: speaker)
    let tellsPayment = record.sender.role == .customer && record.recognition.events.contains(.paymentAdvised)
    if mayTeach, !tellsPayment || record.notice != nil { record.accounts = reading.mention.accounts }
  }
}
