import Statistics
import Text

extension Report {
  /// `bands.csv`: one row for each statistic of each series and date, then of each outcome, which
  /// has no date, then one for each answer.
  ///
  /// `level`, `value`, `low` and `high` are numbers and nothing else, or empty; values that are dates stand
  /// in `valueDate`, `lowDate` and `highDate`. `low` and `high` bound the sampling error at 95 %; for the
  /// mean they are 1.96 standard errors away. `level` is that of a percentile, of a risk measure, or what
  /// is passed, in the unit of the series. Of an outcome there are also its risk measures (`ES`), the
  /// share of paths on which it had not happened by the horizon (`censored`), and of paths above some
  /// levels (`above`) or on which it had happened by some dates (`by`); the unit of shares of paths is
  /// `probability`. What is asked of more than one level stands whole where a series has its name,
  /// and its statistic is `asked`. An answer that the horizon does not decide on all paths has two rows,
  /// `at least` and `at most`.
  ///
  /// Where something may happen, its rows follow: the share of the paths on which it has happened by each
  /// date, or on which a regime is in a state on it (`in`); when it happens first, in years and as dates; how
  /// often; the share of time in a state; and other numbers on the paths on which it happened and on the
  /// others, whose statistic ends with `given NAME` or `given not NAME`.
  ///
  /// Of several companies, rank correlations of their returns follow (`step rank correlation with NAME`, `horizon
  /// rank correlation with NAME`), and how often one falls by more than `level` in a step on which another
  /// does (`falls given NAME`), and on all on which both have a return (`falls beside NAME`). Of a company with a
  /// history of its share price, what that has (`history`), the same of the first steps of the paths (`… beside
  /// history`) and the share of them below it.
  ///
  /// Numbers have at most fifteen digits, of which none is noise of rounding. Fields are quoted as in RFC
  /// 4180; numbers that are not finite are empty fields.
  public var csv: String {
    var text = TextBuffer()
    text += "company,series,unit,date,statistic,level,value,low,high,valueDate,lowDate,highDate\n"
    for series in summary.series {
      for (date, band) in zip(series.dates, series.bands) {
        band.write(to: &text, behind: Self.fields(series.quantity, on: date))
      }
    }
    for outcome in summary.outcomes { write(outcome, to: &text) }
    for answer in summary.answers { write(answer, to: &text) }
    writeHappening(to: &text)
    writeDependence(to: &text)
    writeHistories(to: &text)
    return text.text
  }

  private func write(_ outcome: OutcomeSummary, to text: inout TextBuffer) {
    let fields = Self.fields(outcome.quantity)
    for percentile in outcome.sample.percentiles {
      let interval = percentile.interval
      let numbers = [percentile.value, interval.low, interval.high]
      text.append(
        fields + "percentile", percentile.level, outcome.isDate ? [] : numbers,
        dates: outcome.isDate ? numbers.map { outcome.date($0) ?? "" } : [])
    }
    if outcome.mean != nil { outcome.sample.writeMean(to: &text, behind: fields) }
    for risk in outcome.risks {
      let numbers = [risk.value, risk.interval.low, risk.interval.high]
      text.append(fields + risk.kind.rawValue, risk.level, numbers)
    }
    if let censored = outcome.censored {
      let shares = Self.fields(outcome.quantity, in: "probability")
      text.append(shares + "censored", nil, censored.numbers)
    }
    for exceedance in outcome.exceedances {
      let date = outcome.date(exceedance.level)
      let shares = Self.fields(outcome.quantity, in: "probability", on: date ?? "")
      text.append(
        shares + exceedance.direction.rawValue, date == nil ? exceedance.level : nil,
        exceedance.probability.numbers)
    }
  }

  private func write(_ answer: Answer, to text: inout TextBuffer) {
    let (fields, level) = answer.comparison.map(asked) ?? (Self.fields(answer.name) + "asked", nil)
    let share = answer.probability
    let rows =
      share.bounds.map { [($0.least, " at least"), ($0.most, " at most")] } ?? [(share, "")]
    for (share, bound) in rows { text.append(fields + bound, level, share.numbers) }
  }

  /// Up to the level, and the level where it is no date.
  private func asked(_ asked: Answer.Comparison) -> (fields: String, level: Double?) {
    let level = summary.outcomes[asked.quantity.name]?.date(asked.level)
    let (date, time) =
      switch asked.time {
      case .at(let date): (date, "at")
      case .until(let date): (date, "until")
      case .path: (level ?? "", "asked")
      }
    let words = "\(asked.isAbove ? "above" : "below") \(time)"
    return (
      Self.fields(asked.quantity, in: "probability", on: date) + words,
      level == nil ? asked.level : nil
    )
  }

  /// Up to the statistic, of what belongs to no company; unless said otherwise, a share of the paths.
  static func fields(_ name: String, in unit: String = "probability", on date: String = "")
    -> String
  {
    ["", name, unit, date].map(CSVTable.field).joined(separator: ",") + ","
  }

  /// Up to the statistic.
  static func fields(
    _ quantity: Quantity, in unit: String? = nil, on date: String = ""
  ) -> String {
    [quantity.subject, quantity.ownName, unit ?? quantity.unit, date]
      .map(CSVTable.field).joined(separator: ",") + ","
  }
}

extension Proportion {
  var numbers: [Double] { [value, interval.low, interval.high] }
}

extension SampleSummary {
  fileprivate func write(to text: inout TextBuffer, behind fields: String) {
    for percentile in percentiles {
      let interval = percentile.interval
      text.append(
        fields + "percentile", percentile.level, [percentile.value, interval.low, interval.high])
    }
    writeMean(to: &text, behind: fields)
  }

  /// - Parameter paths: On which paths, where these are not all.
  func writeMean(to text: inout TextBuffer, behind fields: String, of paths: String = "") {
    let halfWidth = 1.96 * mean.error
    text.append(
      fields + "mean" + paths, nil, [mean.value, mean.value - halfWidth, mean.value + halfWidth])
  }
}

extension TextBuffer {
  /// A row: what it is of, the level, then value and ends as numbers or as dates.
  mutating func append(
    _ fields: String, _ level: Double?, _ numbers: [Double], dates: [String] = []
  ) {
    self += fields
    for number in [level ?? .nan] + (numbers.isEmpty ? [.nan, .nan, .nan] : numbers) {
      self += ","
      append(withoutNoise: number)
    }
    self += dates.isEmpty ? ",,,\n" : "," + dates.joined(separator: ",") + "\n"
  }
}
