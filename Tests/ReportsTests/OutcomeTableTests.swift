import Statistics
import Testing

@testable import Reports
@testable import Text

/// Protects what the terminal says of outcomes and groups.
@Suite struct OutcomeTableTests {
  private static let dates = ["2026-06-24", "2027-06-23", "2028-06-21", "2029-06-20"]

  private static func percentile(_ level: Double, _ value: Double, _ low: Double, _ high: Double)
    -> Percentile
  {
    Percentile(level: level, value: value, interval: Interval(low: low, high: high))
  }

  private static func outcome(
    _ name: String, _ unit: String, dates: [String] = [], _ percentiles: [Percentile]
  ) -> OutcomeSummary {
    OutcomeSummary(
      name: name, unit: unit,
      sample: SampleSummary(
        count: 300, failed: 0, mean: Estimate(value: 2.2, error: 0.1),
        standardDeviation: 1, minimum: 0, maximum: 3, percentiles: percentiles),
      dates: dates, censored: Proportion(hits: 700, of: 1_000))
  }

  private static func falls(of company: String) -> [OutcomeSummary] {
    [
      outcome(
        company + ".drawdownRecovery", "date", dates: dates,
        [
          percentile(5, 1, 1, 1), percentile(50, .infinity, 2, .infinity),
          percentile(97.5, .infinity, .infinity, .infinity),
        ]),
      outcome(
        company + ".drawdownDuration", "years",
        [
          percentile(5, 1.15385, 1.15385, 1.15385), percentile(50, .infinity, 2.999, .infinity),
          percentile(97.5, .infinity, 2.9, .infinity),
        ]),
    ]
  }

  private static func lines(_ outcomes: [OutcomeSummary], columns: Int = 80) -> [String] {
    Fixture.report(summary: Fixture.summary(outcomes: outcomes))
      .outcomeLines(on: Terminal(columns: columns)).flatMap(\.self)
  }

  /// What has not happened by the horizon is later than its bound, which is never rounded up; there
  /// is no mean of what is known for some paths only; and the share of the others is said once.
  @Test func timesThatAreNotReached() {
    #expect(
      Self.lines(Self.falls(of: "zhipu")) == [
        "deepest fall              P5               P50             P97.5",
        "drawdownRecovery  2027-06-23  after 2028-06-21  after 2029-06-20",
        "drawdownDuration  1.15 years       > 2.9 years       > 2.9 years",
        "The deepest fall of zhipu has not recovered by 2029-06-20 on 70 % of the paths",
        "  (67 % to 73 %).",
      ])
  }

  /// At 40 columns the median stays.
  @Test func narrowTimes() {
    #expect(
      Self.lines(Self.falls(of: "zhipu"), columns: 40).prefix(2) == [
        "deepest fall                   P50", "drawdownRecovery  after 2028-06-21",
      ])
  }

  /// Tables of several companies say whose they are.
  @Test func severalCompanies() {
    let lines = Self.lines(Self.falls(of: "zhipu") + Self.falls(of: "minimax"))
    #expect(lines.contains("zhipu") && lines.contains("minimax"))
    #expect(lines.filter { $0.hasPrefix("The deepest fall of") }.count == 2)
  }

  private static func risks(
    _ exceedances: [(Double, Int)], _ risks: [RiskMeasure.Kind], level: Double = 0.95
  ) -> String? {
    let outcome = OutcomeSummary(
      name: "zhipu.return", unit: "share", sample: Fixture.drawdown.sample,
      risks: risks.map {
        RiskMeasure(
          kind: $0, level: level, value: 0.974, interval: Interval(low: 0.973, high: 0.975))
      },
      exceedances: exceedances.map {
        .init(level: $0, probability: Proportion(hits: $1, of: 10_000))
      })
    return Fixture.report().exceedanceSentence(outcome)
  }

  /// Protects the words for the worst paths: 0.95 leaves 5 %, also where 1 - 0.95 is not quite 0.05.
  @Test func theWorstPaths() {
    #expect(Self.risks([], []) == nil)
    #expect(
      Self.risks([], [.valueAtRisk, .expectedShortfall])
        == "Of the total return of zhipu, the loss that 5 % of the paths exceed is 97.4 % ± 0.1 % "
        + "(VaR95) and their mean loss is 97.4 % ± 0.1 % (ES95).")
    #expect(
      Self.risks([], [.conditionalExpectedDrawdown], level: 0.99)
        == "Of the total return of zhipu, the mean of the worst 1 % is 97.4 % ± 0.1 % (CED99).")
  }

  private static func returnSentence(
    median: Double, mean: Double, mcse: Double, highest: Double = 5, count: Int = 100_000,
    levels: [Double] = [5, 50, 95], trimmed: Estimate? = nil
  ) -> String? {
    let percentiles = levels.map {
      Percentile(
        level: $0, value: median, interval: Interval(low: median - 0.002, high: median + 0.002))
    }
    let sample = SampleSummary(
      count: count, failed: 0, mean: Estimate(value: mean, error: mcse),
      standardDeviation: 1, minimum: -1, maximum: highest,
      percentiles: percentiles + [
        Percentile(level: 99, value: 4, interval: Interval(low: 4, high: 4))
      ])
    let outcome = OutcomeSummary(
      name: "zhipu.return", unit: "share", sample: sample, trimmedMean: trimmed)
    return Fixture.report(
      summary: Fixture.summary(paths: 0..<count, series: [], outcomes: [outcome])
    ).returnSentence(of: "zhipu")
  }

  /// What a scenario implies for a holder, with the rate of two years, and whether one path makes it.
  @Test func meanReturns() {
    #expect(
      Self.returnSentence(median: -0.665, mean: 0.902, mcse: 0.04)
        == "The total return of zhipu has a median of -66.5 % ± 0.2 % and a mean of 90 % ± 4 % (38 % ± 1 % a year)."
    )
    #expect(
      Self.returnSentence(median: -0.665, mean: 0.902, mcse: 0.04, highest: 9_000)
        == "The total return of zhipu has a median of -66.5 % ± 0.2 % and a mean of 90 % ± 4 % (38 % ± 1 % a year); "
        + "one path makes 5 % of the mean, which may be wrong by more than its error says.")
    #expect(
      Self.returnSentence(median: -0.665, mean: .nan, mcse: .nan)
        == "The total return of zhipu has a median of -66.5 % ± 0.2 % and a mean that is not known."
    )
    #expect(
      Self.returnSentence(median: 0.3, mean: 0.44, mcse: 0, levels: [40, 90])
        == "The total return of zhipu has a P40 of 30.0 % ± 0.2 % and a mean of 44 % (20 % a year)."
    )
    // Three tenths of the mean price lie with the best hundredth; of a mean without few such paths, less.
    let few = Self.returnSentence(
      median: -0.665, mean: 0.902, mcse: 0.04, trimmed: Estimate(value: 0.345, error: 0.01))
    #expect(
      few?.hasSuffix(
        "(38 % ± 1 % a year); without the best hundredth of the paths it is 34 % ± 1 %.")
        == true
        || few?.hasSuffix(
          "(38 % ± 1 % a year); without the best hundredth of the paths it is 35 % ± 1 %.") == true
    )
    let many = Self.returnSentence(
      median: 0.8, mean: 0.902, mcse: 0.04, trimmed: Estimate(value: 0.85, error: 0.01))
    #expect(many?.hasSuffix("(38 % ± 1 % a year).") == true)
    // Beside the answers, and once for each company.
    let report = Fixture.report()
    #expect(report.returnSentence(of: "zhipu") == nil && !report.table.contains("total return"))
  }

  /// Levels that say something; where all are certain or out of reach, the two around the change.
  @Test func tellingLevels() {
    let many = (1...9).map { (Double($0) / 10, 10_000 - 1_000 * $0) }
    #expect(
      Self.risks(many, [])
        == "The total return of zhipu is above 10 % on 90.0 % of the paths, above 30 % on 70.0 %, "
        + "above 50 % on 50.0 %, above 70 % on 30.0 %, above 90 % on 10.0 %.")
    #expect(
      Self.risks([(0.1, 10_000), (0.2, 10_000), (0.3, 0), (0.4, 0)], [])
        == "The total return of zhipu is above 20 % on 100.00 % of the paths, above 30 % on none."
    )
  }

  private static func shifts(_ values: [Double]) -> String? {
    let group = GroupSummary(
      name: "worst", condition: "worst 5% by zhipu.return", paths: 2_000,
      share: Proportion(hits: 5, of: 100),
      series: Catalog([]), outcomes: Catalog([]),
      shifts: values.enumerated().map { index, value in
        Shift(
          name: "zhipu.d\(index)", of: "zhipu", kind: index == 0 ? .shock : .driver,
          shift: Estimate(value: value, error: 0.02), median: Fixture.middle(1),
          medianOfAll: Fixture.middle(1))
      })
    return Fixture.report().shiftSentence(group, most: 2)
  }

  /// Protects the words for what was different: the largest first, and how many are left out.
  @Test func shiftsInWords() {
    #expect(Self.shifts([]) == nil)
    #expect(
      Self.shifts([-1.9, 0.3, 0.2, 0.05, 0.01])
        == "What was different: d0 shocks 1.90 sd lower (±0.02 standard error), d1 0.30 sd higher (±0.02), and 1 "
        + "more; 2 are not distinguishable from those of all paths.")
    #expect(
      Self.shifts([-1.9, 0.01])
        == "What was different: d0 shocks 1.90 sd lower (±0.02 standard error); 1 is not distinguishable from "
        + "that of all paths.")
    #expect(Self.shifts([0.01])?.contains("nothing") == true)
  }

  /// Protects every width: a line is never wider than the terminal.
  @Test func everythingFits() {
    for columns in [40, 41, 48, 57, 66, 73, 80] {
      for report in [Fixture.report(), Market().report()] {
        for line in report.table(on: Terminal(columns: columns)).split(separator: "\n") {
          #expect(String(line).displayWidth <= columns, "\(line)")
        }
      }
    }
  }

  /// Protects pairs that belong together from the end of a line.
  @Test func numbersKeepTheirSigns() {
    #expect("a share of 50 % ± 1 % is it".wrapped(to: 13) == ["a share of", "50 % ± 1 % is", "it"])
  }
}
