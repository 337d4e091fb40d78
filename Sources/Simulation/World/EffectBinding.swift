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
        effect, on: .level(move), size(of: effect, kind, domain, company),
        lasting: lasting(effect), in: model)
    case .factor(let name, let form):
      guard let move = model.moves[name] else { return nil }
      let (kind, domain) = FactorCatalog.level(of: form).rule(of: effect.operation)
      return BoundEffect(
        effect, on: .level(move), size(of: effect, kind, domain, ""), lasting: lasting(effect),
        in: model)
    case .parameter(let name, let kind, let domain):
      guard let move = model.parameterMoves[name] else { return nil }
      let (own, limits) = Effect.rule(of: effect.operation, on: kind, domain)
      let size = effect.size.flatMap {
        DrawnSize(
          $0, name: effect.key, limits, unit: unit(own, $0, of: ""), conversion: nil, in: model)
      }
      return BoundEffect(
        effect, on: .parameter(move, place: model.parameterMoves.place(of: effect)), size,
        lasting: lasting(effect), in: model)
    case .state(let regime, let state):
      guard let sets = sets(regime) else {
        model.refuse(effect.key, "\(regime) is no regime")
        return nil
      }
      return BoundEffect(
        effect, on: .regime(sets, place: state), nil, lasting: nil, in: model)
    case .shares(let company, let price):
      guard let queue = model.deals.sales(of: company) else { return nil }
      let sale = BoundSale(
        in: queue, place: model.deals.place(of: effect),
        at: price.flatMap { self.price($0, company) },
        converting: effect.size.flatMap { conversion($0, effect.key, company) }, model)
      let size = effect.size.flatMap { stated($0, effect.key, .money, .nonNegative, company) }
      return BoundEffect(effect, on: .shares(sale), size, lasting: nil, in: model)
    case .whole(let company):
      guard let bids = model.deals.bids(for: company) else { return nil }
      let (kind, domain) = Effect.premium
      return BoundEffect(
        effect, on: .whole(bids, place: model.deals.place(of: effect)),
        size(of: effect, kind, domain, company), lasting: nil, in: model)
    }
  }

  private func price(
    _ price: Effect.SalePrice, _ company: String
  ) -> BoundSale.Price? {
    let (kind, domain) = price.basis.rule
    return stated(price.size, price.key, kind, domain, company).map {
      BoundSale.Price(
        basis: price.basis, size: $0,
        conversion: kind == .money ? conversion(price.size, price.key, company) : nil)
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

  // MARK: Sizes

  private func size(
    of effect: Effect, _ kind: Kind, _ domain: Domain, _ company: String
  ) -> DrawnSize? {
    effect.size.flatMap { size($0, effect.key, kind, domain, company) }
  }

  /// A size in a company's currency.
  private func size(
    _ size: Assumption, _ name: String, _ kind: Kind, _ domain: Domain, _ company: String
  ) -> DrawnSize? {
    DrawnSize(
      size, name: name, domain, unit: unit(kind, size, of: company),
      conversion: kind == .money ? conversion(size, name, company) : nil, in: model)
  }

  /// The same in the currency in which it is stated.
  private func stated(
    _ size: Assumption, _ name: String, _ kind: Kind, _ domain: Domain, _ company: String
  ) -> DrawnSize? {
    DrawnSize(
      size, name: name, domain, unit: unit(kind, size, of: company), conversion: nil, in: model)
  }

  /// Of a size, for whoever traces it; of a share whatever is one.
  private func unit(_ kind: Kind, _ size: Assumption, of company: String) -> String {
    switch kind {
    case .change, .share, .probability, .rate: "share"
    case .money: size.currency ?? currency(of: company) ?? ""
    default: ""
    }
  }

  private func currency(of company: String) -> String? {
    definition.companies.first { $0.name == company }?.currency
  }

  /// Of an amount to the company's currency; nil where it is in that.
  private func conversion(
    _ size: Assumption, _ key: String, _ company: String
  ) -> Conversion? {
    guard let own = currency(of: company), let currency = size.currency else { return nil }
    return world.conversion(from: currency, to: own, in: model) { unknown in
      model.refuse(key, "fx has no rate for \(unknown) in \(world.currency)")
    }
  }
}
