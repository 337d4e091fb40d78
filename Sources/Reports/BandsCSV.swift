import Statistics
import Text

extension Report {
  /// `bands.csv`: one row for each statistic of each series and date; outcomes have no date.
  ///
  /// `low` and `high` bound the sampling error at 95 %; for the mean they are 1.96 standard errors
  /// away. Fields are quoted as in RFC 4180; numbers that are not finite are empty fields.
  public var csv: String {
    var text = "company,series,unit,date,statistic,value,low,high\n"
    for series in summary.series {
      for (date, band) in zip(series.dates, series.bands) {
        band.write(to: &text, behind: Self.fields(series.name, series.unit, date))
      }
    }
    for outcome in summary.outcomes {
      outcome.sample.write(to: &text, behind: Self.fields(outcome.name, outcome.unit, ""))
    }
    return text
  }

  private static func fields(_ name: String, _ unit: String, _ date: String) -> String {
    let (company, quantity) = name.splitAtCompany
    return [company, quantity, unit, date].map(\.quoted).joined(separator: ",") + ","
  }
}

extension SampleSummary {
  fileprivate func write(to text: inout String, behind fields: String) {
    for percentile in percentiles {
      text += fields + "p" + percentile.levelText
      Self.write(
        percentile.value, percentile.interval.low, percentile.interval.high, to: &text)
    }
    text += fields + "mean"
    let halfWidth = 1.96 * mean.error
    Self.write(mean.value, mean.value - halfWidth, mean.value + halfWidth, to: &text)
  }

  private static func write(_ numbers: Double..., to text: inout String) {
    for number in numbers {
      text += ","
      text += number.shortest ?? ""
    }
    text += "\n"
  }
}

extension String {
  /// `zhipu.sharePrice` is `zhipu` and `sharePrice`; a name without a dot belongs to no company.
  var splitAtCompany: (company: String, quantity: String) {
    guard let dot = firstIndex(of: ".") else { return ("", self) }
    return (String(self[..<dot]), String(self[index(after: dot)...]))
  }

  /// A field as in RFC 4180: quoted if it holds a comma, a quote or the end of a line.
  fileprivate var quoted: String {
    guard unicodeScalars.contains(where: { ",\"\n\r".unicodeScalars.contains($0) }) else {
      return self
    }
    return "\"" + split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}
