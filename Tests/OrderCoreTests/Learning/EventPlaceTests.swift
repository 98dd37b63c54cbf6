// SPDX-License-Identifier: Apache-2.0

import MailModel
@testable import OrderCore
import Testing

@Suite("An event in the vocabulary")
struct EventPlaceTests {
  @Test("has its place")
  func place() {
    #expect(Event.allCases.map(\.place) == Array(Event.allCases.indices))
  }

  @Test("may be reported by whom and in which direction the tables say", arguments: Event.allCases)
  func allowed(event: Event) {
    for role in PartyRole.allCases {
      for direction in [Direction.inbound, .outbound] {
        let input = ClassifierInput(text: "", sender: role, direction: direction)
        #expect(
          event.mayBeReported(by: input)
            == (event.senders.contains(role) && event.directions.contains(direction)))
      }
    }
  }

  @Test("is none of an order's in automatic mail", arguments: [MessageKind.autoReply, .bounce, .bulk])
  func automatic(kind: MessageKind) {
    let input = ClassifierInput(text: "", sender: .customer, direction: .inbound, kind: kind)
    #expect(Event.allCases.filter { $0.mayBeReported(by: input) } == [.autoReply, .bounce, .irrelevant])
  }
}
