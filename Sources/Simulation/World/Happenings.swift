import Statistics

/// What happens in a model: regimes and events, and the levels and numbers that they move.
///
/// Levels and regimes come before the companies, which ask for them; events behind them, because their
/// conditions look at what companies have.
struct Happenings {
  private let definition: ModelDefinition
  private let model: Compiler
  private let binding: EffectBinding
  private var regimes: Regimes
  private(set) var tracked: [TrackedEvent] = []

  var trackedRegimes: [TrackedRegime] {
    let all = regimes.tracked
    return definition.regimes.compactMap { regime in all.first { $0.name == regime.name } }
  }

  init(_ definition: ModelDefinition, _ world: World, in model: Compiler) {
    self.definition = definition
    self.model = model
    let regimes = Regimes(definition, in: model)
    self.regimes = regimes
    binding = EffectBinding(definition, world, in: model, sets: regimes.sets)
    model.moves = LevelMoves(definition.movedLevels, in: model)
    let moves = model.moves.all
    if !moves.isEmpty { model.append(MovesOfStep(moves: moves)) }
    model.parameterMoves = ParameterMoves(definition.effects, in: model)
    model.deals = CompanyDeals(definition.effects, in: model)
    let numbers = model.parameterMoves.all
    if !numbers.isEmpty { model.append(MovedPaths(moves: numbers)) }
    self.regimes.build(definition, in: model, effects: binding.effects)
    // Behind regimes that are set, whose states may move numbers, too.
    if !numbers.isEmpty { model.append(MovedNumbers(moves: numbers)) }
  }

  // MARK: Events

  /// Compiles the events, once companies have their columns.
  ///
  /// - Parameter series: Where a quantity of a company is on a path.
  mutating func build(
    series: @escaping (Quantity) -> (column: Column, telling: Telling)?,
    dates: @escaping (Quantity) -> Column?
  ) {
    if definition.measure == .riskAdjusted,
      !definition.events.isEmpty || !definition.regimes.isEmpty
    {
      model.warn(
        "measure", "takes no risk premium off events and regimes: they keep their real-world laws")
    }
    var events = EventCompiler(definition, in: model)
    tracked = events.build(
      regimes.chains, series: series, dates: dates, binding.effects)
    let lasting = definition.effects.compactMap { binding.lasting[$0.key] }
    if !lasting.isEmpty { model.append(EndOfEffects(effects: lasting.reversed())) }
    for effect in definition.effects { refuseUnused(effect) }
  }

  private func refuseUnused(_ effect: Effect) {
    switch effect.target {
    case .level(let company, let name) where model.moves.unused.contains("\(company).\(name)"):
      model.refuse(effect.key, "\(company) has no \(name) that could be moved")
    case .parameter(let name, _, _) where model.parameterMoves.unused.contains(name):
      model.refuse(
        effect.key,
        "there is no \(name) that could be moved: state one, with the value that it starts with")
    case .shares(let company, _) where model.deals.lacksCash(company):
      model.refuse(effect.key, "\(company) has no costs, and so no cash that money could come to")
    case .whole where definition.measure == .riskAdjusted:
      model.refuse(
        effect.key,
        "a takeover at a premium gives holders something for nothing, which no price has under measure: "
          + "riskAdjusted; measure: realWorld was expected")
    default: break
    }
  }
}

extension ModelDefinition {
  /// The regimes that effects set.
  var regimesSet: Set<String> {
    let stated = Set(regimes.filter { !$0.stated.isEmpty }.map(\.name))
    return effects.reduce(into: stated) { names, effect in
      if case .state(let regime, _) = effect.target { names.insert(regime) }
    }
  }

  /// What effects move, each level once.
  fileprivate var movedLevels: [(name: String, level: MovableLevel)] {
    var found: [String: MovableLevel] = [:]
    for effect in effects {
      switch effect.target {
      case .level(let company, let name):
        found["\(company).\(name)"] = CompanyCatalog.level(named: name)
      case .factor(let name, let form): found[name] = FactorCatalog.level(of: form)
      default: break
      }
    }
    return found.keys.sorted().compactMap { name in found[name].map { (name, $0) } }
  }
}

extension CompanyCatalog {
  /// The level that a file calls so: `revenue.lines.0` is one of `revenue.lines[]`.
  public static func level(named name: String) -> MovableLevel? {
    let words = name.split(separator: ".")
    let listed =
      words.last.flatMap { Int($0) } == nil ? nil : words.dropLast().joined(separator: ".") + "[]"
    return levels.first { $0.name == name || $0.name == listed }
  }
}

/// Forgets what the step before has done to levels.
private struct MovesOfStep: Component {
  let name = "levels that events move"
  let phase = Phase.switches
  let moves: [LevelMove]

  func start(_ block: Block) { for move in moves { move.start(block) } }

  func advance(_ block: Block, to step: Int) { for move in moves { move.clear(block) } }
}

/// Forgets on which paths the step before has moved numbers.
private struct MovedPaths: Component {
  let name = "paths on which events move numbers"
  let phase = Phase.endings
  let moves: [ParameterMove]

  func start(_ block: Block) { for move in moves { move.start(block) } }

  func advance(_ block: Block, to step: Int) { for move in moves { move.clear(block) } }
}

/// Finds what the events of a step have made of numbers, behind them.
private struct MovedNumbers: Component {
  let name = "numbers that events move"
  let phase = Phase.amounts
  let moves: [ParameterMove]

  func advance(_ block: Block, to step: Int) { for move in moves { move.settle(block) } }
}
