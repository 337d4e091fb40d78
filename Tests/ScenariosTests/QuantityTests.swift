import Testing

@testable import Scenarios
@testable import Simulation

/// Protects what each notation means for each kind: a wrong unit is off by a factor, silently.
@Suite struct QuantityTests {
  @Test(arguments: [
    (Kind.money, "1.7B CNY", 1.7e9), (.money, "2174 HKD", 2174), (.money, "1.7 bn", 1.7e9),
    (.money, "2B", 2e9), (.money, "0", 0), (.count, "445.84M", 445.84e6), (.money, "3T", 3e12),
    (.count, "100_000", 100_000), (.count, "1e9", 1e9), (.count, "12.5k", 12_500),
    (.change, "-22.76%", -0.2276), (.change, "\u{2212}22.76%", -0.2276), (.share, "12%", 0.12),
    (.share, "0.12", 0.12), (.probability, "35 %", 0.35), (.logChange, "-1%", -0.01),
    (.logChange, "-0.01", -0.01), (.multiple, "12x", 12), (.multiple, "12 times", 12),
    (.factor, "12", 12), (.elasticity, "-1.1", -1.1), (.coefficient, "+.6", 0.6),
    (.duration, "8 months", 8.0 / 12), (.duration, "1 year", 1), (.duration, "14 days", 14.0 / 365),
    (.duration, "26 weeks", 0.5), (.duration, "2 quarters", 0.5), (.frequency, "1.5/year", 1.5),
    (.frequency, "2/month", 24), (.frequency, "1 / week", 52), (.rate, "40%", 0.4),
    (.rate, "40%/year", 0.4), (.volatility, "35%", 0.35), (.volatility, "35%/year", 0.35),
    (.rate, "0", 0), (.duration, "0", 0), (.frequency, "0", 0), (.volatility, "0", 0),
  ])
  func number(kind: Kind, text: String, expected: Double) throws {
    let quantity = try QuantityText.quantity(text).get()
    #expect(kind.number(of: quantity) == expected)
  }

  @Test(arguments: [
    // e^(0.11 · 4) - 1 and 1.1^12 - 1, computed with bc -l to 15 places.
    ("0.11 log/quarter", 0.552707218511336), ("0.44 log/year", 0.552707218511336),
    ("10%/month", 2.138428376721), ("-50%/quarter", -0.9375),
  ])
  func compounding(text: String, expected: Double) throws {
    let rate = try #require(Kind.rate.number(of: try QuantityText.quantity(text).get()))
    #expect(abs(rate - expected) < 1e-13)
  }

  /// A loss above 100 % in a month must not come back as a gain by an even power.
  @Test func impossibleLossStaysOutOfBounds() throws {
    let rate = try #require(Kind.rate.number(of: try QuantityText.quantity("-150%/month").get()))
    #expect(!Domain.aboveMinusOne.contains(rate))
  }

  @Test(arguments: [
    (Kind.duration, "12%"), (.duration, "8"), (.frequency, "1.5"), (.rate, "0.4"),
    (.change, "0.1"), (.change, "10%/year"), (.volatility, "0.35"), (.volatility, "3%/month"),
    (.volatility, "0.1 log/year"), (.money, "12%"), (.money, "12x"), (.count, "12x"),
    (.count, "5 CNY"), (.multiple, "5k"), (.multiple, "12%"), (.elasticity, "12%"),
    (.coefficient, "1x"), (.share, "2M"), (.share, "3 months"),
  ])
  func anotherKind(kind: Kind, text: String) throws {
    #expect(kind.number(of: try QuantityText.quantity(text).get()) == nil)
  }

  @Test(arguments: [
    ("", QuantityError.notANumber), ("abc", .notANumber), ("1__0", .notANumber),
    ("_1", .notANumber), ("1_", .notANumber), ("1,000", .notANumber), ("-", .notANumber),
    ("2026-06-24", .notANumber), ("1.2.3", .notANumber), ("5.", .notANumber),
    ("nan", .notFinite), ("-inf", .notFinite), (".inf", .notFinite), ("1e999", .notFinite),
    ("1e308T", .notFinite), ("0x10", .unknownUnit("x10", offset: 1)),
    ("8 monts", .unknownUnit("monts", offset: 2)), ("1e", .unknownUnit("e", offset: 1)),
    ("1.7b", .unknownUnit("b", offset: 3)), ("5/years", .unknownUnit("/years", offset: 1)),
    ("HKD 2174", .currencyFirst(corrected: "2174 HKD")), ("$5", .currencyFirst(corrected: "5 USD")),
    ("¥5", .notANumber),
    ("5M €", .unknownUnit("€", offset: 3)),
  ])
  func noQuantity(text: String, expected: QuantityError) {
    #expect(QuantityText.quantity(text) == .failure(expected))
  }

  @Test(arguments: [
    ("halflife", "halfLife"), ("hlafLife", "halfLife"), ("grwth", "growth"), ("z", nil),
    ("volatilty", "volatility"), ("cahs", "cash"), ("price", nil),
  ])
  func suggestion(word: String, expected: String?) {
    let known = ["growth", "halfLife", "volatility", "cash", "sharePrice", "x"]
    #expect(Suggestion.nearest(to: word, among: known) == expected)
  }
}
