import Statistics
import TestSupport
import Testing

@testable import Reports
@testable import Text

/// Protects the picture in the terminal, character by character.
@Suite struct TextFanTests {
  private static let standard: [Double] = [5, 10, 25, 50, 75, 90, 95]

  /// Normal quantiles of the standard levels.
  private static let scores = [-1.645, -1.282, -0.674, 0, 0.674, 1.282, 1.645]

  private static func months(_ count: Int) -> [String] {
    (0..<count).map { month in
      let number = (6 + month) % 12 + 1
      return "\(2026 + (6 + month) / 12)-\(number < 10 ? "0" : "")\(number)-01"
    }
  }

  private static func series(
    _ unit: String = "HKD", levels: [Double] = standard, dates: [String] = months(37),
    _ value: (_ part: Double, _ index: Int) -> Double
  ) -> SeriesSummary {
    let bands = dates.indices.map { date in
      let part = Double(date) / Double(max(dates.count - 1, 1))
      let values = levels.indices.map { value(part, $0) }
      return Fixture.band(
        values, halfWidths: values.map { _ in 0.01 }, levels: levels,
        mean: values.first ?? .nan, mcse: 0)
    }
    return SeriesSummary(name: "acme.sharePrice", unit: unit, dates: dates, bands: bands)
  }

  private static func days(_ count: Int) -> [String] {
    (0..<count).map { day in
      let (year, rest) = (2026 + day / 336, day % 336)
      let (month, number) = (rest / 28 + 1, rest % 28 + 1)
      return "\(year)-\(month < 10 ? "0" : "")\(month)-\(number < 10 ? "0" : "")\(number)"
    }
  }

  private static let seen = [
    ObservedRank(
      series: "acme.sharePrice", unit: "HKD", date: "2027-07-01", statedDate: "2027-07-03",
      value: 60, source: nil, rank: Proportion(hits: 1, of: 2))
  ]

  private static let cases: [(name: String, fan: TextFan?)] = [
    (
      "rising over decades, one observation",
      TextFan(
        series { part, index in
          100 * exponential(3 * part + 1.5 * part.squareRoot() * scores[index])
        }, seen)
    ),
    (
      "a factor of 12, logarithmic",
      TextFan(series { part, index in exponential(0.755 * part * scores[index]) })
    ),
    ("falling, linear", TextFan(series { 100 - 50 * $0 + 10 * $0 * scores[$1] })),
    ("the same at all dates", TextFan(series("share") { 0.5 + 0.1 * scores[$1] })),
    (
      "nothing left on the way",
      TextFan(
        series { part, index in
          max(0, 100 * exponential(3 * part * scores[index]) - 20 * part)
        })
    ),
    ("two dates", TextFan(series(dates: ["2026-07-01", "2027-07-01"]) { 10 + $0 * scores[$1] })),
    ("1,000 dates", TextFan(series(dates: days(1000)) { 10 + 3 * $0.squareRoot() * scores[$1] })),
    ("negative values", TextFan(series { -5 - 20 * $0 + 10 * $0 * scores[$1] })),
    ("one level", TextFan(series(levels: [50]) { part, _ in 10 + part * part })),
    ("one level that is no median", TextFan(series(levels: [10]) { part, _ in 10 + part })),
    ("no pair", TextFan(series(levels: [5, 50, 97.5]) { 10 + $0 * scores[2 * $1 + 1] })),
    (
      "eight rows of a band without a median",
      TextFan(
        series(levels: [10, 90]) { 10 + $0 * scores[1 + 4 * $1] }, height: 8)
    ),
  ]

  private static func exponential(_ x: Double) -> Double {
    // Enough digits for a picture, and the same on every machine.
    (0..<60).reversed().reduce(1) { 1 + $0 * x / Double($1 + 1) }
  }

  @Test func matchesItsGoldenPictures() throws {
    let pictures = Self.cases.map { name, fan in
      "== \(name)\n" + (fan?.lines(on: Terminal()) ?? ["nothing"]).joined(separator: "\n") + "\n"
    }
    try expectGolden(pictures.joined(separator: "\n"), "fans.txt")
  }

  /// Protects every width that a terminal may have.
  @Test func fitsTheTerminal() {
    for columns in [40, 41, 48, 57, 66, 73, 80] {
      for (name, fan) in Self.cases {
        for line in fan?.lines(on: Terminal(columns: columns)) ?? [] {
          #expect(line.displayWidth <= columns, "\(name): \(line)")
        }
      }
    }
  }

  /// Protects those who see no colours: they only stand around what is there without them.
  @Test func coloursAddNothing() {
    for (_, fan) in Self.cases {
      let coloured = fan?.lines(on: Terminal(hasColours: true)).joined(separator: "\n") ?? ""
      let plain = fan?.lines(on: Terminal()).joined(separator: "\n") ?? ""
      #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
      #expect(fan == nil || coloured.contains("\u{1B}[1;36m") || coloured.contains("\u{1B}[36m"))
    }
  }

  /// One number at all dates, one date, or nothing known: no picture.
  @Test func nothingToSee() {
    #expect(TextFan(Self.series { _, _ in 7 }) == nil)
    #expect(TextFan(Self.series(dates: ["2026-07-01"]) { 10 + $0 + Self.scores[$1] }) == nil)
    #expect(TextFan(Self.series { _, _ in .nan }) == nil)
    #expect(TextFan(Self.series(levels: []) { _, _ in 1 }) == nil)
  }

  /// Dates that cannot be read are counted instead, and have no labels.
  @Test func strangeDates() throws {
    let fan = try #require(
      TextFan(Self.series(dates: ["one", "two", "\u{1B}[2J"]) { 10 + $0 * Self.scores[$1] }))
    let lines = fan.lines(on: Terminal())
    #expect(lines.count == 16 && !lines.joined().contains("\u{1B}"))
  }

  /// The columns of the first and the last date, and of one in the middle of a leap year.
  @Test func datesHaveTheirColumns() throws {
    let axis = try #require(TextTimeAxis(["2027-12-31", "2028-02-28", "2029-01-01"]))
    #expect(axis.column(of: "2027-12-31", width: 368) == 0)
    #expect(axis.column(of: "2028-02-29", width: 368) == 60)
    #expect(axis.column(of: "2028-03-01", width: 368) == 61)
    #expect(axis.column(of: "2029-01-01", width: 368) == 367)
    #expect(axis.column(of: "2029-01-02", width: 368) == nil)
    #expect(axis.position(of: 59, width: 368) == (1, 0))
    #expect(axis.position(of: 367, width: 368) == (1, 1))
  }
}
