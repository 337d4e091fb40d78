import Statistics
import Text

extension Report {
  /// `manifest.json`: what made the numbers, so that anyone can make them again.
  package var manifest: String {
    let document: JSON = [
      "schema": .count(Self.program.manifestSchema),
      "program": .text(Self.program.name),
      "title": .text(description.title),
      "command": .text(record.command),
      "reading": .text(reading),
      "scenarioHash": .text(record.scenarioHash),
      "seed": .integer(summary.seed),
      "paths": ["first": .count(summary.paths.lowerBound), "count": .count(summary.paths.count)],
      "versions": record.versions.json,
      "instructionSet": .text(record.instructionSet),
      "started": .text(record.started),
      "seconds": .number(record.seconds),
      "workers": .count(record.workers),
      "assumptions": .list(description.assumptions.map(\.json)),
      "warnings": .list((record.warnings + summary.warnings).map { .text($0) }),
      "failures": summary.failures.json,
      "outcomes": .list(outcomeColumns),
      "keyFigures": keyFigures,
    ]
    return document.document
  }

  /// Names and units of the columns of `outcomes.npy`, in their order; empty where it is not written.
  /// Its rows are the paths in their order. NaN is a path that failed, ∞ what had not happened by the
  /// horizon, and a date is a number of steps after the start.
  private var outcomeColumns: [JSON] {
    (outcomeValues.map(\.columns) ?? Catalog([])).enumerated().map { index, column in
      ["column": .count(index), "name": .text(column.name), "unit": .text(column.unit)]
    }
  }
}

extension ScenarioDescription.Assumption {
  var json: JSON {
    [
      "key": .text(key),
      "text": .text(text),
      "source": source.map { .text($0) } ?? .null,
      "asOf": asOf.map { .text($0) } ?? .null,
      "note": note.map { .text($0) } ?? .null,
      "stated": .bool(isStated),
    ]
  }
}

extension RunRecord.Versions {
  var json: JSON {
    ["ballpark": .text(ballpark), "gsl": .text(gsl), "libc": .text(libc)]
  }
}
