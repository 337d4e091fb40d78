import Statistics

extension Drawdown {
  static let drawdown = Quantity.series(
    "drawdown", .share, standard: true, worst: .above, family: .fall, role: .drawdown,
    picture: .fall,
    help: "Fall from the highest share price so far, the start included.")
  static let peakDate = Quantity.outcome(
    "drawdownPeak", .date, words: "peak before the deepest fall", worst: nil, family: .fall,
    help: "Last date at the peak before the deepest fall.")
  static let troughDate = Quantity.outcome(
    "drawdownTrough", .date, words: "trough of the deepest fall", worst: nil, family: .fall,
    help: "Date of the deepest fall's lowest share price.")
  static let recoveryDate = Quantity.outcome(
    "drawdownRecovery", .date, words: "recovery from the deepest fall", worst: nil,
    open: notRecovered, family: .fall,
    help: "First date after the deepest fall on which its peak is reached again, if it is.")
  static let duration = Quantity.outcome(
    "drawdownDuration", .years, words: "duration of the deepest fall", worst: .above,
    open: notRecovered, family: .fall,
    help: "Time from the peak of the deepest fall until it is reached again, if it is.")
  static let timeUnderWater = Quantity.outcome(
    "timeUnderWater", .share, worst: .above, family: .fall,
    help: "Share of the dates after the start on which the share price is below its running peak.")
  static let ulcerIndex = Quantity.outcome(
    "ulcerIndex", .share, worst: .above, family: .fall,
    help:
      "Root of the mean squared drawdown over the dates after the start (Martin & McCann 1989).")

  private static let notRecovered = Quantity.OpenEvent(
    before: "The deepest fall of", after: "has not recovered by")

  static let offers = [
    Offer(drawdown) { (fall: Drawdown, _) in fall.ratio.map { .column($0, .shortfall) } },
    Offer(
      .outcome(
        "maxDrawdown", .share, words: "maximum drawdown", worst: .above,
        levels: .above([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95]),
        risks: [.conditionalExpectedDrawdown], family: .fall, role: .maximumDrawdown,
        help: "Largest fall of the share price from a running peak, seen at the dates of the grid.")
    ) { (fall: Drawdown, _) in
      .formula(
        OutcomeFormula(inputs: (fall.worst, fall.worstPeak), telling: .shortfall) { $0 / $1 })
    },
    Offer(peakDate) { (fall: Drawdown, company) in
      fall.dates.map { .formula(.step($0.from, in: company.model)) }
    },
    Offer(troughDate) { (fall: Drawdown, company) in
      fall.dates.map { .formula(.step($0.trough, in: company.model)) }
    },
    Offer(recoveryDate) { (fall: Drawdown, company) in
      fall.dates.map { .formula(.step($0.recovery, mayBeOpen: true, in: company.model)) }
    },
    Offer(duration) { (fall: Drawdown, company) in
      fall.dates.map { .formula(.time(from: $0.from, to: $0.recovery, in: company.model)) }
    },
    Offer(timeUnderWater) { (fall: Drawdown, company) in
      let steps = Double(company.model.grid.steps)
      return fall.water.map {
        .formula(OutcomeFormula(inputs: ($0.dates, $0.dates)) { dates, _ in dates / steps })
      }
    },
    Offer(ulcerIndex) { (fall: Drawdown, company) in
      let steps = Double(company.model.grid.steps)
      return fall.water.map {
        .formula(
          OutcomeFormula(inputs: ($0.squares, $0.squares)) { squares, _ in
            (squares / steps).squareRoot()
          })
      }
    },
  ]
}
