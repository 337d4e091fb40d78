import Statistics
import Text

// How often levels are passed, and what has happened by which date, as bars.

extension Report {
  /// The state of a business: runway, raises, dilution, insolvency by date.
  var businessParts: [HTML] {
    passages(summary.outcomes.filter { $0.quantity.family == .business })
  }

  /// A bar for each level of some outcomes. Levels of one outcome that come true as often are one row, and
  /// what comes true on no path is said in a line.
  func passages(_ outcomes: [OutcomeSummary]) -> [HTML] {
    var rows: [HTML.Bar] = []
    var none: [String] = []
    for outcome in outcomes {
      for levels in Self.equal(outcome.exceedances) {
        let share = levels[0].probability
        let label = label(outcome, levels)
        if share.hits == 0, share.undecided == 0 {
          none.append(label)
        } else {
          rows.append(HTML.Bar(ShareRow(label, share)))
        }
      }
      if let censored = outcome.censored, censored.hits > 0, outcome.exceedances.isEmpty {
        let label = "\(words(outcome.quantity)): not by the end"
        rows.append(HTML.Bar(ShareRow(label, censored)))
      }
    }
    guard !rows.isEmpty else { return [] }
    return [
      HTML.heading("How often", "share of the paths"),
      "<div class=\"flow\">\(HTML.bars("How often", rows))</div>\n",
      HTML.small(none.isEmpty ? "" : "On no path: \(none.joined(separator: "; "))."),
    ]
  }

  /// Runs of levels that as many paths pass.
  private static func equal(
    _ exceedances: [OutcomeSummary.Exceedance]
  ) -> [[OutcomeSummary.Exceedance]] {
    exceedances.reduce(into: []) { groups, exceedance in
      if let last = groups.last?.last, last.direction == exceedance.direction,
        last.probability == exceedance.probability
      {
        groups[groups.count - 1].append(exceedance)
      } else {
        groups.append([exceedance])
      }
    }
  }

  /// `maximum drawdown above 10 % and 20 %`, `date of insolvency by 2027-06-23`.
  private func label(_ outcome: OutcomeSummary, _ levels: [OutcomeSummary.Exceedance]) -> String {
    let texts = levels.map { outcome.date($0.level) ?? $0.level.amount(outcome.unit) }
    return "\(words(outcome.quantity)) \(levels[0].direction.rawValue) \(texts.inWords)".printable()
  }
}
