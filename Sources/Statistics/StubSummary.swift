extension SampleSummary {
  /// A band around a median, until there is an engine.
  package static func stub(_ median: Double, spread: Double, paths: Int) -> SampleSummary {
    let z = [5: -1.645, 10: -1.28, 25: -0.674, 50: 0, 75: 0.674, 90: 1.28, 95: 1.645]
    let percentiles = z.sorted { $0.key < $1.key }.map { level, z in
      let value = median * (1 + spread * z * 0.5)
      let half = spread == 0 ? 0 : 3 * spread * median / Double(paths).squareRoot()
      return Percentile(
        level: Double(level), value: value,
        interval: Interval(low: value - half, high: value + half))
    }
    return SampleSummary(
      count: paths, failed: 0, outOfRange: 0,
      mean: Estimate(
        value: median * (1 + spread / 9), error: spread * median / Double(paths).squareRoot()),
      standardDeviation: spread * median, minimum: median * (1 - spread),
      maximum: median * (1 + spread), percentiles: percentiles)
  }
}
