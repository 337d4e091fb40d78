import Statistics
import Text

extension Report {
  /// Of each group how many paths belong to it, where they end beside all paths, and what was
  /// different about them. Outcomes and the other series are in the files.
  func groupLines(on terminal: Terminal) -> [[String]] {
    summary.groups.map { group in
      let title = sentence(group).wrapped(to: terminal.width, indent: 2)
      let shifts = shiftSentence(group).map { $0.wrapped(to: terminal.width, indent: 2) }
      return title.map { terminal.styled($0, .heading) }
        + (endTable(group)?.lines(on: terminal) ?? []) + (shifts ?? [])
        + (happenedSentence(group).map { $0.wrapped(to: terminal.width, indent: 2) } ?? [])
    }
  }

  private func endTable(_ group: GroupSummary) -> TextTable? {
    let names = mainSeries
    guard let first = summary.series.first(where: { names.contains($0.name) }),
      group.series.contains(where: { names.contains($0.name) })
    else { return nil }
    let levels = first.levels.few
    let columns = ["", "all "].flatMap { whose in
      levels.map { level in
        TextTable.Column(
          title: whose + Levels.head(level),
          dispensability: level == first.levels.nearestToMiddle ? 0 : 1)
      }
    }
    var table = TextTable(columns)
    table.append(.titles("on \(first.dates.last ?? "")".printable()))
    for name in names {
      guard let all = summary.series[name], let part = group.series[name] else { continue }
      let numbers = [part, all].flatMap { series in
        levels.map { level in
          let band = series.band(at: .end)
          return band[level].map { band.figure($0, unit: series.unit).text } ?? "–"
        }
      }
      let own = summary.companies.count == 1 ? all.quantity.ownName : name
      table.append(.numbers("  " + own.printable().with(unit: all.unit), numbers))
    }
    return table
  }

  /// Of each company ARR, multiple and what it is worth, or the first series where it has none of
  /// these.
  private var mainSeries: [String] {
    summary.companies.flatMap { company -> [String] in
      let worth = fanSeries(of: company)?.name
      return summary.series.filter { series in
        series.quantity.subject == company && !series.bands.isEmpty
          && (series.quantity.picture == .growth || series.name == worth)
      }.map(\.name)
    }
  }

  /// The series whose bands are drawn: the share price, else the market cap, else the first.
  func fanSeries(of company: String) -> SeriesSummary? {
    summary.series(.sharePrice, of: company) ?? summary.series(.marketCap, of: company)
      ?? summary.series.first { $0.quantity.subject == company }
  }
}
