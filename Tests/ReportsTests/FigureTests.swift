import Statistics
import Testing

@testable import Reports
@testable import Text

/// Protects the promise that printed digits stop where the noise starts.
@Suite struct FigureTests {
  struct Case: Sendable, CustomStringConvertible {
    let value: Double
    let error: Double
    let unit: String
    let text: String
    let errorText: String

    init(_ value: Double, _ error: Double, _ unit: String, _ text: String, _ errorText: String) {
      (self.value, self.error, self.unit) = (value, error, unit)
      (self.text, self.errorText) = (text, errorText)
    }
    var description: String { "\(value) ± \(error) \(unit)" }
  }

  @Test(arguments: [
    // The last digit is the leading digit of the error.
    Case(2314.6, 20, "HKD", "2310", "20"),
    Case(2314.6, 2, "HKD", "2315", "2"),
    Case(2314.6, 0.3, "HKD", "2314.6", "0.3"),
    Case(2314.6, 300, "HKD", "2300", "300"),
    Case(12.345, 0.04, "x", "12.35", "0.04"),
    Case(-0.0734, 0.002, "index", "-0.073", "0.002"),
    // Half a unit away from the next digit, and errors that round up to ten.
    Case(9.96, 0.1, "x", "10.0", "0.1"),
    Case(50, 9.6, "x", "50", "10"),
    Case(5, 0.1, "x", "5.0", "0.1"),
    // Exact powers of ten as errors.
    Case(1234.5, 10, "HKD", "1230", "10"),
    Case(0.12345, 0.001, "index", "0.123", "0.001"),
    // Suffixes from 10,000 on, chosen after rounding; the error has the scale of the number.
    Case(9999.9, 0.4, "HKD", "9999.9", "0.4"),
    Case(9999.9, 5, "HKD", "10.000k", "0.005k"),
    Case(12_345, 20, "HKD", "12.35k", "0.02k"),
    Case(12_345, 20_000, "HKD", "10k", "20k"),
    Case(999_960, 100, "HKD", "1.0000M", "0.0001M"),
    Case(1.6234e9, 1.7e7, "CNY", "1.62B", "0.02B"),
    Case(1.04e12, 3e9, "HKD", "1.040T", "0.003T"),
    // Five digits at most, even when the error would allow more.
    Case(2314.5678, 0.0001, "HKD", "2314.6", "<0.1"),
    Case(1.23456789e9, 10, "HKD", "1.2346B", "<0.0001B"),
    // An error larger than the number leaves one digit of it: only 0 prints as 0. The error has its own
    // scale then.
    Case(3, 20, "HKD", "3", "20"),
    Case(-3.4, 20, "HKD", "-3", "20"),
    Case(30, 20, "HKD", "30", "20"),
    Case(0.96, 20, "HKD", "1.0", "20"),
    Case(-31e6, 4e8, "CNY", "-30M", "400M"),
    Case(3, 2e7, "CNY", "3", "20M"),
    Case(0, 2e7, "CNY", "0", "20M"),
    Case(0, 0.02, "x", "0.00", "0.02"),
    Case(0, 2e-12, "x", "0", "2e-12"),
    // Constants print plainly.
    Case(1.7e9, 0, "CNY", "1.7B", "0"),
    Case(445.84e6, 0, "shares", "445.84M", "0"),
    Case(2174, 0, "HKD", "2174", "0"),
    Case(1, 0, "index", "1", "0"),
    Case(0, 0, "HKD", "0", "0"),
    Case(-0.0, 0, "HKD", "0", "0"),
    Case(0.1 + 0.2, 0, "x", "0.3", "0"),
    // Shares are percentages.
    Case(0.6234, 0.004, "share", "62.3 %", "0.4 %"),
    Case(0.6234, 0.02, "share", "62 %", "2 %"),
    Case(1, 0, "share", "100 %", "0 %"),
    Case(0.00012, 0.00001, "probability", "0.012 %", "0.001 %"),
    // Significant digits whatever the size; a power of ten where zeros could not be counted.
    Case(2.5e-6, 1e-7, "x", "0.0000025", "0.0000001"),
    Case(3.28e-7, 2e-8, "USD", "0.00000033", "0.00000002"),
    Case(1e-8, 0, "x", "0.00000001", "0"),
    Case(9.99996e-9, 0, "x", "0.00000001", "0"),
    Case(1e-9, 0, "x", "1e-9", "0"),
    Case(-3.28e-12, 2e-14, "x", "-3.28e-12", "0.02e-12"),
    Case(3.28e-12, 5, "x", "3e-12", "5"),
    Case(1e-9, 1e-10, "share", "0.00000010 %", "0.00000001 %"),
    Case(5e-324, 0, "x", "1e-323", "0"),
    Case(3e17, 1e16, "HKD", "300000T", "10000T"),
    Case(1.26e26, 3e24, "HKD", "1.26e26", "0.03e26"),
    Case(2e300, 1e290, "HKD", "2.0000e300", "<0.0001e300"),
    Case(-2e300, 0, "HKD", "-2e300", "0"),
    // No number, or no error.
    Case(.nan, .nan, "HKD", "–", "–"),
    Case(.infinity, 1, "HKD", "–", "–"),
    Case(2314.6, .infinity, "HKD", "~2000", "–"),
    Case(0.62, .nan, "share", "~60 %", "–"),
  ])
  func digitsStopWhereTheErrorStarts(_ example: Case) {
    let figure = Figure(example.value, error: example.error, unit: example.unit)
    #expect(figure.text == example.text)
    #expect(figure.errorText == example.errorText)
  }

  @Test func percentilesUseHalfTheirInterval() {
    let percentile = Percentile(
      level: 50, value: 2310, interval: Interval(low: 2290, high: 2330))
    #expect(Figure(percentile, unit: "HKD").errorText == "20")
  }

  /// The printed number is never further from the true one than half of its last digit.
  @Test func printedNumbersAreClose() throws {
    var state: UInt64 = 1
    for _ in 0..<10_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(state >> 11) / 1e12
      let error = value / Double(1 + state % 997)
      let text = Figure(value, error: error, unit: "").text
      let suffixes: [Character: Double] = ["k": 1e3, "M": 1e6, "B": 1e9, "T": 1e12]
      let scale = text.last.flatMap { suffixes[$0] } ?? 1
      let printed = try #require(Double(scale == 1 ? text[...] : text.dropLast())) * scale
      #expect(abs(printed - value) <= 0.5 * error * (1 + 1e-9))
    }
  }

  /// Only 0 is printed as 0, and what is printed is near: from 1e-300 to 1e300, with all errors.
  @Test func onlyZeroPrintsZero() throws {
    for exponent in stride(from: -300, through: 300, by: 7) {
      let value = try #require(Double("-7.777e\(exponent)"))
      for ratio in [0, 1e-9, 1e-3, 0.2, 1, 3, 1e4, 1e12, .infinity] {
        let figure = Figure(value, error: ratio * abs(value), unit: "")
        let text = figure.text.drop { $0 == "~" }
        let suffixes: [Character: String] = ["k": "e3", "M": "e6", "B": "e9", "T": "e12"]
        let scale = text.last.flatMap { suffixes[$0] }
        let printed = try #require(Double(scale.map { text.dropLast() + $0 } ?? text[...]))
        // One digit at least.
        #expect(abs(printed / value - 1) < 0.07, "\(value) ± \(figure.errorText): \(text)")
      }
    }
  }

  @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (12_345_678, "12,345,678")])
  func thousandsAreApart(_ number: Int, _ text: String) { #expect(grouped(number) == text) }
}
