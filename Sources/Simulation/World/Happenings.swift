import Statistics

/// What happens in a model: regimes and events, and the levels that they move.
///
/// Levels and regimes come before the companies, which ask for them; events behind them, because their
/// conditions look at what companies have.
struct Happenings {
  private let definition: ModelDefinition
  private let world: World
  private let model: Compiler
  private var regimes: Regimes
  private(set) var tracked: [TrackedEvent] = []

  var trackedRegimes: [TrackedRegime] {
    let all = regimes.tracked
    return definition.regimes.compactMap { regime in all.first { $0.name == regime.name } }
  }

  init(_ definition: ModelDefinition, _ world: World, in model: Compiler) {
    self.definition = definition
    self.world = world
    self.model = model
    regimes = Regimes(definition, in: model)
    model.moves = LevelMoves(definition.movedLevels, in: model)
    let moves = model.moves.all
    if !moves.isEmpty { model.append(MovesOfStep(moves: moves)) }
    let effects = { [self] (consequence: Consequence, name: String) in
      self.effects(consequence, name)
    }
    regimes.build(definition, in: model, effects: effects)
  }

  // MARK: Effects

  private func effects(_ consequence: Consequence, _ name: String) -> Effects {
    Effects(consequence, name, in: model) { bound($0) }
  }

  private func bound(_ effect: Effect) -> BoundEffect? {
    switch effect.target {
    case .level(let company, let name):
      let full = "\(company).\(name)"
      guard let level = CompanyCatalog.level(named: name), let move = model.moves[full] else {
        model.refuse(effect.key, "\(full) is nothing that an event can move")
        return nil
      }
      let (kind, domain) = level.rule(of: effect.operation)
      return BoundEffect(
        effect, on: .level(move, rate: rate(effect, level, company)), domain,
        unit: unit(kind, effect, company), in: model)
    case .state(let regime, let state):
      guard let sets = regimes.sets(of: regime) else {
        model.refuse(effect.key, "\(regime) is no regime")
        return nil
      }
      return BoundEffect(
        effect, on: .regime(sets, place: state), .any, unit: "", in: model)
    }
  }

  /// Of its size, for whoever traces it; of a share whatever is one.
  private func unit(_ kind: Kind, _ effect: Effect, _ company: String) -> String {
    switch kind {
    case .change, .share, .probability: return "share"
    case .money:
      let own = definition.companies.first { $0.name == company }?.currency
      return effect.size?.currency ?? own ?? ""
    default: return ""
    }
  }

  /// Units of the company's currency for one unit of an amount's.
  private func rate(_ effect: Effect, _ level: MovableLevel, _ company: String) -> Number? {
    guard level.kind == .money, effect.operation != .change,
      let own = definition.companies.first(where: { $0.name == company })?.currency,
      let currency = effect.size?.currency, currency != own
    else { return nil }
    return world.converted(model.constant(1), from: currency, to: own, in: model) { unknown in
      model.refuse(effect.key, "fx has no rate for \(unknown) in \(world.currency)")
    }
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
    for effect in definition.effects {
      guard case .level(let company, let name) = effect.target,
        model.moves.unused.contains("\(company).\(name)")
      else { continue }
      model.refuse(effect.key, "\(company) has no \(name) that could be moved")
    }
    var events = EventCompiler(definition, in: model)
    tracked = events.build(regimes.chains, series: series, dates: dates) { effects($0, $1) }
  }
}

extension ModelDefinition {
  /// What all events do.
  fileprivate var effects: [Effect] {
    let consequences =
      events.flatMap { [$0.then, $0.otherwise].compactMap(\.self) }
      + regimes.flatMap { $0.onEntering.values }
    return consequences.flatMap(\.effects)
  }

  /// What effects move, each level once.
  fileprivate var movedLevels: [(name: String, level: MovableLevel)] {
    var found: [String: MovableLevel] = [:]
    for effect in effects {
      guard case .level(let company, let name) = effect.target else { continue }
      found["\(company).\(name)"] = CompanyCatalog.level(named: name)
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
