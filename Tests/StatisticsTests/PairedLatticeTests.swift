import Statistics
import TestSupport
import Testing

/// Protects paired differences of percentiles where values are atoms, missing or beyond the horizon: their
/// intervals cover the true difference at 95 % or more.
///
/// 1,000 samples of n = 500 standard normals x, and y = 0.2 + 1.1 (0.95 x + √(1 - 0.95²) w). Misses are
/// binomial, and at most 99, the 1e-6 point of 6 %, as in `PairedCoverageTests`; intervals that miss 13 % of
/// the time would pass once in a thousand. They may be fewer.
@Suite struct PairedLatticeTests {
  private static let allowed = possibleMisses(of: 1_000, at: 0.06...0.06).upperBound
  private static let samples: [(x: [Double], y: [Double], u: [Double])] = {
    let random = Random(seed: 322)
    let own = (1 - 0.95 * 0.95).squareRoot()
    return (0..<1_000).map { _ in
      let x = random.values(500) { $0.normal() }
      let y = x.map { 0.2 + 1.1 * (0.95 * $0 + own * random.normal()) }
      return (x, y, random.values(500) { $0.uniform() })
    }
  }()

  /// Influences from a density, whatever the values are: the control.
  private static func smooth(_ values: [Double], _ level: Double) -> PathEstimate {
    let estimate = PathEstimate(of: values, .percentile(level))
    let (n, p) = (Double(values.count), level / 100)
    let slope = estimate.estimate.reach / Interval.normalReach / (n * p * (1 - p)).squareRoot()
    return PathEstimate(
      estimate: estimate.estimate,
      influences: values.map { ($0 <= estimate.value ? p - 1 : p) * slope })
  }

  private static func isMissed(_ truth: Double, _ difference: IntervalEstimate) -> Int {
    difference.interval.low <= truth && truth <= difference.interval.high ? 0 : 1
  }

  /// Cells of 0.1 or 0.01, numbered; the second half a cell further before rounding. By SciPy 1.17.1, `norm.ppf`:
  /// P60 is 0.25335, in cells 3 and 3, or 25 and 26; P40 is -0.25335, in cells -3 and -2, or -25 and
  /// -25. Control: a density's influences
  /// do not know of jumps, and miss.
  @Test(arguments: [(0.1, 60.0, 0.0), (0.1, 40, 1), (0.01, 60, 1), (0.01, 40, 0)])
  func lattice(_ cell: Double, _ level: Double, _ truth: Double) {
    var misses = (stated: 0, smooth: 0)
    for (x, _, _) in Self.samples {
      let values = [x, x.map { $0 + cell / 2 }].map { $0.map { ($0 / cell).rounded() } }
      let estimates = values.map { PathEstimate(of: $0, .percentile(level)) }
      misses.stated += Self.isMissed(truth, estimates[1].difference(from: estimates[0]))
      let smooth = values.map { Self.smooth($0, level) }
      misses.smooth += Self.isMissed(truth, smooth[1].difference(from: smooth[0]))
    }
    #expect(misses.stated <= Self.allowed, "\(misses)")
    #expect(misses.smooth > Self.allowed, "\(misses)")
  }

  /// Values within 0.2 of 0 are 0: the percentile of x is in the atom, at its edge or beyond.
  @Test(arguments: [
    (50.0, 0.2, 0.0), (57, 0.39401092, 0.0), (58, 0.4220825, 0.20189348),
    (60, 0.47868181, 0.25334710),
    (40, 0.0, -0.2533471), (44, 0.0, 0.0),
  ])
  func atom(_ level: Double, _ second: Double, _ first: Double) {
    var misses = 0
    for (x, y, _) in Self.samples {
      let estimates = [x, y].map { values in
        PathEstimate(of: values.map { abs($0) < 0.2 ? 0 : $0 }, .percentile(level))
      }
      misses += Self.isMissed(second - first, estimates[1].difference(from: estimates[0]))
    }
    #expect(misses <= Self.allowed)
  }

  /// What had not happened by a horizon of 0.3, or 0.6: P60, at 0.2533 and 0.2 + 1.1 · 0.2533.
  @Test func censored() {
    var misses = 0
    for (x, y, _) in Self.samples {
      let first = PathEstimate(of: x.map { $0 < 0.3 ? $0 : .infinity }, .percentile(60))
      let second = PathEstimate(of: y.map { $0 < 0.6 ? $0 : .infinity }, .percentile(60))
      misses += Self.isMissed(0.2 + 0.02533471031357997, second.difference(from: first))
    }
    #expect(misses <= Self.allowed)
  }

  /// One path in ten fails in the second sample only, or in the first only.
  @Test(arguments: [Statistic.mean, .percentile(50), .percentile(90)], [true, false])
  func failures(_ statistic: Statistic, _ isSecond: Bool) {
    let truth = statistic == .percentile(90) ? 0.2 + 0.12815515655446004 : 0.2
    var misses = 0
    for (x, y, u) in Self.samples {
      func failing(_ values: [Double], _ isFailing: Bool) -> [Double] {
        zip(values, u).map { isFailing && $1 < 0.1 ? .nan : $0 }
      }
      let first = PathEstimate(of: failing(x, !isSecond), statistic)
      let second = PathEstimate(of: failing(y, isSecond), statistic)
      misses += Self.isMissed(truth, second.difference(from: first))
    }
    #expect(misses <= Self.allowed)
  }

  /// Equal on every path is a difference of 0 without error, on a lattice and with failed paths too, and
  /// in any unit. A difference of 0 of other values is not: it reaches to the next atom.
  @Test func sameSamples() {
    let (x, y, _) = Self.samples[0]
    let lattice = x.map { ($0 / 2).rounded() }
    let none = IntervalEstimate(exactly: 0)
    let estimates = [lattice, [.nan] + lattice, x].map { PathEstimate(of: $0, .percentile(50)) }
    for estimate in estimates {
      let again = PathEstimate(of: estimate == estimates[0] ? lattice : x, .percentile(50))
      #expect(estimate.difference(from: estimate) == none)
      #expect(estimate.isSameSample(as: again) == (estimate != estimates[1]))
      #expect(estimate.scaled(by: -3).difference(from: estimate.scaled(by: -3)) == none)
      #expect(!estimate.scaled(by: -3).isSameSample(as: estimate))
    }
    #expect(estimates[0].value == 0 && estimates[0].influences.allSatisfy(\.isInfinite))
    // Everything near the median lies in one atom: its interval has no width.
    let other = PathEstimate(of: y.map { ($0 / 2).rounded() }, .percentile(50))
    let chance = other.difference(from: estimates[0])
    #expect(other.estimate == none && estimates[0].estimate == none)
    #expect(chance == IntervalEstimate(value: 0, interval: Interval(low: -1, high: 1)))
    let scaled = other.scaled(by: -3).difference(from: estimates[0].scaled(by: -3))
    #expect(scaled == IntervalEstimate(value: 0, interval: Interval(low: -3, high: 3)))
    // What differs above the percentile only.
    let above = PathEstimate(of: x.map { $0 > 1 ? $0 + 1 : $0 }, .percentile(50))
    #expect(above.value == estimates[2].value)
    let near = above.difference(from: estimates[2])
    #expect(near.value == 0 && near.reach > 0 && near.reach < 0.05)
  }

  /// Few values: what is not known stays so, and a single one agrees with nothing.
  @Test func fewValues() {
    let open = Interval(low: -.infinity, high: .infinity)
    for statistic in [Statistic.mean, .standardDeviation, .percentile(50), .tailMean(0.5, .lowest)]
    {
      for values in [[], [.nan], [3]] as [[Double]] {
        let estimate = PathEstimate(of: values, statistic)
        #expect(estimate.estimate.interval == open && !estimate.isSameSample(as: estimate))
        #expect(estimate.difference(from: estimate).interval == open)
      }
      let two = PathEstimate(of: [3, 4], statistic)
      #expect(two.value.isFinite && two.difference(from: two) == IntervalEstimate(exactly: 0))
      // -0 is 0.
      #expect(
        PathEstimate(of: [0, 1], statistic).isSameSample(
          as: PathEstimate(of: [-0.0, 1], statistic)))
    }
    let share = PathEstimate(of: [1, 1], .share)
    #expect(!share.isSameSample(as: share) && share.difference(from: share).reach > 0)
    // A constant is known, but not on a path that failed.
    let constants = [[5.0, 5, 5], [5, 5, .nan]].map { PathEstimate(of: $0, .percentile(50)) }
    #expect(constants[0].difference(from: constants[0]).reach == 0)
    let reach = constants[1].difference(from: constants[0]).reach
    #expect(reach > 0 && reach < 1e-14)
  }
}
