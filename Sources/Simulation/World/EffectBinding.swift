/// Finds what the effects of a definition act on.
final class EffectBinding {
  private let definition: ModelDefinition
  private let world: World
  private let model: Compiler
  private let sets: (String) -> RegimeSets?
  /// How long the effects of each map last, by the key that states it.
  private var lengths: [String: DrawnNumber] = [:]
  /// Those that end, by their keys.
  private(set) var lasting: [String: BoundEffect] = [:]

  init(
    _ definition: ModelDefinition, _ world: World, in model: Compiler,
    sets: @escaping (String) -> RegimeSets?
  ) {
    self.definition = definition
    self.world = world
    self.model = model
    self.sets = sets
  }

  /// - Parameter name: Of the consequence, `agent.then`.
  func effects(_ consequence: Consequence, _ name: String) -> Effects {
    Effects(consequence, name, in: model) { effect in
      let bound = self.bound(effect)
      if let bound, bound.lasting != nil { self.lasting[effect.key] = bound }
      return bound
    }
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
        unit: unit(kind, effect, company), lasting: lasting(effect), in: model)
    case .parameter(let name, let kind, let domain):
      guard let move = model.parameterMoves[name] else { return nil }
      let (own, limits) = Effect.rule(of: effect.operation, on: kind, domain)
      return BoundEffect(
        effect, on: .parameter(move, place: model.parameterMoves.place(of: effect)), limits,
        unit: unit(own, effect, ""), lasting: lasting(effect), in: model)
    case .state(let regime, let state):
      guard let sets = sets(regime) else {
        model.refuse(effect.key, "\(regime) is no regime")
        return nil
      }
      return BoundEffect(
        effect, on: .regime(sets, place: state), .any, unit: "", lasting: nil, in: model)
    }
  }

  /// Nil for what stays.
  private func lasting(_ effect: Effect) -> EffectTimer? {
    guard let stated = effect.lasting else { return nil }
    let length =
      lengths[stated.key] ?? DrawnNumber(stated.law, name: stated.key, in: model)
    lengths[stated.key] = length
    return length.map { EffectTimer($0, in: model) }
  }

  /// Of its size, for whoever traces it; of a share whatever is one.
  private func unit(_ kind: Kind, _ effect: Effect, _ company: String) -> String {
    switch kind {
    case .change, .share, .probability, .rate: return "share"
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
}
