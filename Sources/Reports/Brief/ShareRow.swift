import Statistics
import Text

/// One row of an answer: what was asked, in its own words, and the share of the paths for which it holds.
struct ShareRow {
  let question: String
  /// `12.3 %`.
  let share: String
  /// `± 0.2 %`; empty where there is none.
  let error: String
  /// How far a bar reaches, 0 to 1: with the paths that are decided, and with all that may be hits.
  let least: Double
  let most: Double

  init(_ question: String, _ share: Proportion) {
    self.question = question
    self.share = share.shortText
    error = share.shortErrorText
    let ends = share.bounds.map { ($0.least.value, $0.most.value) } ?? (share.value, share.value)
    (least, most) = share.count > 0 ? ends : (0, 0)
  }

  /// As many paths as were asked for.
  init(_ question: String, exactly share: Double) {
    self.question = question
    self.share = Figure(share.rounded(digits: 3), error: 0, unit: "share").text
    error = ""
    (least, most) = (share, share)
  }
}

extension Report {
  /// What was asked, in the order of the file.
  var answerRows: [ShareRow] { summary.answers.map { ShareRow(question($0), $0.probability) } }

  var observationRows: [ShareRow] { summary.observations.map { ShareRow(question($0), $0.rank) } }

  var groupRows: [ShareRow] {
    summary.groups.map { group in
      group.share.map { ShareRow(question(group), $0) }
        ?? ShareRow(question(group), exactly: Double(group.paths) / Double(summary.paths.count))
    }
  }

  /// What every reader asks of a company: how often its price ends above where it starts, where the file does
  /// not ask it, and how often it is insolvent.
  func likelihoodRows(of company: String) -> [ShareRow] {
    var rows: [ShareRow] = []
    if let series = summary.series(.sharePrice, of: company), let gain = gain(of: company),
      !asksGain(of: series)
    {
      let start = series.constantAtStart.map { "today's \($0.amount(series.unit))" }
      rows.append(
        ShareRow("\(words(series.quantity)) ends above \(start ?? "its start")", gain))
    }
    if let insolvency = summary.outcome(.insolvency, of: company),
      let last = insolvency.exceedances.last
    {
      let of = summary.companies.count == 1 ? "" : " \(company)"
      rows.append(
        ShareRow(
          "insolvency\(of) by \(insolvency.date(last.level) ?? "the end")".printable(),
          last.probability))
    }
    return rows
  }

  /// Of the paths of a company those on which its share price ends above where it starts.
  func gain(of company: String) -> Proportion? {
    summary.outcome(.totalReturn, of: company)?.exceedances
      .first { $0.direction == .above && $0.level == 0 }?.probability
  }

  private func asksGain(of price: SeriesSummary) -> Bool {
    summary.answers.contains { answer in
      answer.quantity.name == price.name && answer.isAbove
        && answer.level == price.constantAtStart && answer.time == .at(price.dates.last ?? "")
    }
  }
}
