import Statistics
import Text

extension Report {
  /// Of each company its series at the start and at a few later dates.
  var bandTables: [HTML] {
    let (levels, nearest) = (summary.levels.all, summary.levels.nearestToMiddle)
    guard let nearest else { return [] }
    let head =
      [.init("date")] + levelHeads + [.init("±" + Levels.head(nearest), dispensability: 2)]
    let tables = summary.subjects.compactMap { company -> HTML? in
      let own = summary.series.filter { $0.quantity.subject == company }
      guard !own.isEmpty else { return nil }
      let rows = own.flatMap { series in
        [HTML.Line.group(series.quantity.ownName.with(unit: series.unit))]
          + shownSteps(series.bands.count - 1).map { step in
            .cells(
              series.dates[step],
              Self.numbers(series.bands[step], levels, nearest, unit: series.unit))
          }
      }
      let isOfFactors = company.isEmpty && summary.companies != [company]
      let subject = isOfFactors ? "Factors" : company
      return HTML.table("\(subject): percentiles over the paths", head: head, rows: rows)
    }
    return tables + [
      HTML.small(
        "Digits stop where the sampling error starts; ~ is a number of unknown error."
      )
    ]
  }

  /// What ± means on a page.
  var errorMeaning: String {
    let hasMeans = summary.outcomes.contains { $0.mean != nil }
    let hasShifts = summary.groups.contains { $0.shifts.contains(where: \.isDistinguishable) }
    return Self.errorMeaning(halves: true, means: hasMeans, shifts: hasShifts)
  }

  /// Of columns of percentiles: a small screen has few, from the middle outwards.
  var levelHeads: [HTML.Head] {
    let (levels, few) = (summary.levels, summary.levels.few)
    return levels.all.map { level in
      let rank = few.contains(level) ? 0 : [25, 75].contains(level) ? 2 : 3
      return HTML.Head(Levels.head(level), dispensability: rank)
    }
  }

  /// Percentiles, the worst paths, and how often levels are passed; of a business that stands apart.
  var outcomeTables: [HTML] {
    guard !summary.outcomes.isEmpty else { return [] }
    let values = summary.outcomes.filter { $0.quantity.family == .payOff }
    let sentences = summary.companies.flatMap(valueSentences)
    return percentileTable(
      "Percentiles over the paths", summary.outcomes.filter { $0.quantity.family != .payOff })
      + percentileTable("Pay-offs to a holder who never sells; the mean is the value", values)
      + (sentences.isEmpty ? [] : [HTML.list(sentences, style: "answers")])
      + riskTable + passages(summary.outcomes.filter { $0.quantity.family != .business })
  }

  /// Without the company where there is only one.
  private func name(_ quantity: Quantity) -> String {
    summary.companies.count == 1 ? quantity.ownName : quantity.name
  }

  private func percentileTable(_ title: String, _ outcomes: [OutcomeSummary]) -> [HTML] {
    guard !outcomes.isEmpty else { return [] }
    let levels = summary.levels.all
    let hasCensored = outcomes.contains { $0.censored != nil }
    let head =
      [.init("outcome"), .init("mean", dispensability: 3), .init("±MCSE", dispensability: 4)]
      + levelHeads + (hasCensored ? [HTML.Head("not by the end", dispensability: 1)] : [])
    func row(_ outcome: OutcomeSummary) -> HTML.Line {
      let mean = outcome.mean.map { Figure($0, unit: outcome.unit) }
      let means = [mean?.text ?? "–", mean?.errorText ?? "–"]
      let percentiles = levels.map { level in
        outcome.sample[level].map(outcome.text(of:)) ?? "–"
      }
      let censored = hasCensored ? [outcome.censored.map { Figure(share: $0).text } ?? ""] : []
      return .cells(name(outcome.quantity).with(unit: outcome.unit), means + percentiles + censored)
    }
    let business = outcomes.filter { $0.quantity.family == .business }
    let others = outcomes.filter { $0.quantity.family != .business }
    let heading =
      business.isEmpty || others.isEmpty ? [] : [HTML.Line.group("business")]
    return [
      HTML.table(title, head: head, rows: others.map(row) + heading + business.map(row))
    ]
  }

  private var riskTable: [HTML] {
    let rows = summary.outcomes.flatMap { outcome in
      outcome.risks.map { risk in
        let error = (risk.interval.high - risk.interval.low) / 2
        let ends = [risk.interval.low, risk.interval.high].map {
          Figure($0, error: error, unit: outcome.unit).text
        }
        return HTML.Line.cells(
          name(outcome.quantity),
          [
            risk.name, Figure(risk.value, error: error, unit: outcome.unit).text,
            ends.joined(separator: " to "),
          ])
      }
    }
    guard !rows.isEmpty else { return [] }
    return [
      HTML.table(
        "The worst paths, as positive magnitudes",
        head: ["outcome", "measure", "value", .init("95 % interval", dispensability: 1)],
        rows: rows),
      HTML.small(
        "CED95: mean of the worst 5 % of the maximum drawdowns. VaR95: the loss that 5 % of the paths "
          + "exceed. ES95: the mean loss of these paths."),
    ]
  }

  /// Of each group where its series end, and what was different about its paths.
  var groupTables: [HTML] {
    summary.groups.flatMap { group in
      let condition = group.hasName ? "\(group.condition): " : ""
      let title: HTML = """
        <h3>\(group.name)</h3>
        <p>\(condition)\(group.share?.ofThePaths ?? group.size).</p>

        """
      let happened: [HTML] = happenedSentence(group).map { ["<p>\($0)</p>\n"] } ?? []
      return [title] + endTable(group) + shiftTable(group) + happened
    }
  }

  private func endTable(_ group: GroupSummary) -> [HTML] {
    let levels = summary.series.first?.levels.few ?? []
    let rows = group.series.compactMap { own -> HTML.Line? in
      guard let all = summary.series[own.name], !levels.isEmpty else { return nil }
      let cells = [own, all].flatMap { series in
        levels.map { level in
          let band = series.band(at: .end)
          return band[level].map { band.figure($0, unit: series.unit).text } ?? "–"
        }
      }
      return HTML.Line.cells(name(own.quantity).with(unit: own.unit), cells)
    }
    // A small screen has the medians.
    let names = levels.map { (Levels.head($0), $0 == levels[levels.count / 2] ? 0 : 1) }
    let head =
      [.init("at the end")]
      + ["group", "all"].flatMap { whose in
        names.map { HTML.Head("\(whose) \($0.0)", dispensability: $0.1) }
      }
    return rows.isEmpty ? [] : [HTML.table("Where it ends", head: head, rows: rows)]
  }

  private func shiftTable(_ group: GroupSummary) -> [HTML] {
    let shifts = group.shifts.filter(\.isDistinguishable)
    guard !shifts.isEmpty else {
      return shiftSentence(group).map { ["<p>\($0)</p>\n"] } ?? []
    }
    let shown = 12
    let rows = shifts.prefix(shown).map { shift in
      let figure = Figure(shift.shift, unit: "")
      let medians = [shift.median, shift.medianOfAll].map { Figure($0, unit: "").text }
      return HTML.Line.cells(
        shift.name, [shift.kind.rawValue, figure.text, figure.errorText] + medians)
    }
    let head: [HTML.Head] = [
      "input", .init("kind", dispensability: 2), "shift, sd", .init("±MCSE", dispensability: 3),
      .init("group's median", dispensability: 1), .init("median of all", dispensability: 1),
    ]
    let rest = Self.remainder(of: group, most: shown)
    let notes = [
      shifts.prefix(shown).contains { $0.kind == .clock } ? Self.clockMeaning : "",
      rest.isEmpty ? "" : rest.capitalisedAtStart + ".",
    ].filter { !$0.isEmpty }
    return [HTML.table("What was different", head: head, rows: rows)]
      + (notes.isEmpty ? [] : [HTML.small(notes.joined(separator: " "))])
  }
}
