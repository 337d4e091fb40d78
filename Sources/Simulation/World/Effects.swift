import CKernels

/// What follows when something happens: sizes are drawn for each occurrence, levels moved, regimes set.
struct Effects: Sendable {
  private let all: [BoundEffect]
  private let cases: Cases?

  /// Of which one is drawn.
  private struct Cases: Sendable {
    let weights: [Number]
    let draws: NumberedDraws
    let times: [OccurrenceTimes]

    func choose(_ occurrence: Occurrence, in block: Block) -> Int {
      let path = occurrence.path
      var share =
        draws.uniform(path, number: occurrence.number, in: block)
        * weights.reduce(0) { $0 + block[$1][path] }
      for (place, weight) in weights.enumerated() {
        share -= block[weight][path]
        if share < 0 { return place }
      }
      return weights.count - 1
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
      all = effects.compactMap { bind($0, nil) }
      cases = nil
    case .cases(let stated):
      all = stated.enumerated().flatMap { place, one in
        one.effects.compactMap { bind($0, place) }
      }
      cases = Cases(
        weights: Self.weights(stated, name, in: model),
        draws: NumberedDraws(source: model.source(name + ".case")),
        times: stated.map { _ in OccurrenceTimes(in: model) })
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
  func tracked(_ names: [String]) -> [TrackedEvent.Times] {
    zip(names, cases?.times ?? []).map { $1.tracked($0, isRepeating: true) }
  }

  var sizes: [(name: String, column: Column)] {
    all.compactMap { effect in effect.traced.map { (effect.name, $0) } }
  }

  func start(_ block: Block) { for times in cases?.times ?? [] { times.start(block) } }

  /// Forgets what the step before has drawn.
  func clear(_ block: Block) {
    for effect in all {
      if let traced = effect.traced { block.values(of: traced).update(repeating: .nan) }
    }
  }

  func apply(_ occurrences: [Occurrence], in block: Block) {
    guard !occurrences.isEmpty else { return }
    let chosen = cases.map { cases in
      occurrences.map { occurrence in
        let place = cases.choose(occurrence, in: block)
        _ = cases.times[place].note(occurrence.path, at: occurrence.time, in: block)
        return place
      }
    }
    // Kernels write whole vectors.
    let room = (occurrences.count + 15) / 16 * 16
    withUnsafeTemporaryAllocation(byteCount: 8 * room * max(all.count, 1), alignment: 64) {
      let sizes = $0.bindMemory(to: Double.self)
      for (row, effect) in all.enumerated() {
        effect.draw(
          UnsafeMutableBufferPointer(rebasing: sizes[row * room..<(row + 1) * room]), occurrences,
          in: block)
      }
      for (index, occurrence) in occurrences.enumerated() {
        for (row, effect) in all.enumerated()
        where effect.place == nil || effect.place == chosen?[index] {
          effect.act(on: occurrence.path, sizes[row * room + index], in: block)
        }
      }
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
  /// Where what was drawn stays for whoever traces it.
  let traced: Column?
  private let operation: Effect.Operation
  private let target: Target
  private let size: Size
  private let domain: Domain
  private let failure: Column
  private let cause: Int

  /// - Parameter domain: Of its size.
  init(_ effect: Effect, on target: Target, _ domain: Domain, of place: Int?, in model: Compiler) {
    name = effect.key
    self.place = place
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
    traced = model.isTraced && effect.size != nil ? model.column() : nil
  }

  /// One size for each occurrence.
  func draw(
    _ sizes: UnsafeMutableBufferPointer<Double>, _ occurrences: [Occurrence], in block: Block
  ) {
    switch size {
    case .none: break
    case .value(let value): sizes.initialize(repeating: value)
    case .draws(let sampler, let draws):
      sizes.initialize(repeating: 0)
      for (index, occurrence) in occurrences.enumerated() {
        sizes[index] = draws.uniform(occurrence.path, number: occurrence.number, in: block) - 0.5
      }
      switch sampler.basis {
      case .normals: ck_normals_from_centred(sizes.baseAddress, Int32(sizes.count))
      case .uniforms: for index in sizes.indices { sizes[index] += 0.5 }
      }
      sampler.transform(sizes)
    }
  }

  func act(on path: Int, _ size: Double, in block: Block) {
    switch target {
    case .regime(let sets, let state): sets.add(path, state, in: block)
    case .level(let move, let rate):
      if let traced { block[traced][path] = size }
      guard domain.contains(size) else { return block.fail(path, as: cause, in: failure) }
      move.add(operation, rate.map { size * block[$0][path] } ?? size, to: path, in: block)
    }
  }
}

/// The states that the events of a step set a regime to: of several the last.
struct RegimeSets: Sendable {
  private let paths: PathList
  /// NaN on the paths that are not listed.
  private let target: Column

  init(in model: Compiler) {
    (paths, target) = (PathList(in: model), model.column())
  }

  func start(_ block: Block) {
    block[paths].removeAll()
    block.values(of: target).update(repeating: .nan)
  }

  func add(_ path: Int, _ state: Int, in block: Block) {
    let target = block[target]
    if target[path].isNaN { block[paths].append(path) }
    target[path] = Double(state)
  }

  func isEmpty(_ block: Block) -> Bool { block[paths].count == 0 }

  /// Hands over all that has been set, and forgets it.
  func take(_ block: Block) -> [(path: Int, state: Int)] {
    let (list, target) = (block[paths], block[target])
    var taken: [(path: Int, state: Int)] = []
    list.forEach { path in
      taken.append((path, Int(target[path])))
      target[path] = .nan
    }
    list.removeAll()
    return taken
  }
}
