import Testing

@testable import Statistics

/// Protects sums of values of any size.
@Suite struct WideSumTests {
  /// Terms from 2⁻¹⁰⁷⁴ to the greatest double: what cancels is gone, and what is left is exact, in any
  /// order. Control: in floating point 1 is lost beside 1e300.
  @Test func exactInAnyOrder() {
    let terms = [1e300, 1, -1e300, 3 * .leastNonzeroMagnitude, 0, -0.25]
    for terms in [terms, terms.reversed(), terms.sorted()] {
      var sum = WideSum()
      for term in terms { sum.add(term) }
      #expect(sum.value(times: 0) == 0.75)
      sum.add(-0.75)
      #expect(sum.value(times: 0) == 3 * .leastNonzeroMagnitude)
    }
    #expect(terms.sorted().reduce(0, +) != 0.75)
  }

  /// Squares that are no doubles, and what merging makes of them.
  @Test func squaresBeyondDoubles() {
    for term in [1e300, -1.5e-300, 5 * .leastNonzeroMagnitude, .greatestFiniteMagnitude] {
      let scale = Int(term.exponent)
      let significand = Double(sign: .plus, exponent: -scale, significand: term)
      var (sum, other) = (WideSum(), WideSum())
      for _ in 0..<500 { sum.addSquare(of: term) }
      for _ in 0..<500 { other.addSquare(of: term) }
      other.addSquare(of: 0)
      sum.add(other)
      #expect(abs(sum.value(times: -2 * scale) / (1_000 * significand * significand) - 1) < 1e-15)
    }
  }
}
