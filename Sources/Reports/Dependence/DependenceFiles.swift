import Statistics
import Text

// How prices move together, in `summary.json` and `bands.csv`.

extension Report {
  /// `dependence`, only where prices are compared.
  var dependenceMembers: [(String, JSON)] {
    summary.dependence.map { [("dependence", $0.json)] } ?? []
  }

  func writeDependence(to text: inout TextBuffer) {
    guard let dependence = summary.dependence else { return }
    for pair in dependence.pairs {
      let (first, second) = (dependence.series[pair.first], dependence.series[pair.second])
      let fields = Self.fields(first, in: "")
      for (name, along) in [("step rank correlation", pair.steps), ("step correlation", pair.logs)]
      {
        guard let along else { continue }
        let (value, reach) = (along.mean.value, 1.96 * along.mean.error)
        text.append(
          fields + CSVTable.field("\(name) with \(second.name)"), nil,
          [value, value - reach, value + reach])
      }
      if let horizon = pair.horizon {
        text.append(
          fields + CSVTable.field("horizon rank correlation with \(second.name)"), nil,
          [horizon.value, horizon.interval.low, horizon.interval.high])
      }
      for fall in pair.falls {
        let given = dependence.series[fall.given].name
        let fields = Self.fields(dependence.series[fall.of], in: "probability")
        text.append(
          fields + CSVTable.field("falls given \(given)"), fall.fall, fall.probability.numbers)
        text.append(fields + CSVTable.field("falls beside \(given)"), fall.fall, fall.alone.numbers)
      }
    }
  }
}

extension ClusteredShare {
  fileprivate var numbers: [Double] { [value, interval.low, interval.high] }

  fileprivate var json: JSON {
    [
      "value": .number(value), "interval": interval.json, "hits": .count(hits),
      "count": .count(count), "paths": .count(clusters),
    ]
  }
}

extension DependenceSummary.AlongPaths {
  fileprivate var json: JSON {
    ["value": .number(mean.value), "mcse": .number(mean.error), "paths": .count(paths)]
  }
}

extension DependenceSummary {
  fileprivate var json: JSON {
    [
      "series": .row(series.map { .text($0.name) }),
      "pairs": .list(pairs.map(json)),
    ]
  }

  private func json(_ pair: Pair) -> JSON {
    [
      "first": .text(series[pair.first].name),
      "second": .text(series[pair.second].name),
      "steps": pair.steps?.json ?? .null,
      "pearson": pair.logs?.json ?? .null,
      "horizon": pair.horizon.map { horizon in
        [
          "value": .number(horizon.value), "interval": horizon.interval.json,
          "paths": .count(pair.horizonPaths),
        ]
      } ?? .null,
      "falls": .list(
        pair.falls.map { fall in
          [
            "of": .text(series[fall.of].name), "given": .text(series[fall.given].name),
            "fall": .number(fall.fall), "probability": fall.probability.json,
            "alone": fall.alone.json,
          ]
        }),
    ]
  }
}
