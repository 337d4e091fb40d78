import Statistics
import Text

extension ComparisonReport {
  /// The form of `comparison.json`, raised with each change that its readers have to know.
  static let schema = 2

  /// `comparison.json`: at full precision; what is not finite is null.
  public var json: String {
    let document: JSON = [
      "schema": .count(Self.schema),
      "variants": .list(
        variants.map { variant in
          .object([("label", .text(variant.label))] + variant.heading.jsonMembers)
        }),
      "differences": .list((gridDifferences + differences).map(json)),
      "askedOtherwise": .list(askedOtherwise.map(json)),
      "contrasts": .list(contrasts.map(json)),
    ]
    return document.document
  }

  private func json(_ difference: Difference) -> JSON {
    [
      "key": .text(difference.key),
      "values": .row(difference.values.map { $0.map { .text($0) } ?? .null }),
    ]
  }

  private func json(_ contrast: Contrast) -> JSON {
    [
      "metric": .text(contrast.metric.name),
      "unit": .text(contrast.metric.unit),
      "best": contrast.ranking == nil ? .null : .text(contrast.best),
      "ties": contrast.ranking?.ties.json ?? .null,
      "variants": .list(
        variants.indices.map { index in
          let side = contrast.sides[index]
          return [
            "label": .text(variants[index].label),
            "estimate": side.estimate.json,
            "difference": side.difference?.plainJSON ?? .null,
            "greater": side.greater?.json ?? .null,
            "best": contrast.ranking?.best[index].json ?? .null,
          ]
        }),
    ]
  }

  /// `comparison.csv`: one row for each metric and scenario. `difference` is from the first one, `greater`
  /// the share of paths on which the value exceeds the first one's, `best` that on which it alone is the
  /// best of all; empty where there is none.
  public var csv: String {
    let columns = ["value", "difference", "greater", "best"].flatMap {
      [$0, $0 + "Low", $0 + "High"]
    }
    let rows = contrasts.flatMap { contrast in
      variants.indices.map { index in
        let side = contrast.sides[index]
        return [contrast.metric.name, contrast.metric.unit, variants[index].label]
          + side.estimate.fields + (side.difference?.fields ?? ["", "", ""])
          + Self.fields(side.greater) + Self.fields(contrast.ranking?.best[index])
      }
    }
    return CSVTable.text([["metric", "unit", "variant"] + columns] + rows)
  }

  private static func fields(_ share: Proportion?) -> [String] {
    share.map { [$0.value, $0.interval.low, $0.interval.high].map(\.field) } ?? ["", "", ""]
  }
}

extension Contrast {
  /// The end that counts as the best.
  var best: String { metric.quantity?.worst == .above ? "smallest" : "greatest" }
}
