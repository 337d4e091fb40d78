import Simulation
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension ScenarioReader {
  /// Says what the first piece of a schedule comes to that holds a yearly rate for less than a year: whoever
  /// means a single change gets a small part of it. Once for each key.
  ///
  /// - Parameters:
  ///   - pieces: With what the file states for each.
  ///   - name: Full name of the key: `acme.listPrice.drift`.
  mutating func warnOfShortRates(
    _ pieces: [(law: ScheduledLaw, node: LocatedNode)], of name: String, _ rule: NumberRule
  ) {
    // Of what an event can change, and of no rate that nothing adds up.
    guard rule.kind == .rate, let level = Self.level(movedBy: name, of: rule.subject) else {
      return
    }
    for (index, piece) in pieces.enumerated().dropLast() {
      let (from, next) = (piece.law.from, pieces[index + 1].law)
      // What is in force at the start and goes on as something else is an assumption of its own.
      let isFirst = from <= draft.start ?? from
      let time = Self.time(from: from, to: next.from)
      guard from.adding(months: 12) > next.from, !isFirst || next.law.isZero,
        let change = piece.law.law.text(over: time.years),
        let stated = piece.node.statedByYear
      else { continue }
      report(
        .shortRate(
          name, stated: stated, time: time.words, comes: change,
          // Nothing happens on the start date.
          date: "\(isFirst ? next.from : from)", level: level), at: piece.node.place)
      return
    }
  }

  /// The full name of the level that a rate moves, where an event can change it: `acme.listPrice`.
  private static func level(movedBy key: String, of company: String) -> String? {
    let words = key.split(separator: ".").dropFirst().dropLast().joined(separator: ".")
    return CompanyCatalog.levels.contains { $0.name == words } ? "\(company).\(words)" : nil
  }

  /// `3 months`, `10 days`, and in years.
  private static func time(
    from: CalendarDate, to: CalendarDate
  ) -> (words: String, years: Double) {
    let months = (1..<12).first { from.adding(months: $0) == to }
    let days = to.day - from.day
    let (count, unit) =
      months.map { ($0, Period.month) } ?? (days % 7 == 0 ? (days / 7, .week) : (days, .day))
    return ("\(count) \(count == 1 ? unit.rawValue : unit.plural)", Double(count) / unit.perYear)
  }
}

extension Assumption.Law {
  /// What a yearly rate comes to over a part of a year, in about two digits, and its middle 90 % where it
  /// is not one number; nil where it is 0 or several.
  fileprivate func text(over years: Double) -> String? {
    guard !isZero, let only else { return nil }
    let ends = [0.05, 0.95].map { level in
      let change = expm1(years * log1p(only.quantile(level)))
      return Kind.change.text(change) { Figure($0, error: abs($0) / 10, unit: "").text }
    }
    return ends[0] == ends[1] ? ends[0] : "\(ends[0]) to \(ends[1])"
  }
}

extension LocatedNode {
  /// The rate of a piece in the words of the file; nil where these say another time than a year.
  fileprivate var statedByYear: String? {
    let text = self[EvidenceKey.value.rawValue]?.summary ?? summary
    return text.contains("/") && !text.contains("/year") ? nil : text
  }
}
