import Statistics
import Text

extension PriceAttribution {
  /// Everything in logarithms, which add.
  var json: JSON {
    [
      "company": .text(company),
      "parts": .list(parts.map { .object([("part", .text($0.name))] + $0.sample.logs) }),
      "total": .object(total.logs),
      "leftOut": leftOut.json,
      "largestGap": .number(largestGap),
    ]
  }
}

extension SampleSummary {
  fileprivate var logs: [(String, JSON)] {
    [
      ("mean", .number(mean.value)),
      ("mcse", .number(mean.error)),
      ("sd", .number(standardDeviation)),
      ("percentiles", .object(percentiles.map { ($0.levelText, .number($0.value)) })),
      ("intervals", .object(percentiles.map { ($0.levelText, $0.interval.json) })),
    ]
  }
}
