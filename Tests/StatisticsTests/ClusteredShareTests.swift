import TestSupport
import Testing

@testable import Statistics

/// Protects intervals of shares of what comes in clusters: how often they cover, and sums by hand.
@Suite struct ClusteredShareTests {
  /// A share that differs by cluster, as a path's chance of a fall does: 1 in 5 or 1 in 2, evenly.
  private static func sample(_ random: Random, clusters: Int) -> RatioSums {
    var sums = RatioSums()
    for _ in 0..<clusters {
      let chance = random.integer(2) == 0 ? 0.2 : 0.5
      let whole = 1 + random.integer(20)
      let part = (0..<whole).count { _ in random.uniform() < chance }
      sums.add(part, of: whole)
    }
    return sums
  }

  /// 2,000 samples of 60 and of 400 clusters: 93 to 97.5 % cover; sampling alone moves that by 0.5 points. Control:
  /// intervals that take what is in a cluster for independent cover fewer than 88 %.
  @Test(arguments: [60, 400]) func coverage(clusters: Int) {
    let random = Random(seed: 8)
    var (covered, naive) = (0, 0)
    for _ in 0..<2_000 {
      let share = ClusteredShare(Self.sample(random, clusters: clusters))
      covered += share.interval.low <= 0.35 && 0.35 <= share.interval.high ? 1 : 0
      let other = Proportion(hits: share.hits, of: share.count).interval
      naive += other.low <= 0.35 && 0.35 <= other.high ? 1 : 0
    }
    #expect((1_860...1_950).contains(covered), "\(covered)")
    #expect(naive < 1_760, "\(naive)")
  }

  /// Where none or all are hits each cluster counts as one; one cluster says as much as one thing.
  @Test func ends() {
    var none = RatioSums()
    for _ in 0..<50 { none.add(0, of: 10) }
    let wilson = Proportion(hits: 0, of: 50).interval
    #expect(ClusteredShare(none).interval == wilson)
    var one = RatioSums()
    one.add(3, of: 10)
    #expect(ClusteredShare(one).interval.low < 0.05 && ClusteredShare(one).interval.high > 0.8)
    #expect(ClusteredShare(RatioSums()).interval == Interval(low: 0, high: 1))
  }

  /// Two paths by hand, and the same by counts of falls.
  @Test func sums() {
    var sums = RatioSums()
    sums.add(1, of: 2)
    sums.add(1, of: 6)
    #expect(sums.ratio == 0.25)
    // (1 - 0.5)² + (1 - 1.5)² = 0.5, over 8², times 2.
    #expect(abs(sums.variance - 1.0 / 64) < 1e-15)
    var steps = StepSums()
    for count: UInt64 in [9, 9] { steps.add(count) }
    var falls = FallSums()
    falls.add([
      .init(first: 2, second: 3, both: 1, steps: 9), .init(first: 6, second: 1, both: 1, steps: 9),
    ])
    #expect(falls.given(isTurned: false) == sums)
    var turned = RatioSums()
    turned.add(1, of: 3)
    turned.add(1, of: 1)
    #expect(falls.given(isTurned: true) == turned)
    var alone = RatioSums()
    alone.add(3, of: 9)
    alone.add(1, of: 9)
    #expect(falls.alone(isTurned: false, steps) == alone)
  }
}
