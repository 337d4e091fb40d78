import Text

/// How pictures show the numbers of a key.
struct InputScale {
  /// What numbers are multiplied by.
  let factor: Double
  let unit: String

  /// Years below two are months, as files and texts have them.
  init(_ key: SweptKey, _ numbers: [Double]) {
    let isShort = key.unit == "years" && numbers.allSatisfy { abs($0) < 2 }
    (factor, unit) = isShort ? (12, "months") : (1, key.unit.onAxis)
  }

  /// Holds the numbers without forcing 0 into sight.
  func axis(_ numbers: [Double]) -> Axis? {
    Axis(around: numbers.map { factor * $0 }, unit: unit, isTight: true)
  }

  /// `zhipu.cash · CNY, logarithmic`: of an axis.
  func title(_ key: SweptKey, _ axis: Axis?) -> String {
    let words = [axis?.unitWords ?? "", axis?.isLogarithmic == true ? "logarithmic" : ""]
    return Chart.subtitle(key.name, words.filter { !$0.isEmpty }.joined(separator: ", "))
  }

  /// A level on a tic: without the unit that the axis' title has.
  func tic(_ level: String, _ number: Double?) -> String {
    guard let number, !unit.isEmpty else { return level }
    return Figure(factor * number, error: 0, unit: unit).text
  }
}
