import CKernels

/// What follows when something happens: sizes are drawn for each occurrence, levels moved, regimes set.
struct Effects: Sendable {
  private let all: [BoundEffect]
  private let cases: Cases?
  /// Of which one is drawn.
  private struct Cases: Sendable {
    /// `agent.then`.
    let name: String
    let names: [String]
    let weights: [Number]
    let draws: NumberedDraws
    let times: [OccurrenceTimes]
    /// Of one case at a time.
    let hits: HitList
    let effects: [[BoundEffect]]

    /// Puts the place of its case where each hit's draw was.
    func choose(_ hits: Hits, in block: Block) {
      let weights = weights.map { block[$0] }
      draws.setUniforms(hits, in: block)
      for place in 0..<hits.count {
        let path = hits.path(place)
        var sum = 0.0
        for weight in weights { sum += weight[path] }
        var (left, chosen) = (hits.draws[place] * sum - weights[0][path], 0)
        while left >= 0, chosen < weights.count - 1 {
          chosen += 1
          left -= weights[chosen][path]
        }
        hits.draws[place] = Double(chosen)
      }
    }

    func apply(_ hits: Hits, in block: Block) {
      choose(hits, in: block)
      for (place, effects) in effects.enumerated() {
        let chosen = Double(place)
        let some = hits.some(in: block[self.hits]) { hits.draws[$0] == chosen }
        if some.isEmpty { continue }
        block.log?.add(.choice, names[place], name, some)
        // Sizes are drawn by the numbers of the event.
        for effect in effects { effect.act(on: some, in: block) }
        times[place].note(some, in: block)
      }
    }
  }

  /// - Parameters:
  ///   - name: Of what the draws of its cases go by.
  ///   - bind: What an effect acts on; nil where that has been refused.
  init(
    _ consequence: Consequence, _ name: String, in model: Compiler,
    bind: (Effect) -> BoundEffect?
  ) {
    switch consequence {
    case .effects(let effects):
      all = effects.compactMap(bind)
      cases = nil
    case .cases(let stated):
      all = []
      cases = Cases(
        name: name, names: stated.map(\.name), weights: Self.weights(stated, name, in: model),
        draws: NumberedDraws(source: model.source(name + ".case")),
        times: stated.map { _ in OccurrenceTimes(in: model) }, hits: HitList(in: model),
        effects: stated.map { $0.effects.compactMap(bind) })
    }
  }

  private static func weights(
    _ cases: [Consequence.Case], _ name: String, in model: Compiler
  ) -> [Number] {
    let stated = cases.map { one in
      one.weight.map {
        model.number($0, name: "\(name).\(one.name).weight", domain: .unit)
      }
    }
    let sum = stated.compactMap(\.self).reduce(model.constant(0)) { sum, weight in
      model.derive(sum, weight) { $0 + $1 }
    }
    let rest = model.derive(sum) { pointwiseMax(1 - $0, Lanes()) }
    return stated.map { $0 ?? rest }
  }

  /// What is told of its cases.
  func tracked(_ names: [String], isRepeating: Bool) -> [TrackedEvent.Times] {
    zip(names, cases?.times ?? []).map { $1.tracked($0, isRepeating: isRepeating) }
  }

  func start(_ block: Block) { for times in cases?.times ?? [] { times.start(block) } }

  func apply(_ hits: Hits, in block: Block) {
    if let cases { return cases.apply(hits, in: block) }
    for effect in all { effect.act(on: hits, in: block) }
  }
}

/// An effect and what it acts on.
struct BoundEffect: Sendable {
  enum Target: Sendable {
    /// A level, and units of its currency for one unit of the size's.
    case level(LevelMove, rate: Number?)
    case regime(RegimeSets, place: Int)
  }

  private enum Size: Sendable {
    case none
    case value(Double)
    case draws(any Sampler, NumberedDraws)
  }

  let name: String
  /// Of its size.
  private let unit: String
  private let operation: Effect.Operation
  private let target: Target
  private let size: Size
  private let domain: Domain
  private let failure: Column
  private let cause: Int

  /// - Parameters:
  ///   - domain: Of its size.
  ///   - unit: The same.
  init(
    _ effect: Effect, on target: Target, _ domain: Domain, unit: String, in model: Compiler
  ) {
    name = effect.key
    self.unit = unit
    operation = effect.operation
    self.target = target
    self.domain = domain
    failure = model.failure
    cause = model.failureCause("\(name) was drawn outside its domain (\(domain.rawValue))")
    switch effect.size?.law {
    case nil: size = .none
    case .value(let value)?: size = .value(value)
    case let law?:
      guard let distribution = law.only else {
        model.refuse(effect.key, "is drawn at each occurrence and cannot be one of several")
        size = .none
        break
      }
      size = .draws(distribution.sampler, NumberedDraws(source: model.source(effect.key)))
      if operation == .change { model.warnOfMoments(distribution, of: effect.key) }
    }
  }

  func act(on hits: Hits, in block: Block) {
    switch target {
    case .regime(let sets, let state):
      for place in 0..<hits.count { sets.add(hits.path(place), state, in: block) }
    case .level(let move, let rate):
      setSizes(of: hits, in: block)
      let limits = domain.interval
      for place in 0..<hits.count where !limits.contains(hits.draws[place]) {
        block.fail(hits.path(place), as: cause, in: failure)
      }
      if let rate {
        let rate = block[rate]
        for place in 0..<hits.count { hits.draws[place] *= rate[hits.path(place)] }
      }
      move.add(operation, hits, in: block)
    }
  }

  /// Puts a size where each hit's draw is.
  private func setSizes(of hits: Hits, in block: Block) {
    switch size {
    case .none: return hits.wholeDraws.update(repeating: 0)
    case .value(let value): hits.wholeDraws.update(repeating: value)
    case .draws(let sampler, let draws): draws.setDraws(of: sampler, hits, in: block)
    }
    block.log?.addSizes(unit: unit, name, hits)
  }
}
