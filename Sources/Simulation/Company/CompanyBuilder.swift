/// A model under construction, seen from one company: keys become numbers of that company.
struct CompanyBuilder {
  let name: String
  let currency: String
  private let assumptions: Assumptions
  var model: ModelBuilder
  /// Units of the reporting currency for one unit of each other, as numbers of the model.
  private let exchangeRates: [String: Number]
  private let reportingCurrency: String
  /// Numbers that a part has asked for: whoever asks next gets the same driver.
  private var known: [String: Number] = [:]
  /// Series by name, as the parts offer them.
  private(set) var offers: [String: SeriesOffer] = [:]

  /// A column that can be recorded.
  struct SeriesOffer {
    let unit: String
    let column: Column
    /// A drawdown is binned as value / peak.
    let reading: Reading
    /// What is of the size of its values, where it may itself start at 0.
    let scale: Column
  }

  init(
    _ company: ModelDefinition.Company, exchangeRates: [String: Number], reportingCurrency: String,
    model: ModelBuilder
  ) {
    name = company.name
    currency = company.currency
    assumptions = company.assumptions
    self.exchangeRates = exchangeRates
    self.reportingCurrency = reportingCurrency
    self.model = model
  }

  // MARK: What the scenario states

  func has(_ parameter: Parameter) -> Bool { assumptions.numbers[parameter.key] != nil }

  func has(section: String) -> Bool { assumptions.has(section: section) }

  func choice(_ parameter: Parameter) -> String? {
    guard case .choice(let options) = parameter.content else { return nil }
    return assumptions.choices[parameter.key] ?? options.first
  }

  func asOf(_ parameter: Parameter) -> CalendarDate? { assumptions.numbers[parameter.key]?.asOf }

  func scope(_ parameter: Parameter) -> String? { assumptions.numbers[parameter.key]?.scope }

  /// The distribution that a law parameter states.
  func law(_ parameter: Parameter) -> Assumption.Law? { assumptions.numbers[parameter.key]?.law }

  /// The number that is stated, else the declared default, else nil.
  ///
  /// - Parameters:
  ///   - key: Where it stands, if not at the parameter's own key: in a list.
  ///   - target: The currency of an amount of money; the company's own where nil.
  mutating func optional(
    _ parameter: Parameter, at key: String? = nil, in target: String? = nil, isDated: Bool = false
  ) -> Number? {
    guard case .number(let kind, let domain) = parameter.content else { return nil }
    let key = key ?? parameter.key
    let place = "\(key) in \(target ?? currency)"
    if let number = known[place] { return number }
    let number = resolved(parameter, kind, domain, key, target, isDated)
    known[place] = number
    return number
  }

  private mutating func resolved(
    _ parameter: Parameter, _ kind: Kind, _ domain: Domain, _ key: String, _ target: String?,
    _ isDated: Bool
  ) -> Number? {
    guard let stated = assumptions.numbers[key] else {
      return parameter.fallback.map { model.constant($0) }
    }
    let number = model.number(
      stated.law, name: fullName(key), domain: domain, isDated: isDated)
    guard kind == .money else { return number }
    return converted(number, from: stated.currency, to: target ?? currency, key)
  }

  /// The first step on or after a date of the file, which must lie after the start and within the
  /// horizon; the last where the grid ends a few days before the horizon; nil where it does not.
  mutating func step(of parameter: Parameter, at key: String) -> Int? {
    guard let date = assumptions.dates[key] else { return nil }
    let (dates, end) = (model.grid.dates, model.grid.end)
    guard date > dates[0], date <= end else {
      model.refuse(
        fullName(key),
        "\(date) lies outside the horizon; a date after \(dates[0]) and by \(end) was expected")
      return nil
    }
    let step = dates.firstIndex { $0 >= date } ?? model.grid.steps
    if dates[step] != date {
      model.warn(
        fullName(key), "\(date) is no date of the grid, and acts on \(dates[step])")
    }
    return step
  }

  /// The number of a parameter that is required or has a default.
  mutating func number(_ parameter: Parameter, isDated: Bool = false) -> Number {
    if let number = optional(parameter, isDated: isDated) { return number }
    model.refuse(fullName(parameter.key), "missing")
    return model.constant(.nan)
  }

  /// The same of a number that is seen on dates and not only in steps.
  mutating func dated(_ parameter: Parameter) -> DatedNumber {
    model.dated(number(parameter, isDated: true))
  }

  /// Refuses a number that is outside a domain, or fails the paths on which it is.
  mutating func require(
    _ parameter: Parameter, _ number: Number, _ domain: Domain, _ text: String
  ) {
    if let value = model.value(of: number), !domain.contains(value) { refuse(parameter, text) }
    model.check(number, domain, cause: "\(fullName(parameter.key)) \(text)")
  }

  /// How many maps a list of the scenario has: `shares.options`.
  func count(inList list: String) -> Int {
    var count = 0
    while assumptions.has(section: "\(list).\(count)") { count += 1 }
    return count
  }

  func fullName(_ key: String) -> String {
    ModelDefinition.Company.fullName(key, of: name)
  }

  mutating func refuse(_ parameter: Parameter, _ text: String) {
    model.refuse(fullName(parameter.key), text)
  }

  // MARK: Money

  /// Units of the reporting currency for one unit of the company's.
  mutating func exchangeRate(to reportingCurrency: String) -> Number? {
    let one = model.constant(1)
    guard currency != reportingCurrency else { return one }
    return converted(one, from: currency, to: reportingCurrency, "currency")
  }

  mutating func converted(
    _ amount: Number, from: String?, to: String, _ key: String
  ) -> Number {
    let from = from ?? currency
    guard from != to else { return amount }
    guard let source = rate(of: from), let target = rate(of: to) else {
      let unknown = rate(of: from) == nil ? from : to
      model.refuse(fullName(key), "fx has no rate for \(unknown) in \(reportingCurrency)")
      return amount
    }
    return model.derive(amount, source, target) { $0 * $1 / $2 }
  }

  private mutating func rate(of currency: String) -> Number? {
    if currency == reportingCurrency { return model.constant(1) }
    model.noteUse(ofCurrency: currency)
    return exchangeRates[currency]
  }

  // MARK: What the company gives

  mutating func source(_ key: String) -> Source { model.source(fullName(key)) }

  mutating func offer(
    _ series: CompanySeries, _ column: Column, reading: Reading = .plain, scale: Column? = nil
  ) {
    offers[series.name] = SeriesOffer(
      unit: series.unit.text(company: currency, reporting: reportingCurrency), column: column,
      reading: reading, scale: scale ?? column)
  }
}
