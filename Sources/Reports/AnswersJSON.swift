import Statistics
import Text

extension Report {
  /// What is asked of more than one level has no quantity, level or date of its own: its name says all.
  func json(_ answer: Answer) -> JSON {
    let asked = answer.comparison
    let (date, when): (JSON, JSON) =
      switch asked?.time {
      case .at(let date): (.text(date), "at")
      case .until(let date): (.text(date), "until")
      case .path, nil: (.null, "path")
      }
    return [
      "name": .text(answer.name),
      "quantity": asked.map { .text($0.quantity.name) } ?? .null,
      "unit": asked.map { .text($0.unit) } ?? .null,
      "is": asked.map { $0.isAbove ? "above" : "below" } ?? .null,
      "level": asked.map { asked in
        summary.outcomes[asked.quantity.name]?.json(asked.level) ?? .number(asked.level)
      } ?? .null,
      "time": when,
      "date": date,
      "probability": answer.probability.json,
    ]
  }
}

extension ObservedRank {
  var json: JSON {
    [
      "series": .text(series.name),
      "unit": .text(unit),
      "date": .text(date),
      "statedDate": .text(statedDate),
      "value": .number(value),
      "source": source.map { .text($0) } ?? .null,
      "rank": rank.json,
    ]
  }
}

extension OutcomeSummary {
  /// Dates are ISO strings, and null where it had not happened by the horizon. The mean is null
  /// where such values are, and of dates.
  var json: JSON {
    var members: [(String, JSON)] = [
      ("name", .text(name)),
      ("unit", .text(unit)),
      ("mean", .number(mean?.value ?? .nan)),
      ("mcse", .number(mean?.error ?? .nan)),
      ("sd", .number(mean == nil ? .nan : sample.standardDeviation)),
      ("percentiles", .object(sample.percentiles.map { ($0.levelText, json($0.value)) })),
      ("intervals", .object(sample.percentiles.map { ($0.levelText, json($0.interval)) })),
      ("censored", censored?.json ?? .null),
      (
        "trimmedMean",
        trimmedMean.map {
          .object([
            ("share", .number(OutcomeSummary.trimmedShare)), ("mean", .number($0.value)),
            ("mcse", .number($0.error)),
          ])
        } ?? .null
      ),
      ("risks", .list(risks.map(\.json))),
    ]
    let exceedances = exceedances.map { exceedance in
      JSON.object([
        (exceedance.direction.rawValue, json(exceedance.level)),
        ("probability", exceedance.probability.json),
      ])
    }
    members.append(("exceedances", .list(exceedances)))
    return .object(members)
  }

  private func json(_ interval: Interval) -> JSON {
    .row([json(interval.low), json(interval.high)])
  }
}

extension RiskMeasure {
  fileprivate var json: JSON {
    [
      "measure": .text(kind.rawValue), "level": .number(level), "value": .number(value),
      "interval": interval.json,
    ]
  }
}

extension GroupSummary {
  var json: JSON {
    [
      "name": .text(name),
      "condition": .text(condition),
      "paths": .count(paths),
      "share": share?.json ?? .null,
      "series": .list(series.map(\.json)),
      "outcomes": .list(outcomes.map(\.json)),
      "attributions": .list(attributions.map(\.json)),
      "shifts": .list(shifts.map(\.json)),
      "happened": .list(happened.map(\.json)),
    ]
  }
}

extension GroupFrequency {
  fileprivate var json: JSON {
    [
      "name": .text(name), "kind": .text(kind.rawValue), "share": group.json,
      "shareOfAll": all.json,
    ]
  }
}

extension Shift {
  fileprivate var json: JSON {
    [
      "name": .text(name),
      "kind": .text(kind.rawValue),
      "shift": .number(shift.value),
      "mcse": .number(shift.error),
      "median": .number(median.value),
      "medianInterval": median.interval.json,
      "medianOfAll": .number(medianOfAll.value),
      "medianOfAllInterval": medianOfAll.interval.json,
    ]
  }
}

extension Proportion {
  /// With the paths behind it, so that proportions of shards can be added. Where the horizon does not
  /// decide all paths, the value is null and there are two bounds.
  var json: JSON {
    let bounds: [(String, JSON)] =
      bounds.map {
        [
          ("bounds", .row([.number($0.least.value), .number($0.most.value)])),
          ("undecided", .count(undecided)),
        ]
      } ?? []
    return .object(
      [
        ("value", .number(value)), ("interval", interval.json), ("hits", .count(hits)),
        ("count", .count(count)),
      ] + bounds)
  }
}
