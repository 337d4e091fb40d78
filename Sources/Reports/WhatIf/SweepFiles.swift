import Sensitivity
import Statistics
import Text

extension SweepReport {
  /// `sweep.json`: at full precision; what is not finite is null.
  public var json: String {
    let base: JSON = .list(
      zip(metrics, sweep.base).map { metric, estimate in
        ["metric": .text(metric.name), "estimate": estimate.json]
      })
    let points = sweep.rows.enumerated().map { index, row -> JSON in
      let levels = zip(keys, row.point).map { ($0.name, JSON.text($1)) }
      let results = metrics.indices.map { metric -> JSON in
        [
          "metric": .text(metrics[metric].name),
          "estimate": row.estimates[metric].json,
          "difference": row.differences[metric].plainJSON,
        ]
      }
      let numbers = zip(keys, row.point).map { key, level in
        (key.name, key.numbers[level].map { JSON.number($0) } ?? .null)
      }
      return [
        "point": .count(index + 1), "levels": .object(levels), "numbers": .object(numbers),
        "results": .list(results),
      ]
    }
    let document: JSON = [
      "schema": 1,
      "scenario": heading.json,
      "keys": .list(keys.map(\.json)),
      "metrics": .list(metrics.map(\.json)),
      "planned": .count(planned),
      "base": base,
      "points": .list(points),
    ]
    return document.document
  }

  /// `sweep.csv`: one row for each metric at each point. Point 0 is the file as it is; its cells of
  /// keys and differences are empty.
  ///
  /// `low` and `high` bound the sampling error at 95 %. Numbers have as many digits as make them the
  /// same again; one that is not finite is `nan`, `inf` or `-inf`. Levels stand there as a file has them
  /// and, last, as numbers in the unit of their key; a range or a word has none.
  public var csv: String { csvHead + csv(from: 0) }

  /// Up to point 0.
  var csvHead: String {
    let none = ["", "", ""]
    let base = metrics.indices.map { metric in
      csvRow(0, keys.map { _ in "" }, metric, sweep.base[metric].fields + none)
    }
    return CSVTable.text([Self.header(keys.map(\.name))] + base)
  }

  /// The points behind the first ones.
  ///
  /// - Parameter count: Of points that are left out.
  func csv(from count: Int) -> String {
    let rows = sweep.rows.enumerated().dropFirst(count).flatMap { index, row in
      metrics.indices.map { metric in
        let numbers = row.estimates[metric].fields + row.differences[metric].fields
        return csvRow(index + 1, row.point, metric, numbers)
      }
    }
    return CSVTable.text(rows)
  }

  private func csvRow(
    _ point: Int, _ levels: [String], _ metric: Int, _ numbers: [String]
  ) -> [String] {
    let names = [metrics[metric].name, metrics[metric].unit]
    let plain = zip(keys, levels).map { $0.numbers[$1]?.shortest ?? "" }
    return [String(point)] + levels + names + numbers + plain
  }

  static func header(_ keys: [String]) -> [String] {
    ["point"] + keys
      + ["metric", "unit", "value", "low", "high", "difference", "differenceLow", "differenceHigh"]
      + keys.map { $0 + ".number" }
  }
}
