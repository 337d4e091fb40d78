import Statistics

/// Whatever owns keys and quantities, while a model is compiled: a company, or a basket of them. Keys become numbers, and parts
/// are built once, when they are first asked for.
final class Subject {
  let name: String
  let currency: String
  let model: Compiler
  let world: World
  private let assumptions: Assumptions
  /// Own names of what is recorded, kept or asked.
  private let wanted: Set<String>
  /// Numbers that a part has asked for: whoever asks next gets the same driver.
  private var known: [String: Number] = [:]
  private var parts: [ObjectIdentifier: (any Part)?] = [:]
  /// Amounts that events move.
  var movedAmounts: [MovedAmount] = []
  /// What a holder has of it, where that is no share of a company.
  var heldValue: HeldValue?
  /// Parts that have been begun and are not yet built, each asked for by the one before it.
  private var begun: [any Part.Type] = []

  /// - Parameter wanted: Own names of the quantities that a run needs of it.
  init(
    _ name: String, currency: String, stating assumptions: Assumptions, in world: World,
    _ model: Compiler, wanted: Set<String>
  ) {
    self.name = name
    self.currency = currency
    self.assumptions = assumptions
    self.world = world
    self.model = model
    self.wanted = wanted
  }

  func build(_ type: any Part.Type) { _ = part(type) }

  /// A part of it; nil where the scenario has none.
  func part<P: Part>(_ type: P.Type) -> P? {
    let key = ObjectIdentifier(type)
    if let known = parts[key] { return known as? P }
    precondition(
      !begun.contains { $0 == type },
      "parts ask for each other in a circle: \((begun + [type]).map { "\($0)" }.joined(separator: ", "))"
    )
    begun.append(type)
    let part = P(in: self)
    begun.removeLast()
    parts[key] = .some(part)
    return part
  }

  /// Takes a part that somebody has built who knows more than this subject.
  func take<P: Part>(_ part: P) { parts[ObjectIdentifier(P.self)] = .some(part) }

  /// A part that every subject of its kind has.
  subscript<P: Part>(_ type: P.Type) -> P {
    guard let part = part(type) else { preconditionFailure("\(name) has no \(type)") }
    return part
  }

  /// Whether a run needs a quantity of it.
  func isAsked(for quantity: Quantity) -> Bool { wanted.contains(quantity.ownName) }

  // MARK: What the scenario states

  func has(_ parameter: Parameter) -> Bool { assumptions.numbers[parameter.key] != nil }

  func has(section: String) -> Bool { assumptions.has(section: section) }

  func choice(_ parameter: Parameter) -> String? {
    guard case .choice(let options) = parameter.content else { return nil }
    return assumptions.choices[parameter.key] ?? options.first
  }

  /// The condition that is stated at a key of a list.
  func condition(at key: String) -> Condition? { assumptions.conditions[key] }

  func asOf(_ parameter: Parameter) -> CalendarDate? { assumptions.numbers[parameter.key]?.asOf }

  func scope(_ parameter: Parameter) -> String? { assumptions.numbers[parameter.key]?.scope }

  /// What a series was before the start; nothing where the scenario does not say it.
  func history(of series: Quantity) -> [PastValue] { assumptions.histories[series.ownName] ?? [] }

  /// The distribution that a law parameter states.
  func law(_ parameter: Parameter) -> Assumption.Law? { assumptions.numbers[parameter.key]?.law }

  /// The number that is stated, else the declared default, else nil.
  ///
  /// - Parameters:
  ///   - key: Where it stands, if not at the parameter's own key: in a list.
  ///   - target: The currency of an amount of money; the company's own where nil.
  func optional(
    _ parameter: Parameter, at key: String? = nil, in target: String? = nil
  ) -> Number? {
    guard case .number(let kind, let domain) = parameter.content else { return nil }
    let key = key ?? parameter.key
    let place = "\(key) in \(target ?? currency)"
    if let number = known[place] { return number }
    let number = resolved(parameter, kind, domain, key, target)
    known[place] = number
    return number
  }

  private func resolved(
    _ parameter: Parameter, _ kind: Kind, _ domain: Domain, _ key: String, _ target: String?
  ) -> Number? {
    func asMoved(_ number: Number) -> Number {
      parameter.use.isByStep ? model.moved(number, fullName(key), domain) : number
    }
    guard let stated = assumptions.numbers[key] else {
      return parameter.fallback.map { asMoved(model.constant($0)) }
    }
    let number = asMoved(
      model.number(
        stated.law, name: fullName(key), domain: domain, isDated: parameter.use == .date))
    guard kind == .money else { return number }
    return converted(number, from: stated.currency, to: target ?? currency, key)
  }

  /// The first step on or after a date of the file, which must lie after the start and within the
  /// horizon; the last where the grid ends a few days before the horizon; nil where it does not.
  func step(at key: String) -> Int? {
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
  func number(_ parameter: Parameter) -> Number {
    if let number = optional(parameter) { return number }
    model.refuse(fullName(parameter.key), "missing")
    return model.constant(.nan)
  }

  /// The same of a number that is seen on dates and not only in steps.
  func dated(_ parameter: Parameter) -> DatedNumber {
    model.dated(number(parameter))
  }

  /// Refuses a number that is outside a domain, or fails the paths on which it is.
  func require(
    _ parameter: Parameter, _ number: Number, _ domain: Domain, _ text: String
  ) {
    if let value = model.value(of: number), !domain.contains(value) { refuse(parameter, text) }
    model.check(number, domain, cause: "\(fullName(parameter.key)) \(text)")
  }

  /// What the maps of a list of the scenario are called, `shares.options`: places from 0, or names.
  func items(inList list: String) -> [String] { assumptions.items(of: list) }

  func fullName(_ key: String) -> String {
    ModelDefinition.Company.fullName(key, of: name)
  }

  func refuse(_ parameter: Parameter, _ text: String) {
    model.refuse(fullName(parameter.key), text)
  }

  // MARK: Events

  /// What events do to a level of it; nil where none does.
  ///
  /// - Parameter name: Its own name: `usage`, `revenue.lines.0`.
  func move(_ name: String) -> LevelMove? { model.moves.take(fullName(name)) }

  /// Whether events sell new shares of it.
  var isSoldByEvents: Bool { model.deals.sales(of: name) != nil }

  /// The same for whoever carries the sales out.
  func soldByEvents() -> SaleQueue? { model.deals.takeSales(of: name) }

  /// What events offer for all of its shares; nil where none does.
  var bids: Bids? { model.deals.bids(for: name) }

  // MARK: Money

  /// Units of the reporting currency for one unit of its own, at the start.
  private(set) lazy var exchangeRateAtStart = converted(
    model.constant(1), from: currency, to: world.currency, "currency")

  /// The same on each date.
  var exchangeRate: Number {
    let start = exchangeRateAtStart
    let rate = world.rate(named: FactorDefinition.name(ofRate: currency))
    return rate?.column.map { .moving($0) } ?? start
  }

  func converted(_ amount: Number, from: String?, to: String, _ key: String) -> Number {
    world.converted(amount, from: from ?? currency, to: to, in: model) { unknown in
      model.refuse(fullName(key), "fx has no rate for \(unknown) in \(world.currency)")
    }
  }

  /// An amount that is paid on a date, and what makes it the company's currency there; it is in the company's own
  /// where the rate does not move. Nil for what is not stated.
  func paid(
    _ parameter: Parameter, at key: String
  ) -> (amount: Number, conversion: Conversion?)? {
    guard let code = movingCurrency(at: key, in: currency) else {
      return optional(parameter, at: key).map { ($0, nil) }
    }
    let conversion = world.conversion(from: code, to: currency, in: model) { unknown in
      model.refuse(fullName(key), "fx has no rate for \(unknown) in \(world.currency)")
    }
    return optional(parameter, at: key, in: code).map { ($0, conversion) }
  }

  /// The currency of a stated amount, or its own, whose worth in another moves; nil where it does not.
  func movingCurrency(at key: String? = nil, in target: String) -> String? {
    let code = key.flatMap { assumptions.numbers[$0]?.currency } ?? currency
    return world.moves(from: code, to: target) ? code : nil
  }

  // MARK: Draws

  func source(_ key: String) -> DrawSource { model.source(fullName(key)) }
}
