import CGSL
import CKernels
import Foundation
import Testing

@testable import Simulation

@Suite struct PoissonTests {
  /// Protects the thresholds: floor(2^64 P(N > k)). Reference: GSL's upper tail.
  @Test(arguments: [1e-9, 0.01, 0.125, 3, 40, 800])
  func thresholdsAreTheUpperTail(_ rate: Double) {
    var last = UInt64.max
    for k in 0..<UInt32(1_200) {
      let threshold = ck_poisson_threshold(rate, k)
      let tail = gsl_cdf_poisson_Q(k, rate)
      #expect(threshold <= last)
      #expect(tail >= 1 ? threshold == .max : Double(threshold) <= tail * 0x1p64)
      #expect(Double(threshold) + 1 >= tail * 0x1p64 * (1 - 1e-15))
      last = threshold
    }
    #expect(last == 0)
    #expect([0, -1, .nan].allSatisfy { ck_poisson_threshold($0, 0) == 0 })
    var all = [UInt64](repeating: 1, count: Int(CK_POISSON_THRESHOLDS))
    let count = Int(ck_poisson_thresholds(rate, &all))
    #expect(count < 1_350 && all[count - 1] == 0)
    // Of sums and differences, to the digits that they have.
    for k in 0..<count {
      let (tail, own) = (Double(ck_poisson_threshold(rate, UInt32(k))) / 2, Double(all[k]))
      #expect(abs(own - tail) <= 2 + 1e-9 * tail, "\(k)")
    }
  }

  /// Protects thresholds of rates that move in every step. Reference: those of rates that do not, of which they
  /// differ in the last digit of a double. Control: a rate off by a few digits is seen.
  @Test func thresholdsOfColumns() {
    let rates =
      (-300...29).map { pow(10, Double($0) / 10) } + [0, -1, .nan, 1_000, 690, 3.999, 4] + [1]
    func differences(_ other: [Double]) -> (first: Double, second: Double) {
      let n = (rates.count + 7) / 8 * 8
      func column(_ values: [Double]) -> TestColumn<Double> {
        TestColumn(values + Array(repeating: 1, count: n - values.count))
      }
      let (rate, first, second) = (column(other), column([]), column([]))
      withExtendedLifetime(rate) {
        ck_poisson_firsts(first.pointer, rate.number, rate.count)
        ck_poisson_seconds(second.pointer, rate.number, first.number, rate.count)
      }
      let thresholds = zip(first.values, second.values).map { ($0.bitPattern, $1.bitPattern) }
      return zip(rates, thresholds).reduce(into: (0, 0)) { worst, of in
        let (rate, (first, second)) = of
        let known = ck_poisson_threshold(rate, 0)
        func distance(_ a: UInt64, _ b: UInt64) -> Double {
          let (a, b) = (Double(a), Double(b))
          return max(abs(a - b) - 2, 0) / max(b, 1)
        }
        worst.first = max(worst.first, distance(first, known))
        worst.second = max(worst.second, distance(second, ck_poisson_second(rate, known)))
      }
    }
    let (same, other) = (differences(rates), differences(rates.map { $0 * (1 + 1e-8) }))
    #expect(same.first < 1e-15)
    #expect(same.second < 1e-9)
    #expect(other.first > 1e-9)
    #expect(other.second > 1e-9)
  }

  /// A rate, and steps of 65,536 paths enough to see a rate that is 2 % off: the control's chi-square
  /// has noncentrality n λ 0.02², at least 100, beside a threshold near 30 (55 at λ = 3, 110 at 40),
  /// so it is missed with a chance below 1e-3.
  struct Plan: Sendable, CustomTestStringConvertible {
    let rate: Double
    let steps: Int
    var testDescription: String { "rate \(rate)" }

    static let all = [
      Plan(rate: 0.01, steps: 400), Plan(rate: 0.125, steps: 31), Plan(rate: 3, steps: 3),
      Plan(rate: 40, steps: 1),
    ]
  }

  private static let paths = 65_536

  private func histogram(_ plan: Plan, byPath: Bool) throws -> [Int] {
    // Two equal rates are a rate per path.
    let rates = byPath ? [plan.rate, plan.rate] : [plan.rate]
    let bench = try PoissonBench(rates: rates, capacity: Self.paths)
    var cells = [Int](repeating: 0, count: 200)
    for step in 0..<plan.steps {
      bench.eachHit(at: step) { _, count in cells[min(count, 199)] += 1 }
    }
    cells[0] = plan.steps * Self.paths - cells.reduce(0, +)
    return cells
  }

  private func shares(_ rate: Double) -> [Double] {
    (0..<UInt32(200)).map { gsl_ran_poisson_pdf($0, rate) }
  }

  /// Protects the law of event counts, with a common rate and with one per path: chi-square against
  /// GSL's probabilities, α = 1e-6. Control: a rate 2 % off fails.
  @Test(arguments: Plan.all, [false, true])
  func countsFollowThePoissonLaw(_ plan: Plan, byPath: Bool) throws {
    let counts = try histogram(plan, byPath: byPath)
    let n = plan.steps * Self.paths
    #expect(Chi2.pValue(counts, expected: shares(plan.rate), of: n) > 1e-6)
    #expect(Chi2.pValue(counts, expected: shares(plan.rate * 1.02), of: n) < 1e-6)
  }

  /// Protects scenarios in which a range replaces a number, or an event that never happens could move it: both forms
  /// draw the same events and the same sums, to the last bit, whatever the rate and wherever the block starts.
  /// Control: a rate that differs in the last digit draws other sums.
  @Test(arguments: [1e-4, 0.01, 0.3, 1, 3.9, 4.1, 30, 40, 200, 690, 900])
  func bothFormsAgreePathByPath(_ rate: Double) throws {
    // More than one chunk, unless GSL's tails make it slow.
    let capacity = rate < 700 ? 4_128 : 256
    var differences = 0
    for first in [0, 1_056] {
      let common = try PoissonBench(rates: [rate], capacity: capacity, first: first)
      let byPath = try PoissonBench(rates: [rate, rate], capacity: capacity, first: first)
      #expect(common.counts(at: 1) == byPath.counts(at: 1))
      let sums = common.jumps(at: 2, mean: -0.05, sd: 0.1)
      #expect(sums == byPath.jumps(at: 2, mean: -0.05, sd: 0.1))
      let other = try PoissonBench(rates: [rate * (1 + 1e-12)], capacity: capacity, first: first)
      differences += zip(sums, other.jumps(at: 2, mean: -0.05, sd: 0.1)).count { $0 != $1 }
    }
    #expect(rate < 0.001 || differences > 0)
  }

  /// Protects paths from their neighbours: with different rates each path has the counts of its own.
  @Test func eachPathHasItsOwnRate() throws {
    let rates = [0, 0.02, 0.5, 7, 35]
    let mixed = try PoissonBench(rates: rates, capacity: 2_048).counts(at: 1)
    for (index, rate) in rates.enumerated() {
      let alone = try PoissonBench(rates: [rate], capacity: 2_048).counts(at: 1)
      for path in stride(from: index, to: 2_000, by: rates.count) {
        #expect(mixed[path] == alone[path])
      }
    }
  }

  /// Protects scenarios without events.
  @Test func noRateNoEvents() throws {
    for rates in [[0.0], [0, 0]] {
      let bench = try PoissonBench(rates: rates, capacity: 1_024)
      #expect(bench.counts(at: 1).allSatisfy { $0 == 0 })
      #expect(bench.jumps(at: 1, mean: 1, sd: 1).allSatisfy { $0 == 0 })
    }
  }

  /// Protects compound sums: mean λm and variance λ(m² + s²), each within 4.9 standard errors
  /// (α = 1e-6) at 2^20 sums. Control: sizes 2 % off are 10 and 15 standard errors away.
  @Test(arguments: [false, true])
  func compoundSumsHaveTheirMoments(byPath: Bool) throws {
    let (rate, m, s) = (0.5, -0.1, 0.1)
    let bench = try PoissonBench(rates: byPath ? [rate, rate] : [rate], capacity: Self.paths)
    let steps = 16
    let n = Double(steps * Self.paths)
    let mean = rate * m
    var (sum, squares) = (0.0, 0.0)
    for step in 0..<steps {
      for x in bench.jumps(at: step, mean: m, sd: s) {
        sum += x
        squares += (x - mean) * (x - mean)
      }
    }
    // The fourth cumulant of a compound Poisson sum is λE[J⁴].
    let variance = rate * (m * m + s * s)
    let fourth = rate * (pow(m, 4) + 6 * m * m * s * s + 3 * pow(s, 4))
    let meanError = (variance / n).squareRoot()
    let varianceError = ((fourth + 2 * variance * variance) / n).squareRoot()
    func isWithin(_ scale: Double) -> (Bool, Bool) {
      (
        abs(sum / n - mean * scale) < 4.9 * meanError,
        abs(squares / n - variance * scale * scale) < 4.9 * varianceError
      )
    }
    #expect(isWithin(1) == (true, true))
    #expect(isWithin(1.02) == (false, false))
  }

  /// Protects the normal of a sum: given the count it is a standard normal, so sums of paths with
  /// exactly one jump pass a Kolmogorov-Smirnov test (α = 1e-6). Control: a deviation 5 % off fails;
  /// at 600,000 sums its distance is 0.012 · √n = 9.4 beside a threshold of 2.69.
  @Test func aSingleJumpIsNormal() throws {
    let bench = try PoissonBench(rates: [1], capacity: Self.paths)
    var jumps: [Double] = []
    for step in 0..<25 {
      for (count, x) in zip(bench.counts(at: step), bench.jumps(at: step, mean: 0, sd: 1))
      where count == 1 {
        jumps.append(x)
      }
    }
    #expect(jumps.count > 590_000)
    #expect(KolmogorovSmirnov.passes(jumps) { gsl_cdf_ugaussian_P($0) })
    #expect(!KolmogorovSmirnov.passes(jumps) { gsl_cdf_ugaussian_P($0 * 1.05) })
  }
}
