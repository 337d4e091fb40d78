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
        effects.act(on: some, in: block)
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
    all.act(on: hits, in: block)
  }
}
