import Statistics
import Text

/// What a short answer leaves out, counted and named.
struct Omitted {
  private let parts: [String]

  /// - Parameters:
  ///   - shown: Names of the series and outcomes that are told.
  ///   - picture: Whether there is one that is left out.
  init(
    _ report: Report, shown: Set<String>, _ happening: BriefHappening, picture: Bool = false
  ) {
    let summary = report.summary
    let companies = summary.companies.filter { company in
      !(summary.series.map(\.quantity) + summary.outcomes.map(\.quantity)).contains {
        $0.subject == company && shown.contains($0.name)
      }
    }
    parts = [
      companies.count < summary.companies.count
        ? Self.text(companies.count, "company", "companies") : nil,
      picture ? "the picture" : nil,
      Self.text(summary.series.count { !shown.contains($0.name) }, "series", "series"),
      Self.text(summary.outcomes.count { !shown.contains($0.name) }, "outcome", "outcomes"),
      summary.attributions.isEmpty ? nil : "what moved the share price",
      Self.text(happening.omittedEvents, "event", "events"),
      Self.text(happening.omittedRegimes, "regime", "regimes"),
      report.dividing.isEmpty ? nil : "what differs with events",
      summary.dependence == nil ? nil : "more of how prices move together",
      summary.histories.isEmpty ? nil : "what stands beside history",
      Self.text(summary.groups.count, "group's bands", "groups' bands"),
      Self.text(summary.rolledForward.count, "value rolled forward", "values rolled forward"),
    ].compactMap(\.self)
  }

  /// `Not shown: 14 series, 9 outcomes, 2 groups' bands; --full`; empty where all is shown.
  var text: String {
    parts.isEmpty ? "" : "Not shown: " + parts.joined(separator: ", ") + "; --full"
  }

  private static func text(_ count: Int, _ one: String, _ many: String) -> String? {
    count == 0 ? nil : "\(grouped(count)) \(count == 1 ? one : many)"
  }
}

extension Report {
  /// `6 warnings: ebitda, marketCap, …`, or the only one; nil where there is none.
  var warningsInShort: String? {
    let warnings = summary.warnings
    guard warnings.count > 1 else { return warnings.first.map { "warning: " + $0.printable() } }
    let only = summary.companies.count == 1 ? summary.companies.first : nil
    let about = warnings.map { warning -> String in
      guard let colon = warning.firstRange(of: ": ") else { return warning }
      let name = String(warning[..<colon.lowerBound])
      return only.map(name.below) ?? name
    }.reduce(into: [String]()) { names, name in if !names.contains(name) { names.append(name) } }
    return "\(grouped(warnings.count)) warnings about \(about.joined(separator: ", "))".printable()
  }
}
