extension PathEstimate {
  /// A statistic of one value per path, with its sampling interval and each path's influence.
  ///
  /// n is the number of paths that have a value.
  /// - Mean: ± 1.96 MCSE, sd / √n with n - 1; influence (x - mean) / n.
  /// - Standard deviation s, with n - 1: influence ((x - mean)² - s²) / (2 s n), error from
  ///   them, and the interval of an estimate that is as skewed as they are, cut at 0. It holds for any
  ///   distribution with a fourth moment, in large samples; of long tails, samples must be very large.
  /// - Percentile: Hyndman & Fan's type 7 and the interval of `PercentileRanks`. The influence is
  ///   (p - 1{x ≤ q}) / (n f), with the density f at the percentile read off that interval: its half
  ///   width is 1.96 √(p (1 - p) / n) / f. So no bandwidth has to be chosen. Where values of the interval are
  ///   equal, such as dates counted in steps, there is no density: the interval stands, influences are not
  ///   known.
  /// - Share of values that are 1: Wilson's interval; influence (x - p) / n, resolution 1/n. With values of
  ///   ∞, which the horizon does not decide, it is NaN, and the interval is that of `Proportion`.
  /// - Tail mean of the k = share · n lowest or highest, the last in part: ± 1.96 errors √((s² + (1 -
  ///   share)(q - mean)²) / k), s and q being their standard deviation and the value at their inner end;
  ///   influence (q - mean + (x - q) 1{x beyond q} / share) / n, whose squares sum to that error's.
  ///
  /// Influences are infinite where the sample does not tell them: of a single value, of a percentile
  /// without a bound on either side or with equal values in its interval, of a tail of fewer than 30. A constant has no error, except where it
  /// was seen once or in a short tail.
  ///
  /// - Parameters:
  ///   - values: One per path, in their order. NaN on a failed path, which is left out and has influence
  ///     0. ∞ for what had not happened by the horizon: a percentile, or the high end of its interval,
  ///     may then be ∞. Mean and standard deviation are NaN where a value is infinite, since it is known
  ///     for some paths only; so is the mean of a tail with such a value. For a share, 1 where it holds,
  ///     0 where not and ∞ where nobody knows by the horizon.
  ///   - statistic: A percentile's level above 0 and below 100, a tail's share above 0 and below 1.
  ///
  /// Without values it is NaN, from -∞ to ∞; a share then lies between 0 and 1.
  ///
  /// Reference: Hampel et al. (1986), §2.1, on influences; Bahadur (1966) on those of percentiles;
  /// Manistre & Hancock (2005) on tail means. Verified: `PathStatisticTests`, `PairedCoverageTests`,
  /// `PairedLatticeTests`.
  public init(of values: [Double], _ statistic: Statistic) {
    let sample = PathSample(values, statistic)
    switch statistic {
    case .mean: self = sample.mean()
    case .standardDeviation: self = sample.standardDeviation()
    case .percentile(let level): self = sample.percentile(level)
    case .share: self = sample.share()
    case .tailMean(let share, let end): self = sample.tailMean(share, end)
    }
  }
}

/// The values of the paths that have one.
struct PathSample {
  /// With NaN for the others.
  let all: [Double]
  let values: [Double]
  /// Nil where agreement on every path says nothing: of shares, and of a single value.
  let identity: SampleIdentity?

  init(_ all: [Double], _ statistic: Statistic) {
    self.all = all
    values = all.contains(where: \.isNaN) ? all.filter { !$0.isNaN } : all
    identity =
      statistic == .share || values.count < 2 ? nil : SampleIdentity(all, statistic)
  }

  var count: Double { Double(values.count) }

  func influences(_ influence: (Double) -> Double) -> [Double] {
    all.map { $0.isNaN ? 0 : influence($0) }
  }

  /// A number whose error the sample does not tell.
  func unknown(_ value: Double) -> PathEstimate {
    PathEstimate(
      estimate: IntervalEstimate(value: value, error: .infinity),
      influences: influences { _ in .infinity }, identity: identity, spacing: 0)
  }

  /// In two passes, so that digits are not lost.
  private var average: Double {
    let rough = values.reduce(0, +) / count
    return rough + values.reduce(0) { $0 + ($1 - rough) } / count
  }

  private func centralSquares(_ mean: Double) -> Double {
    values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  }

  func mean() -> PathEstimate {
    let mean = average
    guard mean.isFinite, count > 1 else { return unknown(mean.isFinite ? mean : .nan) }
    let error = (centralSquares(mean) / (count - 1) / count).squareRoot()
    return PathEstimate(
      estimate: IntervalEstimate(value: mean, error: error),
      influences: influences { ($0 - mean) / count }, identity: identity, spacing: 0)
  }

  func standardDeviation() -> PathEstimate {
    let mean = average
    guard mean.isFinite, count > 1 else { return unknown(mean.isFinite ? 0 : .nan) }
    let variance = centralSquares(mean) / (count - 1)
    let deviation = variance.squareRoot()
    let influences = influences {
      deviation == 0 ? 0 : (($0 - mean) * ($0 - mean) - variance) / (2 * deviation * count)
    }
    let skewed = IntervalEstimate(value: deviation, influences: influences, count: count)
    return PathEstimate(
      estimate: IntervalEstimate(
        value: deviation,
        interval: Interval(low: max(0, skewed.interval.low), high: skewed.interval.high)),
      influences: influences, identity: identity, spacing: 0, isSkewed: true)
  }

  func share() -> PathEstimate {
    let proportion = Proportion(
      hits: values.count { $0 == 1 }, undecided: values.count { $0 == .infinity },
      of: values.count)
    let p = proportion.value
    // Nobody knows how the paths move a share that is not known.
    guard proportion.undecided == 0 else {
      return PathEstimate(
        estimate: IntervalEstimate(value: .nan, interval: proportion.interval),
        influences: influences { _ in .infinity })
    }
    return PathEstimate(
      estimate: IntervalEstimate(value: p, interval: proportion.interval),
      influences: influences { ($0 - p) / count }, resolution: 1 / count)
  }
}
