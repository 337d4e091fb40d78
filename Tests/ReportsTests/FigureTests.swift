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
    // An error larger than the number leaves no digit of it.
    Case(3, 20, "HKD", "0", "20"),
    Case(-3, 20, "HKD", "0", "20"),
    Case(30, 20, "HKD", "30", "20"),
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
    // Never an exponent.
    Case(1e-9, 0, "x", "0", "0"),
    Case(2.5e-6, 1e-7, "x", "0.000003", "<0.000001"),
    Case(3e17, 1e16, "HKD", "300000T", "10000T"),
    Case(2e300, 1e290, "HKD", ">999999T", "–"),
    Case(-2e300, 1e290, "HKD", "<-999999T", "–"),
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

  @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (12_345_678, "12,345,678")])
  func thousandsAreApart(_ number: Int, _ text: String) { #expect(grouped(number) == text) }
}
