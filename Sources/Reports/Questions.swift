import Statistics
import Text

// What a scenario asked in the words in which it did, and what came out: for rows of the terminal and
// of the page. Nothing in them can move a cursor.

extension Report {
  /// `share price of zhipu < 560 HKD until 2026-12-30`, without the company where there is only one.
  /// Level and date are as the file states them; where the grid has another date, it is told behind them.
  /// What is asked of more than one level is as the file has it.
  func question(_ answer: Answer) -> String {
    let stated = description.questions[answer.name]
    guard let asked = answer.comparison else {
      return (stated?.words ?? answer.name).withSpacedPercent.printable()
    }
    let relation = asked.isAbove ? ">" : "<"
    let level = stated?.level.withSpacedPercent ?? gridLevel(asked)
    let date = stated?.date
    let time =
      switch asked.time {
      case .at(let gridDate): " at \(date ?? gridDate)"
      case .until(let gridDate): " until \(date ?? gridDate)"
      case .path: ""
      }
    let judged = stated.flatMap { self.judged(asked, as: $0) }.map { " (\($0))" } ?? ""
    return "\(words(asked.quantity)) \(relation) \(level)\(time)\(judged)".printable()
  }

  /// `share price < observed 560 HKD at 2026-02-23`: what is told of an observation is the share of the paths
  /// below it.
  func question(_ observed: ObservedRank) -> String {
    let moved = observed.date == observed.statedDate ? "" : " (\(onGrid(observed.date)))"
    let value = observed.value.amount(observed.unit)
    return "\(words(observed.series)) < observed \(value) at \(observed.statedDate)\(moved)"
      .printable()
  }

  /// `deep (zhipu.maxDrawdown > 95 %)`; the condition alone where it is the name.
  func question(_ group: GroupSummary) -> String {
    let condition = group.condition.withSpacedPercent
    return (group.hasName ? "\(group.name) (\(condition))" : condition).printable()
  }

  /// `share price of zhipu`, without the company where there is only one.
  func words(_ quantity: Quantity) -> String {
    (summary.companies.count == 1 ? quantity.words : quantity.inWords).printable()
  }

  /// `monthly grid: 2026-12-01`: the date of the grid that stands for the stated one; nil where they
  /// are the same.
  private func judged(
    _ asked: Answer.Comparison, as stated: ScenarioDescription.Question
  ) -> String? {
    switch asked.time {
    case .at(let date), .until(let date):
      return stated.date.flatMap { $0 == date ? nil : onGrid(date) }
    case .path:
      // What happened before a date did so up to the date of the grid before it.
      guard let outcome = summary.outcomes[asked.quantity.name], outcome.isDate,
        gridLevel(asked) != stated.level || asked.level >= Double(outcome.dates.count)
      else { return nil }
      let step = asked.isAbove ? asked.level : asked.level - 1
      return outcome.date(step).map { onGrid((asked.isAbove ? "after " : "up to ") + $0) }
    }
  }

  private func onGrid(_ date: String) -> String {
    let often = description.step == "day" ? "daily" : description.step + "ly"
    return "\(often) grid: \(date)"
  }

  /// The level as the model has it.
  private func gridLevel(_ asked: Answer.Comparison) -> String {
    summary.outcomes[asked.quantity.name]?.date(asked.level) ?? asked.level.amount(asked.unit)
  }
}

extension Proportion {
  /// An answer in short: `12.3 %`, `none`, `all`; `30 % to 47 %` where the horizon does not decide all paths;
  /// `–` where no path could be asked.
  var shortText: String {
    if count == 0 { return "–" }
    if undecided > 0 || isKnown && hits > 0 { return text }
    return hits == 0 ? "none" : hits == count ? "all" : text
  }

  /// What stands beside it: half of the 95 % interval, `± 0.2 %`, or of none or all paths the end of it,
  /// `< 0.004 %`. Empty where no path could be asked.
  var shortErrorText: String {
    if count == 0 || isKnown { return "" }
    if let bounds {
      let half = [bounds.least, bounds.most].map { ($0.interval.high - $0.interval.low) / 2 }.max()
      return "± " + Figure((half ?? 0).rounded(digits: 1, .up), error: 0, unit: "probability").text
    }
    if hits == 0 { return interval.endOfNone }
    if hits == count { return interval.endOfAll }
    return "± " + Figure(share: self).errorText
  }
}

extension Interval {
  /// Of a share that no path is in, `< 0.004 %`.
  var endOfNone: String {
    "< " + Figure(high.rounded(digits: 1, .up), error: 0, unit: "probability").text
  }

  /// Of one that all are in, `> 99.996 %`.
  var endOfAll: String { "> " + Figure(low, error: 1 - low, unit: "probability").text }
}

extension String {
  /// `90%` as reports write it: `90 %`.
  fileprivate var withSpacedPercent: String {
    reduce(into: "") { text, character in
      if character == "%", text.last?.isNumber == true { text.append(" ") }
      text.append(character)
    }
  }
}
