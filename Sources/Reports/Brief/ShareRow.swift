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

  init(question: String, share: String, error: String, part: Double) {
    self.question = question
    self.share = share
    self.error = error
    (least, most) = (part, part)
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

  /// `median share price 45 ± 2 HKD, of all paths 636 ± 9; multiple shocks 1.90 sd lower (±0.02 standard
  /// error) and 4 more`: where a group ends, and what was different most. Empty for one without paths.
  func detail(of group: GroupSummary) -> String {
    let main = summary.companies.lazy.compactMap(fanSeries).first
    let end = main.flatMap { all -> String? in
      guard let level = summary.levels.line, let own = group.series[all.name] else { return nil }
      let texts = [own, all].compactMap { series -> String? in
        let band = series.band(at: .end)
        return band[level].map { percentile in
          let figure = band.figure(percentile, unit: series.unit)
          return "\(figure.text) ± \(figure.errorText)"
        }
      }
      guard texts.count == 2 else { return nil }
      let quantity = words(all.quantity).with(unit: all.unit)
      return "\(Levels.name(level)) \(quantity): \(texts[0]), of all paths \(texts[1])"
    }
    return [end, shiftInShort(group)].compactMap(\.self).joined(separator: "; ").printable()
  }

  /// What every reader asks of a company: how often its price ends above where it starts, where the file does
  /// not ask it, and how often it is insolvent or bought.
  func likelihoodRows(of company: String) -> [ShareRow] {
    var rows: [ShareRow] = []
    if let series = summary.series(.sharePrice, of: company), let gain = gain(of: company),
      !asksGain(of: series)
    {
      let start = series.constantAtStart.map { "today's \($0.amount(series.unit))" }
      rows.append(
        ShareRow("\(words(series.quantity)) ends above \(start ?? "its start")", gain))
    }
    let of = summary.companies.count == 1 ? "" : " \(company)"
    for role in [Quantity.Role.insolvency, .takeover] {
      guard let outcome = summary.outcome(role, of: company), let last = outcome.exceedances.last
      else { continue }
      // Of the date of insolvency, insolvency is likely.
      let what = outcome.quantity.words.replacing("date of ", with: "")
      rows.append(
        ShareRow(
          "\(what)\(of) by \(outcome.date(last.level) ?? "the end")".printable(), last.probability))
    }
    return rows
  }

  /// Of the paths of a company those on which its share price ends above where it starts.
  func gain(of company: String) -> Proportion? {
    summary.outcome(.totalReturn, of: company)?.exceedances
      .first { $0.direction == .above && $0.level == 0 }?.probability
  }

  private func asksGain(of price: SeriesSummary) -> Bool {
    summary.answers.compactMap(\.comparison).contains { asked in
      asked.quantity.name == price.name && asked.isAbove
        && asked.level == price.constantAtStart && asked.time == .at(price.dates.last ?? "")
    }
  }
}
