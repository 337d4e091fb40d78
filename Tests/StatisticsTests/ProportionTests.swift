import Statistics
import Testing

/// Protects Wilson's interval.
@Suite struct ProportionTests {
  /// Reference values of SciPy 1.17, `binomtest(hits, n).proportion_ci(method="wilson")`.
  @Test(arguments: [
    (0, 10, 0.0, 0.27753279986288926), (1, 10, 0.017876213095072896, 0.4041500267952385),
    (5, 20, 0.11186170140766571, 0.468700877618744),
    (50, 100, 0.4038315303659956, 0.5961684696340044),
    (999, 1_000, 0.9943574414020421, 0.9998234536293739), (10, 10, 0.7224672001371109, 1.0),
  ])
  func wilson(_ hits: Int, _ count: Int, _ low: Double, _ high: Double) {
    let interval = Proportion(hits: hits, of: count).interval
    #expect(abs(interval.low - low) < 1e-12)
    #expect(abs(interval.high - high) < 1e-12)
  }

  /// Nobody asked: nothing is known.
  @Test func nobody() {
    let nobody = Proportion(hits: 0, of: 0)
    #expect(nobody.value.isNaN)
    #expect(nobody.interval == Interval(low: 0, high: 1))
  }
}
