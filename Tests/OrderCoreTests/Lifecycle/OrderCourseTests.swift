// SPDX-License-Identifier: Apache-2.0

import OrderCore
import Testing

@Suite("The course of an order")
struct OrderCourseTests {
  /// What its messages report, and where the order ends.
  struct Course: CustomTestStringConvertible, Sendable {
    var opening = OrderState.inquiry
    var reports: [[Event]]
    var waiting: Set<Event> = []
    var end: OrderState
    var steps: Int
    var anomalies: [Event] = []
    var testDescription: String { "\(reports.map { $0.map(\.rawValue) }) ends \(end)" }
  }

  private static let courses: [Course] = [
    Course(reports: [[.inquiryReceived], [.quoteSent], [.quoteConfirmed]], end: .confirmed, steps: 3),
    // Without the confirmation that was none.
    Course(reports: [[.inquiryReceived], [.quoteSent], []], end: .quoted, steps: 2),
    // What followed from it does not fit any more.
    Course(
      reports: [[.inquiryReceived], [.quoteSent], [], [.orderShipped]], end: .quoted, steps: 2,
      anomalies: [.orderShipped]),
    // What did not fit without the confirmation that was overlooked.
    Course(reports: [[.quoteSent], [.quoteConfirmed], [.orderShipped]], end: .shipped, steps: 3),
    Course(opening: .placed, reports: [[.orderPlaced], [.orderShipped]], end: .shipped, steps: 2),
    Course(opening: .placed, reports: [[]], end: .placed, steps: 0),
    Course(reports: [], end: .inquiry, steps: 0),
    Course(reports: [[.autoReply, .irrelevant, .bounce]], end: .inquiry, steps: 0),
    // Several events of a message come in the order of the process.
    Course(reports: [[.quoteConfirmed, .quoteSent]], end: .confirmed, steps: 2),
    Course(
      opening: .placed, reports: [[.orderCancelled], [.orderShipped]], waiting: [.orderCancelled],
      end: .shipped,
      steps: 1),
    // What waits and would move nothing anyway is noted.
    Course(
      opening: .placed, reports: [[.quoteConfirmed, .orderShipped]],
      waiting: [.quoteConfirmed, .orderShipped],
      end: .placed, steps: 1),
  ]

  @Test("follows from what its messages report", arguments: courses)
  func course(_ course: Course) {
    let reports = course.reports.enumerated().map { (number, events) in
      CourseEntry.reported(
        message: StoredMessageID(Int64(number + 1)),
        events: events.map {
          VoicedEvent($0, course.waiting.contains($0) ? .waits("A person.") : .moves(.none))
        })
    }
    let result = OrderCourse(from: course.opening, reports)
    #expect(result.state == course.end)
    #expect(result.transitions.count == course.steps)
    #expect(result.anomalies.map(\.event) == course.anomalies)
    var state = course.opening
    for step in result.transitions {
      #expect(step.from == state)
      state = step.to
    }
    #expect(state == result.state)
  }

  @Test("follows a person who sets the state, and leaves out what was refused")
  func people() {
    let first = StoredMessageID(1)
    let course = OrderCourse(
      from: .placed,
      [
        .reported(message: first, events: [VoicedEvent(.orderCancelled, .refused)]),
        .set(message: first, .shipped),
        .reported(message: StoredMessageID(2), events: [VoicedEvent(.deliveryConfirmed, .moves(.known))]),
      ])
    #expect(course.state == .delivered)
    #expect(course.transitions.map(\.warrant) == [.person, .known])
    #expect(course.anomalies.isEmpty)
  }

  @Test("is what the lifecycle says of one message after the other", arguments: OrderState.allCases)
  func sameAsLifecycle(_ state: OrderState) {
    for first in Event.allCases {
      for second in Event.allCases {
        let events = [first, second]
        let order = Order(id: OrderID(1), state: state)
        let expected = Lifecycle.advance(order, by: events)
        var point = OrderPoint(state)
        let result = point.take(events.map { VoicedEvent($0, .moves(.none)) })
        #expect(result.transitions == expected.transitions && result.anomalies == expected.anomalies)
        #expect(point.history == Set(events))
      }
    }
  }
}
