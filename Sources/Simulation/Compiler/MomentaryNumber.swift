/// A number as it is at a moment within a step, where regimes that it depends on switch in it.
///
/// Its column has the mean over the step. What rings in the step goes by what the number is when it rings.
indirect enum MomentaryNumber: Sendable {
  case number(Number)
  case states(RegimeOccupancy, [MomentaryNumber])
  /// Each from its step on.
  case dates([Int], [MomentaryNumber])
  case moved(MomentaryNumber, ParameterMove)
  case formula(Derived, [MomentaryNumber])

  func value(_ path: Int, at moment: TimeInStep, in block: Block) -> Double {
    switch self {
    case .number(let number): return block[number][path]
    case .states(let occupancy, let pieces):
      return pieces[occupancy.state(path, at: moment, in: block)].value(
        path, at: moment, in: block)
    case .dates(let steps, let pieces):
      return pieces[Switched.place(in: steps, at: moment.step)].value(path, at: moment, in: block)
    case .moved(let base, let move):
      return move.map(in: block)(base.value(path, at: moment, in: block), on: path)
    case .formula(let derived, let inputs):
      return derived.value(of: inputs.map { $0.value(path, at: moment, in: block) })
    }
  }

  /// The regimes that it depends on.
  var regimes: [RegimeOccupancy] {
    switch self {
    case .number: []
    case .states(let occupancy, let pieces): [occupancy] + pieces.flatMap(\.regimes)
    case .dates(_, let pieces), .formula(_, let pieces): pieces.flatMap(\.regimes)
    case .moved(let base, _): base.regimes
    }
  }
}

extension Compiler {
  func momentary(_ number: Number) -> MomentaryNumber {
    if let moved = touched[number] {
      switch moved.value {
      case .moved: return .moved(momentary(moved.base), moved.move)
      case .formula(let derived): return .formula(derived, derived.inputs.map(momentary))
      }
    }
    guard let choice = switched[number] else { return .number(number) }
    switch (choice.by, choice.occupancy) {
    case (.dates(let steps), _): return .dates(steps, choice.pieces.map(momentary))
    case (.state, let occupancy?): return .states(occupancy, choice.pieces.map(momentary))
    case (.state, nil): return .number(number)
    }
  }
}
