import Statistics
import Text

extension Report {
  /// `bands.csv`: one row for each statistic of each series and date, then of each outcome, which
  /// has no date, then one for each answer.
  ///
  /// `low` and `high` bound the sampling error at 95 %; for the mean they are 1.96 standard errors
  /// away. Of an outcome there are also its risk measures (`ES95`), the share of paths on which it
  /// had not happened by the horizon (`censored`), and of paths above some levels (`above 0.5`) or
  /// on which it had happened by some dates (`by 2027-06-23`); the unit of shares of paths is
  /// `probability`. An answer that the horizon does not decide on all paths has two rows, `at least` and
  /// `at most`. Values of an outcome that is a date are dates. Fields are quoted as in RFC
  /// 4180; numbers that are not finite are empty fields.
  public var csv: String {
    var text = TextBuffer()
    text += "company,series,unit,date,statistic,value,low,high\n"
    for series in summary.series {
      for (date, band) in zip(series.dates, series.bands) {
        band.write(to: &text, behind: Self.fields(series.quantity, date))
      }
    }
    for outcome in summary.outcomes { write(outcome, to: &text) }
    for answer in summary.answers {
      let date =
        switch answer.time {
        case .at(let date), .until(let date): date
        case .path: ""
        }
      let fields = Self.fields(answer.quantity, in: "probability", date)
      let (share, statistic) = (answer.probability, answer.statistic(in: summary))
      let rows =
        share.bounds.map { [($0.least, " at least"), ($0.most, " at most")] } ?? [(share, "")]
      for (share, bound) in rows {
        write(share, to: &text, behind: fields + CSVTable.field(statistic + bound))
      }
    }
    return text.text
  }

  private func write(_ outcome: OutcomeSummary, to text: inout TextBuffer) {
    let fields = Self.fields(outcome.quantity, "")
    for percentile in outcome.sample.percentiles {
      let interval = percentile.interval
      let numbers = [percentile.value, interval.low, interval.high].map(outcome.field)
      text += fields + (["p" + percentile.levelText] + numbers).joined(separator: ",") + "\n"
    }
    if outcome.mean != nil { outcome.sample.writeMean(to: &text, behind: fields) }
    for risk in outcome.risks {
      text += fields + risk.name
      SampleSummary.write(risk.value, risk.interval.low, risk.interval.high, to: &text)
    }
    let shares = Self.fields(outcome.quantity, in: "probability", "")
    if let censored = outcome.censored {
      write(censored, to: &text, behind: shares + "censored")
    }
    for exceedance in outcome.exceedances {
      let words = "\(exceedance.direction.rawValue) \(outcome.field(exceedance.level))"
      write(exceedance.probability, to: &text, behind: shares + CSVTable.field(words))
    }
  }

  private func write(_ share: Proportion, to text: inout TextBuffer, behind fields: String) {
    text += fields
    SampleSummary.write(share.value, share.interval.low, share.interval.high, to: &text)
  }

  private static func fields(
    _ quantity: Quantity, in unit: String? = nil, _ date: String
  ) -> String {
    [quantity.subject, quantity.ownName, unit ?? quantity.unit, date]
      .map(CSVTable.field).joined(separator: ",") + ","
  }
}

extension Answer {
  /// `below 560 at`, `below 560 until`, `above 0.5 asked`.
  fileprivate func statistic(in summary: Summary) -> String {
    let level = summary.outcomes[quantity.name]?.field(level) ?? level.shortest ?? ""
    let words = (isAbove ? "above " : "below ") + level
    return switch time {
    case .at: words + " at"
    case .until: words + " until"
    case .path: words + " asked"
    }
  }
}

extension SampleSummary {
  fileprivate func write(to text: inout TextBuffer, behind fields: String) {
    for percentile in percentiles {
      text += fields
      text += "p"
      text.append(shortest: percentile.level)
      Self.write(
        percentile.value, percentile.interval.low, percentile.interval.high, to: &text)
    }
    writeMean(to: &text, behind: fields)
  }

  fileprivate func writeMean(to text: inout TextBuffer, behind fields: String) {
    text += fields
    text += "mean"
    let halfWidth = 1.96 * mean.error
    Self.write(mean.value, mean.value - halfWidth, mean.value + halfWidth, to: &text)
  }

  fileprivate static func write(_ numbers: Double..., to text: inout TextBuffer) {
    for number in numbers {
      text += ","
      text.append(shortest: number)
    }
    text += "\n"
  }
}
