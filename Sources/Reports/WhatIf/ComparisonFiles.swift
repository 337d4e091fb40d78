import Statistics
import Text

extension ComparisonReport {
  /// `comparison.json`: at full precision; what is not finite is null.
  public var json: String {
    let document: JSON = [
      "schema": 1,
      "first": first.json,
      "second": second.json,
      "differences": .list((gridDifferences + differences).map(\.json)),
      "askedOtherwise": .list(askedOtherwise.map(\.json)),
      "contrasts": .list(contrasts.map(\.json)),
    ]
    return document.document
  }

  /// `comparison.csv`: one row for each metric. `greater` is the share of paths on which the second
  /// scenario's value exceeds the first's; empty where there is none.
  public var csv: String {
    let columns = ["first", "second", "difference", "greater"].flatMap {
      [$0, $0 + "Low", $0 + "High"]
    }
    let rows = contrasts.map { contrast in
      let greater = contrast.greater.map { [$0.value, $0.interval.low, $0.interval.high] }
      let numbers = [contrast.first, contrast.second, contrast.difference].flatMap(\.fields)
      return [contrast.metric.name, contrast.metric.unit] + numbers
        + (greater?.map(\.field) ?? ["", "", ""])
    }
    return CSVTable.text([["metric", "unit"] + columns] + rows)
  }
}

extension ComparisonReport.Difference {
  fileprivate var json: JSON {
    [
      "key": .text(key), "first": first.map { .text($0) } ?? .null,
      "second": second.map { .text($0) } ?? .null,
    ]
  }
}

extension Contrast {
  fileprivate var json: JSON {
    [
      "metric": .text(metric.name),
      "unit": .text(metric.unit),
      "first": first.json,
      "second": second.json,
      "difference": difference.plainJSON,
      "greater": greater?.json ?? .null,
    ]
  }
}
