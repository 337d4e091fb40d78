/// An effect and what it acts on.
struct BoundEffect: Sendable {
  enum Target: Sendable {
    case level(LevelMove)
    /// A number, and the place of the effect among those that move it.
    case parameter(ParameterMove, place: Int)
    case regime(RegimeSets, place: Int)
    case shares(BoundSale)
    /// A company, and the place of the effect among those that buy it.
    case whole(Bids, place: Int)
  }

  let name: String
  let operation: Effect.Operation
  let target: Target
  /// Nil for what stays.
  let lasting: EffectTimer?
  /// Nil for a state.
  private let size: DrawnSize?

  init(
    _ effect: Effect, on target: Target, _ size: DrawnSize?, lasting: EffectTimer?,
    in model: Compiler
  ) {
    name = effect.key
    operation = effect.operation
    (self.target, self.size, self.lasting) = (target, size, lasting)
    if [.change, .buyOut].contains(operation), let distribution = effect.size?.law.only {
      model.warnOfMoments(distribution, of: effect.key)
    }
  }

  func act(on hits: Hits, in block: Block) {
    if case .regime(let sets, let state) = target {
      for place in 0..<hits.count { sets.add(hits.path(place), state, in: block) }
    }
    guard let size else { return }
    size.draw(hits, in: block)
    switch target {
    case .level(let move):
      lasting?.begin(hits, in: block)
      move.add(operation, hits, in: block)
    case .parameter(let move, let place):
      move.add(place, hits, isRenewed: lasting != nil, in: block)
      lasting?.begin(hits, in: block)
    case .shares(let sale): sale.ask(hits, in: block)
    case .whole(let bids, let place): bids.add(hits, place: place, in: block)
    case .regime: break
    }
  }

  /// Takes back what an occurrence before has done for a time that is not over. A number keeps that apart, and
  /// needs no undoing.
  fileprivate func makeRoom(for hits: Hits, in block: Block) {
    if case .level = target { lasting?.stop(hits, in: block) { undo($0, in: block) } }
  }

  /// Takes back what it has done; of a level the draws say what that was.
  func undo(_ hits: Hits, in block: Block) {
    switch target {
    case .level(let move):
      for place in 0..<hits.count {
        let size = hits.draws[place]
        hits.draws[place] = operation == .change ? 1 / (1 + size) - 1 : -size
      }
      move.add(operation, hits, in: block)
    case .parameter(let move, let place): move.undo(place, hits, in: block)
    case .regime, .shares, .whole: break
    }
  }
}

extension [BoundEffect] {
  /// All that one consequence does, in the order of the file.
  func act(on hits: Hits, in block: Block) {
    for effect in reversed() { effect.makeRoom(for: hits, in: block) }
    for effect in self { effect.act(on: hits, in: block) }
  }
}
