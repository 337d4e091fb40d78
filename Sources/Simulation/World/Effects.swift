import CKernels

/// What follows when something happens: sizes are drawn for each occurrence, levels moved, regimes set.
struct Effects: Sendable {
  /// Those that act on one thing together, so that of several occurrences on a path each does all that it does
  /// before the next.
  private let groups: [[BoundEffect]]
  private let cases: Cases?
  /// `agent.then`.
  private let name: String

  /// Of which one is drawn.
  private struct Cases: Sendable {
    let names: [String]
    let weights: [Number]
    let draws: NumberedDraws
    let times: [OccurrenceTimes]

    /// The places of each case's occurrences.
    func choose(_ occurrences: StepOccurrences, in block: Block) -> [[Int]] {
      var chosen = weights.map { _ in [Int]() }
      for place in chosen.indices { chosen[place].reserveCapacity(occurrences.count) }
      let weights = weights.map { block[$0] }
      draws.withUniforms(occurrences.paths, occurrences.numbers, in: block) { uniforms in
        for (place, path) in occurrences.paths.enumerated() {
          var share = uniforms[place] * weights.reduce(0) { $0 + $1[Int(path)] }
          let found = weights.firstIndex {
            share -= $0[Int(path)]
            return share < 0
          }
          chosen[found ?? weights.count - 1].append(place)
        }
      }
      return chosen
    }
  }

  /// - Parameters:
  ///   - name: Of what the draws of its cases go by.
  ///   - bind: What an effect acts on; nil where that has been refused.
  init(
    _ consequence: Consequence, _ name: String, in model: Compiler,
    bind: (Effect, _ place: Int?) -> BoundEffect?
  ) {
    switch consequence {
    case .effects(let effects):
      groups = Self.grouped(effects.compactMap { bind($0, nil) })
      cases = nil
    case .cases(let stated):
      groups = Self.grouped(
        stated.enumerated().flatMap { place, one in
          one.effects.compactMap { bind($0, place) }
        })
      cases = Cases(
        names: stated.map(\.name), weights: Self.weights(stated, name, in: model),
        draws: NumberedDraws(source: model.source(name + ".case")),
        times: stated.map { _ in OccurrenceTimes(in: model) })
    }
    self.name = name
  }

  private static func grouped(_ effects: [BoundEffect]) -> [[BoundEffect]] {
    effects.reduce(into: [[BoundEffect]]()) { groups, effect in
      if let place = groups.firstIndex(where: { $0[0].thing == effect.thing }) {
        groups[place].append(effect)
      } else {
        groups.append([effect])
      }
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

  func apply(_ occurrences: StepOccurrences, in block: Block) {
    guard !occurrences.isEmpty else { return }
    guard let cases else {
      for group in groups { act(group.map { ($0, occurrences) }, in: block) }
      return
    }
    let chosen = cases.choose(occurrences, in: block).map(occurrences.at)
    for (one, some) in zip(cases.names, chosen) { block.log?.add(.choice, one, name, some) }
    for (times, some) in zip(cases.times, chosen) {
      let note = times.noting(in: block)
      for (place, path) in some.paths.enumerated() { note(Int(path), at: some.times[place]) }
    }
    for group in groups { act(group.map { ($0, chosen[$0.place ?? 0]) }, in: block) }
  }

  private func act(_ effects: [(BoundEffect, on: StepOccurrences)], in block: Block) {
    if effects.count == 1 { return effects[0].0.act(on: effects[0].on, in: block) }
    // One occurrence after the other; numbers on a path tell which is which.
    let sizes = effects.map { $0.0.sizes(of: $0.on, in: block) }
    var order: [(number: UInt32, effect: Int, place: Int)] = []
    for (index, effect) in effects.enumerated() {
      for (place, number) in effect.on.numbers.enumerated() { order.append((number, index, place)) }
    }
    order.sort { ($0.number, $0.effect, $0.place) < ($1.number, $1.effect, $1.place) }
    let acting = effects.map { $0.0.acting(in: block) }
    for (_, effect, place) in order {
      acting[effect](on: Int(effects[effect].on.paths[place]), sizes[effect][place])
    }
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
  /// Of the case that it belongs to.
  let place: Int?
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
    _ effect: Effect, on target: Target, _ domain: Domain, unit: String, of place: Int?,
    in model: Compiler
  ) {
    name = effect.key
    self.place = place
    operation = effect.operation
    self.unit = unit
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

  /// What it acts on.
  var thing: Column {
    switch target {
    case .level(let move, _): move.column
    case .regime(let sets, _): sets.target
    }
  }

  /// One for each occurrence.
  func sizes(of occurrences: StepOccurrences, in block: Block) -> [Double] {
    let drawn: [Double]
    switch size {
    case .none: return occurrences.times.map { _ in 0 }
    case .value(let value): drawn = occurrences.times.map { _ in value }
    case .draws(let sampler, let draws):
      drawn = draws.withDraws(of: sampler, occurrences.paths, occurrences.numbers, in: block) {
        Array($0.prefix(occurrences.paths.count))
      }
    }
    block.log?.add(drawn, unit: unit, name, occurrences)
    return drawn
  }

  func act(on occurrences: StepOccurrences, in block: Block) {
    let (sizes, acting) = (sizes(of: occurrences, in: block), acting(in: block))
    for (place, path) in occurrences.paths.enumerated() { acting(on: Int(path), sizes[place]) }
  }

  func acting(in block: Block) -> Acting { Acting(self, in: block) }

  /// What acts on the paths of a block, with its columns found once.
  struct Acting {
    private let effect: BoundEffect
    private let block: Block
    private let adding: LevelMove.Adding?
    private let rate: ck_number?

    fileprivate init(_ effect: BoundEffect, in block: Block) {
      self.effect = effect
      self.block = block
      if case .level(let move, let rate) = effect.target {
        (adding, self.rate) = (move.adding(in: block), rate.map { block[$0] })
      } else {
        (adding, rate) = (nil, nil)
      }
    }

    @inline(__always)
    func callAsFunction(on path: Int, _ size: Double) {
      if case .regime(let sets, let state) = effect.target { sets.add(path, state, in: block) }
      guard let adding else { return }
      guard effect.domain.contains(size) else {
        return block.fail(path, as: effect.cause, in: effect.failure)
      }
      adding(effect.operation, rate.map { size * $0[path] } ?? size, to: path)
    }
  }
}
