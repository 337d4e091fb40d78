import Statistics
import Text

// What happens, and the states that come and go, in `summary.json`.

extension Report {
  /// `events` and `regimes`, each only where the scenario has such.
  var happeningMembers: [(String, JSON)] {
    let members: [(String, JSON)?] = [
      summary.events.isEmpty ? nil : ("events", .list(summary.events.map(json))),
      summary.regimes.isEmpty ? nil : ("regimes", .list(summary.regimes.map(json))),
    ]
    return members.compactMap(\.self)
  }

  private func json(_ event: EventSummary) -> JSON {
    var members = happened(event.occurrences)
    members.insert(
      contentsOf: [
        ("deadline", event.deadline.map { .text($0) } ?? .null),
        ("byDeadline", event.byDeadline?.json ?? .null),
        ("dates", event.dates.isEmpty ? .null : .row(event.dates.map { .text($0) })),
      ], at: 2)
    members.append(("cases", .list(event.cases.map { .object(happened($0)) })))
    members.append(("given", .list(event.given.map(json))))
    return .object(members)
  }

  private func json(_ regime: RegimeSummary) -> JSON {
    let states = regime.states.map { state -> JSON in
      [
        "name": .text(state.name),
        "share": .object(moments(state.share.sample) { .number($0) }),
        "byDate": byDate(state.byDate),
        "entered": .object(happened(state.entered)),
      ]
    }
    return ["name": .text(regime.name), "states": .list(states)]
  }

  /// When and how often something happens.
  private func happened(_ occurrences: Occurrences) -> [(String, JSON)] {
    let by = occurrences.time.exceedances.map { exceedance -> JSON in
      [
        "by": dateJSON(exceedance), "years": .number(exceedance.level),
        "probability": exceedance.probability.json,
      ]
    }
    return [
      ("name", .text(occurrences.name)),
      ("probability", occurrences.probability.json),
      ("by", .list(by)),
      ("byDate", byDate(occurrences.byDate)),
      ("time", time(occurrences.time)),
      (
        "count",
        occurrences.count.map { count in .object(moments(count.sample) { .number($0) }) } ?? .null
      ),
    ]
  }

  private func dateJSON(_ exceedance: OutcomeSummary.Exceedance) -> JSON {
    (exceedance.date ?? day(afterYears: exceedance.level)).map { .text($0) } ?? .null
  }

  /// Percentiles over all paths, in years and as dates; null where it has not happened by the horizon.
  private func time(_ time: OutcomeSummary) -> JSON {
    func dates(_ years: Double) -> JSON { day(afterYears: years).map { .text($0) } ?? .null }
    let percentiles = time.sample.percentiles
    func perLevel(_ json: (Percentile) -> JSON) -> JSON {
      .object(percentiles.map { ($0.levelText, json($0)) })
    }
    return [
      "unit": "years",
      "percentiles": perLevel { .number($0.value) },
      "intervals": perLevel { $0.interval.json },
      "dates": perLevel { dates($0.value) },
      "dateIntervals": perLevel { .row([dates($0.interval.low), dates($0.interval.high)]) },
      "censored": time.censored?.json ?? .null,
    ]
  }

  /// A share of the paths for each date of the grid.
  private func byDate(_ shares: [Proportion]) -> JSON {
    [
      "dates": .row(grid.dates.prefix(shares.count).map { .text($0) }),
      "values": .numbers(shares.map(\.value)),
      "intervals": .row(shares.map(\.interval.json)),
    ]
  }

  private func json(_ split: Split) -> JSON {
    let outcome = summary.outcomes[split.quantity.name]
    func side(_ sample: SampleSummary, _ paths: Int, _ byHorizon: Proportion?) -> JSON {
      let members: [(String, JSON)] = [
        ("paths", .count(paths)), ("byHorizon", byHorizon?.json ?? .null),
      ]
      return .object(
        members
          + moments(sample, hasMean: split.quantity.hasMean) {
            outcome?.json($0) ?? .number($0)
          })
    }
    return [
      "quantity": .text(split.quantity.name), "unit": .text(split.quantity.unit),
      "date": split.date.map { .text($0) } ?? .null,
      "happened": side(split.happened, split.paths.happened, split.byHorizon?.happened),
      "others": side(split.others, split.paths.others, split.byHorizon?.others),
    ]
  }

  /// - Parameters:
  ///   - hasMean: Whether a mean says anything: not of dates.
  ///   - value: How a value is written.
  private func moments(
    _ sample: SampleSummary, hasMean: Bool = true, value: (Double) -> JSON
  ) -> [(String, JSON)] {
    func number(_ number: Double) -> JSON { .number(hasMean ? number : .nan) }
    return [
      ("mean", number(sample.mean.value)), ("mcse", number(sample.mean.error)),
      ("sd", number(sample.standardDeviation)),
      ("percentiles", .object(sample.percentiles.map { ($0.levelText, value($0.value)) })),
      (
        "intervals",
        .object(
          sample.percentiles.map {
            ($0.levelText, .row([value($0.interval.low), value($0.interval.high)]))
          })
      ),
    ]
  }
}
