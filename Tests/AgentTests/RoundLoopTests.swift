// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Agent

@Suite("The round loop")
struct RoundLoopTests {
  private struct RoundFailed: Error {}

  private func loop(
    interval: Duration = .zero, longestPause: Duration = .zero, lines: Collected<String> = Collected()
  ) -> RoundLoop {
    RoundLoop(
      interval: interval, longestPause: longestPause, log: AgentLog(show: { $0 }, write: { lines.add($0) }))
  }

  @Test("repeats the round until a round says that it is cancelled")
  func repeats() async {
    let rounds = Collected<Int>()
    let lines = Collected<String>()
    await loop(lines: lines).run {
      rounds.add(rounds.values.count)
      if rounds.values.count == 5 { throw CancellationError() }
    }
    #expect(rounds.values == [0, 1, 2, 3, 4])
    #expect(lines.values.map { $0.hasSuffix("info The agent has ended.") } == [true])
  }

  @Test("goes on after a round that fails, with pauses that double up to a limit and start again")
  func pauses() async {
    let rounds = Collected<Int>()
    let lines = Collected<String>()
    let loop = loop(interval: .microseconds(10), longestPause: .microseconds(60), lines: lines)
    await loop.run {
      rounds.add(1)
      switch rounds.values.count {
      case 5: return
      case 7: throw CancellationError()
      default: throw RoundFailed()
      }
    }
    let pauses = lines.values.compactMap { line in
      line.split(separator: " ").first { $0.hasPrefix("pause=") }.map(String.init)
    }
    #expect(pauses == ["pause=2e-05", "pause=4e-05", "pause=6e-05", "pause=6e-05", "pause=2e-05"])
    #expect(lines.values.filter { $0.contains("error A round failed and will be tried again.") }.count == 5)
  }

  @Test("never pauses less than its interval")
  func longInterval() async {
    let lines = Collected<String>()
    let rounds = Collected<Int>()
    await loop(interval: .microseconds(50), longestPause: .microseconds(5), lines: lines).run {
      rounds.add(1)
      if rounds.values.count == 3 { throw CancellationError() }
      throw RoundFailed()
    }
    let pauses = lines.values.filter { $0.contains("pause=5e-05") }
    #expect(pauses.count == 2)
  }

  @Test("ends at once when its task is cancelled in a pause")
  func cancelled() async {
    let rounds = Collected<Int>()
    let loop = loop(interval: .seconds(3600))
    let (began, continuation) = AsyncStream.makeStream(of: Void.self)
    let task = Task {
      await loop.run {
        rounds.add(1)
        continuation.finish()
      }
    }
    for await _ in began {}
    task.cancel()
    await task.value
    #expect(rounds.values == [1])
  }

  @Test("runs no round in a task that is cancelled already")
  func cancelledBefore() async {
    let rounds = Collected<Int>()
    let loop = loop()
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      await loop.run { rounds.add(1) }
    }
    await task.value
    #expect(rounds.values == [])
  }
}
