import CKernels
import Testing

@testable import Simulation

/// Protects the clocks of events that bring about others, beside the closed forms of `WhatCanHappenTests` and
/// `ClusteringTests`.
@Suite struct ExcitationTests {
  /// A rate, an excess that fades at a speed, and a budget.
  private struct Given {
    let rate, excess, speed, budget: Double

    static let all = [0, 1e-12, 0.01, 0.4, 30].flatMap { rate in
      [0, 1e-9, 0.2, 5, 4_000].flatMap { excess in
        [1e-6, 0.05, 1.4, 300].flatMap { speed in
          [0, 1e-13, 0.3, 2, 34, .infinity].map {
            Given(rate: rate, excess: excess, speed: speed, budget: $0)
          }
        }
      }
    }
  }

  /// How long it takes to use up each budget, of listed paths.
  private func times(_ given: [Given], of paths: [UInt32]) -> [Double] {
    func column(_ number: (Given) -> Double) -> TestColumn<Double> { TestColumn(given.map(number)) }
    let (next, level, since, left) = (
      column { _ in .nan }, column(\.excess), column { _ in 0 }, column(\.budget)
    )
    let (hazard, open, speed) = (column(\.rate), column { _ in 1 }, column(\.speed))
    return withExtendedLifetime((level, since, left, hazard, open, speed)) {
      let clock = ck_excited(
        next: next.pointer, level: level.pointer, since: since.pointer, left: left.pointer,
        hazard: hazard.pointer, open: open.pointer, speed: speed.number)
      ck_find_rings(clock, paths, Int32(paths.count))
      return next.values
    }
  }

  /// Protects when a budget is used up: what the time it takes uses up is the budget, to the last digits.
  @Test func time() {
    let all = Given.all
    for (given, time) in zip(all, times(all, of: all.indices.map { UInt32($0) })) {
      let whole = given.excess / given.speed
      if given.budget == .infinity || given.rate == 0 && given.budget >= whole {
        #expect(time == .infinity, "\(given)")
        continue
      }
      let used = given.rate * time - whole * expm1(Lanes(repeating: -given.speed * time))[0]
      #expect(time >= 0)
      #expect(
        abs(used - given.budget) <= 1e-12 * max(1, whole) * max(used, given.budget),
        "\(given): \(time)")
    }
  }

  /// Protects that no path's time depends on those that stand beside it in a list, and that others keep theirs.
  @Test func eachByItself() {
    let all = Given.all
    let whole = times(all, of: all.indices.map { UInt32($0) })
    for place in stride(from: 0, to: all.count, by: 7) {
      let alone = times(all, of: [UInt32(place)])
      #expect(alone[place] == whole[place])
      #expect(alone.count { !$0.isNaN } == 1)
    }
    let third = stride(from: 2, to: all.count, by: 3).map { UInt32($0) }
    let some = times(all, of: third)
    #expect(third.allSatisfy { some[Int($0)] == whole[Int($0)] })
  }
}
