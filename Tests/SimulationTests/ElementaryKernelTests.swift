import CKernels
import Foundation
import Testing

@Suite struct ElementaryKernelTests {
  private func apply(
    _ kernel: (UnsafeMutablePointer<Double>, UnsafePointer<Double>, Int32) -> Void,
    to values: [Double]
  ) -> [Double] {
    let padded = values + Array(repeating: 1, count: (16 - values.count % 16) % 16)
    let x = TestColumn(padded)
    let y = TestColumn(repeating: 0.0, count: padded.count)
    withExtendedLifetime(x) { kernel(y.pointer, x.pointer, x.count) }
    return Array(y.values[..<values.count])
  }

  /// The largest distance in units of the last place of the reference.
  private func worst(_ values: [Double], _ references: [Double]) -> Double {
    zip(values, references).map { abs($0 - $1) / $1.ulp }.max() ?? .nan
  }

  private static let spread: [Double] = {
    let unit = (0...100_000).map { Double($0) / 100_000 }
    let powers = (-60...9).map { Foundation.pow(2.0, Double($0)) }
    return unit.map { -708 + 1_417 * $0 } + unit.map { 2 * $0 - 1 } + powers + powers.map { -$0 }
  }()

  /// Protects exponentials. Reference: the C library's exp, itself within an ulp. Control: an
  /// argument off by 1e-15 is seen.
  @Test func exponentialWithinTwoUnits() {
    let x = Self.spread.filter { (-708...709).contains($0) }
    let reference = x.map { Foundation.exp($0) }
    #expect(worst(apply(ck_exp, to: x), reference) <= 2)
    #expect(worst(apply(ck_exp, to: x.map { $0 + 1e-15 + 1e-15 * abs($0) }), reference) > 2)
    #expect(apply(ck_exp, to: [0, -0.0]) == [1, 1])
  }

  /// Protects what lies beyond: arguments are held within -708 and 709, where the result is a normal
  /// number, and NaN stays NaN.
  @Test func exponentialIsHeldWithinItsRange() {
    let edge = apply(ck_exp, to: [-708, 709])
    #expect(apply(ck_exp, to: [-709, -1e300, -.infinity]) == [edge[0], edge[0], edge[0]])
    #expect(apply(ck_exp, to: [709.5, 1e300, .infinity]) == [edge[1], edge[1], edge[1]])
    #expect(edge.allSatisfy { $0.isNormal })
    #expect(apply(ck_exp, to: [.nan, -.nan]).allSatisfy { $0.isNaN })
  }

  /// Protects e^x - 1, ln x and ln(1 + x), near 0 and far from it. Reference: the C library's. Control: an
  /// argument off by a few units is seen.
  @Test func differencesAndLogarithms() {
    let x = Self.spread.filter { (-700...700).contains($0) }
    #expect(worst(apply(ck_expm1, to: x), x.map { Foundation.expm1($0) }) <= 3)
    #expect(
      worst(apply(ck_expm1, to: x.map { $0 * (1 + 1e-15) }), x.map { Foundation.expm1($0) }) > 3)
    let positive = x.map { Foundation.exp($0) }
    #expect(worst(apply(ck_log, to: positive), positive.map { Foundation.log($0) }) <= 2)
    let above = x.filter { $0 > -1 } + x.map { Foundation.exp($0) - 1 }.filter { $0 > -1 }
    let reference = above.map { Foundation.log1p($0) }
    #expect(worst(apply(ck_log1p, to: above), reference) <= 3)
    #expect(worst(apply(ck_log1p, to: above.map { $0 * (1 + 1e-15) }), reference) > 3)
    #expect(apply(ck_expm1, to: [0]) == [0] && apply(ck_log1p, to: [0]) == [0])
    #expect(apply(ck_log1p, to: [-1, -2, .nan, .infinity]).allSatisfy { !$0.isFinite })
  }

  /// Protects shares: 1 / (1 + e^-x) to four units, between 0 and 1 everywhere.
  @Test func logistic() {
    let x = Self.spread.filter { abs($0) < 700 }
    let reference = x.map { 1 / (1 + Foundation.exp(-$0)) }
    #expect(worst(apply(ck_logistic, to: x), reference) <= 4)
    #expect(apply(ck_logistic, to: [0]) == [0.5])
    #expect(
      apply(ck_logistic, to: [-.infinity, -1e4, 1e4, .infinity]).allSatisfy { (0...1).contains($0) }
    )
    #expect(apply(ck_logistic, to: [.nan])[0].isNaN)
  }

  /// Protects c e^(a + b): the sum, then the exponential, then the product, so that with logarithms of 0
  /// a constant comes out as it went in.
  @Test func exponentialOfSum() {
    let a = TestColumn((0..<160).map { Double($0) / 7 - 10 })
    let b = TestColumn((0..<160).map { 3 - Double($0) / 11 })
    let c = TestColumn(repeating: 120e6 / 7, count: 8)
    let zeros = TestColumn(repeating: 0.0, count: 160)
    let constant = TestColumn(repeating: 0.0, count: 160)
    let y = TestColumn(repeating: 0.0, count: 160)
    withExtendedLifetime((a, b, c, zeros)) {
      ck_exp_of_sum_times(y.pointer, a.pointer, b.pointer, c.constant, y.count)
      ck_exp_of_sum_times(constant.pointer, zeros.pointer, zeros.pointer, c.constant, y.count)
    }
    let sums = zip(a.values, b.values).map { $0 + $1 }
    #expect(y.values == apply(ck_exp, to: sums).map { 120e6 / 7 * $0 })
    #expect(constant.values == Array(repeating: 120e6 / 7, count: 160))
  }

  /// Protects sums that cancel: what is left of terms of a size is 0 where it is no more than the tolerance
  /// of them, and anything else stays as it is; what is not finite is no rounding.
  @Test func settledSums() {
    let y = TestColumn(
      [1e-3, -1e-3, 1.1e-3, 0, .nan, .infinity, 1e300, 5] + Array(repeating: 1, count: 8))
    let scale = TestColumn(
      [1e6, -1e6, 1e6, 0, 1e6, .infinity, .infinity, 0] + Array(repeating: 0, count: 8))
    withExtendedLifetime(scale) { ck_settle(y.pointer, scale.pointer, 1e-9, y.count) }
    #expect(y.values[..<4] == [0, 0, 1.1e-3, 0])
    #expect(y.values[4].isNaN)
    #expect(y.values[5...7] == [.infinity, 1e300, 5])
  }

  /// Protects a sum of parts: the first, a share of a column, and the terms, and 0 where what is left is no
  /// more than the tolerance of their sizes.
  @Test func sumOfParts() {
    let x = TestColumn([100, -100, 1, 0] + Array(repeating: 0.0, count: 12))
    let first = TestColumn(repeating: 2.0, count: 8)
    let share = TestColumn(repeating: 0.5, count: 8)
    let term = TestColumn([-52, 48 + 1e-8, -2.5, 3] + Array(repeating: 0.0, count: 12))
    let sum = TestColumn(repeating: 0.0, count: 16)
    withExtendedLifetime((x, first, share, term)) {
      ck_add_up(
        sum.pointer, first.constant, share.constant, x.pointer, [term.number], 1, 1e-9, sum.count)
    }
    #expect(sum.values[..<5] == [0, 0, 0, 5, 2])
    #expect(sum.values[1] == 0, "what rounding may have left of 148 is nothing")
  }
}
