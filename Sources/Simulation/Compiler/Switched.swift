import CKernels

/// What chooses one of several numbers.
enum Switch: Sendable, Hashable {
  /// Each from its step on, ascending; the first holds from the start. Of a number that holds on dates, the
  /// dates by their steps, 0 for the start.
  case dates([Int])
  /// On each path the one whose place a column holds, which a chain moves.
  case state(Column)
}

/// What a number is in a step that a regime spends in several states.
enum Blend: Sendable {
  /// The mean of the states' numbers, by the time in each.
  case mean
  /// The root of the mean of their squares: of what a noise is multiplied by, so that variances add up.
  case rootMeanSquare
  /// What a formula makes of its inputs, which are blended themselves.
  case formula(Derived)
}

/// A number that is one of several: a schedule of the file, a number by the state of a chain, or what
/// follows from such numbers.
///
/// What a formula makes of it is one of several again: each is computed once per path, and a step only
/// chooses. By a regime it chooses anew only on the paths on which the state has changed.
struct Switched: Component {
  let name = "switch"
  let by: Switch
  let pieces: [Number]
  let output: Column
  /// Of a regime what is known of a step; nil for other chains.
  let occupancy: RegimeOccupancy?
  let seen: Seen
  /// What events do to its pieces, where nothing else moves them; nil where something does.
  let moves: [ParameterMove]?

  /// When a number is looked at.
  enum Seen: Sendable {
    /// Over a step.
    case inStep(Blend)
    /// On dates, before and behind what events set on them.
    case untilDate, onDate
  }

  var phase: Phase { if case .onDate = seen { .amounts } else { .numbers } }

  func start(_ block: Block) { choose(block, at: 0) }

  func advance(_ block: Block, to step: Int) {
    if let occupancy { choose(block, occupancy, at: step) } else { choose(block, at: step) }
  }

  private func choose(_ block: Block, at step: Int) {
    switch by {
    case .dates(let steps):
      let place = Self.place(in: steps, at: step)
      // Between two dates nothing is to be done, unless the number moves by itself.
      if step == 0 || steps[place] == step || pieces[place].time == .step {
        block.fill(output, with: pieces[place])
      }
    case .state(let column):
      // A path that has failed may be in no state, and has no number then.
      block.values(of: output).update(repeating: .nan)
      for (state, piece) in pieces.enumerated() {
        ck_replace(block[output], block[column], Double(state), block[piece], block.count)
      }
    }
  }

  private func choose(_ block: Block, _ occupancy: RegimeOccupancy, at step: Int) {
    let (values, states) = (block[output], block[occupancy.state])
    let pieces = self.pieces.map { block[$0] }
    if let moves {
      for step in [step - 1, step] {
        block[occupancy.changed(in: step)].visit { values[$0] = pieces[Int(states[$0])][$0] }
      }
      for move in moves {
        block[move.changed].visit { values[$0] = pieces[Int(states[$0])][$0] }
      }
    } else {
      choose(block, at: step)
    }
    guard case .inStep(let blend) = seen else { return }
    let changed = block[occupancy.changed(in: step)]
    guard changed.count > 0 else { return }
    let shares = block[occupancy.shares]
    changed.visit { path in values[path] = blend.value(path, shares, pieces, in: block) }
  }

  /// Which holds at a step.
  static func place(in steps: [Int], at step: Int) -> Int { steps.lastIndex { $0 <= step } ?? 0 }
}

extension Blend {
  fileprivate func value(
    _ path: Int, _ shares: Block.Row, _ pieces: [ck_number], in block: Block
  ) -> Double {
    var sum = 0.0
    switch self {
    case .mean:
      for place in pieces.indices { sum += shares[place][path] * pieces[place][path] }
      return sum
    case .rootMeanSquare:
      for place in pieces.indices {
        let piece = pieces[place][path]
        sum += shares[place][path] * piece * piece
      }
      return sum.squareRoot()
    case .formula(let derived): return derived.value(path, in: block)
    }
  }
}

extension Compiler {
  /// One of several numbers.
  func choice(
    by chooser: Switch, of pieces: [Number], _ seen: Switched.Seen = .inStep(.mean)
  ) -> Number {
    guard pieces.count > 1 else { return pieces[0] }
    let choice = Switched(
      by: chooser, pieces: pieces, output: column(), occupancy: occupancy(of: chooser), seen: seen,
      moves: moves(of: pieces))
    let number = Number(place: .column(choice.output), time: .step)
    switched[number] = choice
    append(choice)
    return number
  }

  /// The place that a state holds, as a number: 0 for the first.
  func place(of chooser: Switch, among count: Int) -> Number {
    guard case .state(let column) = chooser else { preconditionFailure("dates have no column") }
    let number = Number.moving(column)
    let pieces = (0..<count).map { constant(Double($0)) }
    switched[number] = Switched(
      by: chooser, pieces: pieces, output: column, occupancy: nil, seen: .inStep(.mean),
      moves: [])
    return number
  }

  private func moves(of pieces: [Number]) -> [ParameterMove]? {
    let moved = pieces.filter { $0.time == .step }.map { touched[$0] }
    guard moved.allSatisfy({ $0.map { $0.base.time < .step } ?? false }) else { return nil }
    let all = moved.compactMap { $0?.move }
    return Dictionary(all.map { ($0.name, $0) }) { one, _ in one }
      .sorted { $0.key < $1.key }.map(\.value)
  }

  private func occupancy(of chooser: Switch) -> RegimeOccupancy? {
    guard case .state(let column) = chooser else { return nil }
    return regimes.values.first { $0.state == column }?.occupancy
  }

  /// The number that a file states by the state of a regime. That of the state in which paths start has the
  /// key's own name, so that the others disturb no draw.
  func byRegime(
    _ name: String, _ laws: [Assumption.Law], name key: String, domain: Domain
  ) -> Number {
    guard let regime = regimes[name], regime.stateNames.count == laws.count else {
      refuse(key, "depends on \(name), which is no regime before it")
      return constant(.nan)
    }
    let pieces = laws.enumerated().map { place, law in
      number(
        law, name: place == regime.firstState ? key : "\(key)@\(regime.stateNames[place])",
        domain: domain)
    }
    return choice(by: .state(regime.state), of: pieces)
  }

  /// What is made of numbers of which some are one of several, made of each; nil where none is.
  ///
  /// - Parameter blend: What it is in a step that a regime spends in several states.
  func bySwitch(
    _ given: [Number], _ blend: Blend = .mean, make: ([Number]) -> Number
  ) -> Number? {
    let switches = given.compactMap { switched[$0]?.by }
    // What follows from a number of dates is one of dates.
    let dated = given.compactMap { switched[$0]?.seen }.first {
      if case .inStep = $0 { false } else { true }
    }
    for case .state(let column) in switches {
      let choices = given.map { number -> Switched? in
        guard let choice = switched[number], choice.by == .state(column) else { return nil }
        return choice
      }
      // All of one chain have as many pieces as it has states. Dates are those of each piece.
      let count = choices.compactMap { $0?.pieces.count }.max() ?? 0
      return choice(
        by: .state(column),
        of: (0..<count).map { place in
          make(zip(given, choices).map { $1?.pieces[place] ?? $0 })
        }, dated ?? .inStep(blend))
    }
    let steps = Set(given.flatMap(steps)).sorted()
    guard !steps.isEmpty else { return nil }
    return choice(
      by: .dates(steps), of: steps.map { step in make(given.map { self.number($0, at: step) }) },
      dated ?? .inStep(blend))
  }

  /// The numbers that a number is one of: itself where it is one.
  func pieces(of number: Number) -> [Number] {
    if let moved = touched[number] { return pieces(of: moved.base) }
    return switched[number]?.pieces.flatMap(pieces) ?? [number]
  }

  /// From which steps on a number is another.
  func steps(of number: Number) -> [Int] {
    if case .dates(let steps) = switched[number]?.by { steps } else { [] }
  }

  private func number(_ number: Number, at step: Int) -> Number {
    guard let choice = switched[number], case .dates(let steps) = choice.by else { return number }
    return choice.pieces[Switched.place(in: steps, at: step)]
  }
}
