// SPDX-License-Identifier: Apache-2.0

import Foundation
@testable import OrderCore
import Testing

@Suite("A logistic fit")
struct LogisticFitTests {
  /// Four rows that feature 0 tells apart from two that feature 1 marks.
  private var rows: SparseRows {
    var rows = SparseRows()
    for row in [[(0, 1)], [(0, 1), (2, 1)], [(0, 1)], [(1, 1)], [(1, 1), (2, 1)], [(1, 1)]]
      as [[(Int32, Float)]]
    {
      rows.append(row.map { (index: $0.0, value: $0.1) })
    }
    return rows
  }

  private let chosen = (0..<6).map { (row: $0, isSo: $0 < 3) }

  @Test("tells separable rows apart")
  func separable() {
    let weights = LogisticFit(cost: 10).fit(rows, chosen, width: 3)
    for (row, isSo) in chosen {
      #expect((rows.dot(row, weights.features) + weights.bias > 1) == isSo)
    }
    #expect(abs(weights.features[2]) < 0.1, "What stands on both sides says nothing.")
  }

  @Test("finds the minimum of its loss")
  func minimum() {
    let cost = 2.0
    let weights = LogisticFit(cost: cost, mostRounds: 2_000, tolerance: 1e-7).fit(rows, chosen, width: 3)
    // At the minimum each weight is what the rows' errors pull it to.
    var pulls = [Float](repeating: 0, count: 3)
    for (row, isSo) in chosen {
      let evidence = rows.dot(row, weights.features) + weights.bias
      let error = Float(isSo ? 1 : 0) - 1 / (1 + Float(exp(-Double(evidence))))
      for place in rows.range(row) {
        pulls[Int(rows.indices[place])] += Float(cost) * error * rows.values[place]
      }
    }
    for (weight, pull) in zip(weights.features, pulls) { #expect(abs(weight - pull) < 0.01) }
  }

  @Test("pulls less where a row counts less")
  func cost() {
    let strong = LogisticFit(cost: 10).fit(rows, chosen, width: 3)
    let weak = LogisticFit(cost: 0.1).fit(rows, chosen, width: 3)
    #expect(strong.features[0] > 3 * weak.features[0])
  }

  @Test("gives the same weights each time")
  func deterministic() {
    let first = LogisticFit(cost: 3).fit(rows, chosen, width: 3)
    let second = LogisticFit(cost: 3).fit(rows, chosen, width: 3)
    #expect(first.features == second.features)
    #expect(first.bias == second.bias)
  }
}

@Suite("A calibration")
struct CalibrationTests {
  private let usual = Calibration(slope: 1, offset: 0)

  @Test("moves probabilities to how often they were right")
  func fit() {
    // Evidence of 2 log-odds, which says 88 %, was right in 60 of 100 cases; -2 in 10 of 100.
    let pairs =
      (0..<100).map { (evidence: 2.0, isSo: $0 < 60) } + (0..<100).map { (evidence: -2.0, isSo: $0 < 10) }
    let line = Calibration.fit(pairs, near: usual, pull: 0.01)
    #expect(abs(line.probability(2) - 0.6) < 0.01)
    #expect(abs(line.probability(-2) - 0.1) < 0.01)
  }

  @Test("stays near the usual line where there is little to go by")
  func little() {
    let line = Calibration.fit([(evidence: 1, isSo: false)], near: usual, pull: 10)
    #expect(abs(line.probability(1) - usual.probability(1)) < 0.05)
    #expect(Calibration.fit([], near: usual, pull: 10) == usual)
  }
}
