/// A number that events move, or what follows from one: on the paths that they have hit it is found anew, on all
/// others it is what it would be without them.
struct Touched: Component {
  let name = "moved number"
  let phase: Phase
  /// What it is on paths that are not hit.
  let base: Number
  let output: Column
  let move: ParameterMove
  let value: Value

  enum Value: Sendable {
    /// The number itself; a path on which it leaves its domain fails.
    case moved(Domain, failure: Column, cause: Int)
    /// What a formula makes of numbers of which one is moved.
    case formula(Derived)
  }

  func start(_ block: Block) { block.fill(output, with: base) }

  func advance(_ block: Block, to step: Int) {
    if base.time == .step {
      block.fill(output, with: base)
      find(block[move.touched], in: block)
    } else {
      find(block[move.changed], in: block)
    }
  }

  private func find(_ list: PathList.Contents, in block: Block) {
    guard list.count > 0 else { return }
    let (values, base) = (block[output], block[base])
    switch value {
    case .moved(let domain, let failure, let cause):
      let (map, limits) = (move.map(in: block), domain.interval)
      list.visit { path in
        values[path] = map(base[path], on: path)
        if limits.contains(values[path]) { return }
        values[path] = .nan
        block.fail(path, as: cause, in: failure)
      }
    case .formula(let derived): derived.assign(on: list, to: output, in: block)
    }
  }
}

/// A moved number as the compiler knows it.
struct TouchedNumber {
  let base: Number
  let move: ParameterMove
  let value: Touched.Value
  /// Whether it is seen on dates: it then moves behind the events of a step.
  let isOnDate: Bool
  /// The same on dates.
  let onDate: () -> Number
}

extension Compiler {
  /// A number of the file, as events have left it: of one by regime or with a schedule each of its numbers.
  func moved(_ number: Number, _ name: String, _ domain: Domain) -> Number {
    guard let move = parameterMoves.take(name) else { return number }
    let cause = failureCause("an event moved \(name) out of its domain (\(domain.rawValue))")
    let value = Touched.Value.moved(domain, failure: failure, cause: cause)
    func moved(_ number: Number) -> Number {
      bySwitch([number]) { moved($0[0]) }
        ?? touched(number, move, value, isOnDate: false) {
          [unowned self] in
          touched(number, move, value, isOnDate: true) { preconditionFailure("it is on dates") }
        }
    }
    return moved(number)
  }

  private func touched(
    _ base: Number, _ move: ParameterMove, _ value: Touched.Value, isOnDate: Bool,
    onDate: @escaping () -> Number
  ) -> Number {
    let output = column()
    append(
      Touched(
        phase: isOnDate ? .amounts : .numbers, base: base, output: output, move: move,
        value: value))
    let number = Number.moving(output)
    touched[number] = TouchedNumber(
      base: base, move: move, value: value, isOnDate: isOnDate, onDate: onDate)
    return number
  }

  /// What is made of numbers of which some are moved by events; nil where none is.
  ///
  /// - Parameter formula: The same on single paths.
  func byEvents(
    _ given: [Number], _ formula: (_ output: Column) -> Derived,
    make: @escaping ([Number]) -> Number
  ) -> Number? {
    guard let place = given.firstIndex(where: { touched[$0] != nil }),
      let moved = touched[given[place]]
    else { return nil }
    var without = given
    without[place] = moved.base
    return touched(
      make(without), moved.move, .formula(formula(scratch)), isOnDate: moved.isOnDate
    ) { [unowned self] in make(given.map { dated($0).onDate }) }
  }
}
