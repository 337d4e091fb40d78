import Statistics

extension Turbulence {
  static let kurtosis = Quantity.outcome(
    "kurtosis", .level, words: "excess kurtosis of returns", standard: false, signed: true,
    worst: .above, family: .turbulence,
    help: "Excess kurtosis of the log returns of steps along a path: 0 of normal ones.")

  /// - Parameter lag: In steps.
  static func autocorrelation(_ lag: Int) -> Quantity {
    .outcome(
      "absoluteAutocorrelation\(lag)", .level,
      words: "autocorrelation of absolute returns at lag \(lag)", standard: false, signed: true,
      worst: .above, family: .turbulence,
      help:
        "Autocorrelation of the absolute log returns of steps along a path, \(steps(lag)) apart: how far large moves follow large ones."
    )
  }

  static func rise(_ size: Double) -> Quantity {
    moves("risesAbove", size, "rises by more than", worst: nil)
  }

  static func fall(_ size: Double) -> Quantity {
    moves("fallsAbove", size, "falls by more than", worst: .above)
  }

  private static func moves(
    _ name: String, _ size: Double, _ words: String, worst: Relation?
  ) -> Quantity {
    let percent = Int((100 * size).rounded())
    return .outcome(
      "\(name)\(percent)", .count, words: "steps with \(words) \(percent) %", standard: false,
      worst: worst, family: .turbulence,
      help: "Steps of a path in which the share price \(words) \(percent) %.")
  }

  private static func steps(_ lag: Int) -> String { lag == 1 ? "1 step" : "\(lag) steps" }

  static let quantities: [Quantity] = {
    var all: [Quantity] = [kurtosis]
    all += lags.map(autocorrelation)
    all += sizes.map(fall)
    all += sizes.map(rise)
    return all
  }()

  static let offers: [Offer] = {
    var all: [Offer] = [
      Offer(kurtosis) { (turbulence: Turbulence, company) in
        turbulence.kurtosis.map { .formula(.value($0, in: company.model)) }
      }
    ]
    all += lags.map { lag in
      Offer(autocorrelation(lag)) { (turbulence: Turbulence, company) in
        turbulence.lagged.first { $0.lag == lag }
          .map { .formula(.value($0.correlation, in: company.model)) }
      }
    }
    all += sizes.indices.flatMap { place in
      [
        Offer(fall(sizes[place])) { (turbulence: Turbulence, company) in
          turbulence.falls[place].map { .formula(.value($0, in: company.model)) }
        },
        Offer(rise(sizes[place])) { (turbulence: Turbulence, company) in
          turbulence.rises[place].map { .formula(.value($0, in: company.model)) }
        },
      ]
    }
    return all
  }()
}
