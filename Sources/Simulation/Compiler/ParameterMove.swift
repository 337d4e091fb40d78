/// What events do to a number from then on: on the paths of a list, p becomes factor · p + addend.
///
/// Each effect keeps what it has done so far, and the whole is what they make of the number one after the other,
/// in the order of the file, whenever they came. What a step does shows behind its events: on its date for a
/// number that is seen on dates, and in the step that begins there for all others.
struct ParameterMove: Sendable {
  let name: String
  /// Every path on which anything was ever done, and those on which something was done in a step.
  let touched: PathList
  let changed: PathList
  /// Paths of which the whole is to be found anew.
  private let waiting: PathList
  /// 0 for a path in none of the lists, and more for each: see `Membership`.
  private let membership: Column
  private let factor: Column
  private let addend: Column
  /// What each effect has done: a factor, a sum, or the last value, NaN where it has set none.
  private let done: ColumnRow
  private let operations: [Effect.Operation]

  private enum Membership {
    static let touched = 1.0
    static let waiting = 2.0
  }

  init(_ name: String, _ operations: [Effect.Operation], in model: Compiler) {
    self.name = name
    self.operations = operations
    (touched, changed, waiting) = (
      PathList(in: model), PathList(in: model), PathList(in: model)
    )
    (membership, factor, addend) = (model.column(), model.column(), model.column())
    done = model.row(operations.count)
  }

  func start(_ block: Block) {
    for list in [touched, changed, waiting] { block[list].removeAll() }
    block.values(of: membership).update(repeating: 0)
    block.values(of: factor).update(repeating: 1)
    block.values(of: addend).update(repeating: 0)
    for (place, operation) in operations.enumerated() {
      block.values(of: done[place]).update(repeating: operation.nothing)
    }
  }

  /// Does what an effect does on the paths that are hit, each with its draw as the size.
  ///
  /// - Parameter isRenewed: Whether it takes the place of what the effect has done before.
  func add(_ effect: Int, _ hits: Hits, isRenewed: Bool, in block: Block) {
    let (done, operation) = (block[done][effect], operations[effect])
    for place in 0..<hits.count {
      let (path, size) = (hits.path(place), hits.draws[place])
      let before = isRenewed ? operation.nothing : done[path]
      switch operation {
      case .change: done[path] = before * (1 + size)
      case .add: done[path] = before + size
      case .set: done[path] = size
      case .raise, .buyOut: preconditionFailure("\(operation) moves no number")
      }
    }
    wait(hits, in: block)
  }

  /// Takes back what an effect has done.
  func undo(_ effect: Int, _ hits: Hits, in block: Block) {
    let (done, nothing) = (block[done][effect], operations[effect].nothing)
    for place in 0..<hits.count { done[hits.path(place)] = nothing }
    wait(hits, in: block)
  }

  private func wait(_ hits: Hits, in block: Block) {
    let (membership, waiting) = (block[membership], block[waiting])
    for place in 0..<hits.count {
      let path = hits.path(place)
      if membership[path] >= Membership.waiting { continue }
      membership[path] += Membership.waiting
      waiting.append(path)
    }
  }

  func clear(_ block: Block) { block[changed].removeAll() }

  /// Finds the whole on the paths on which something was done.
  func settle(_ block: Block) {
    let waiting = block[waiting]
    guard waiting.count > 0 else { return }
    let (factor, addend, membership) = (block[factor], block[addend], block[membership])
    let (changed, touched, done) = (block[changed], block[touched], block[done])
    waiting.visit { path in
      var (whole, part) = (1.0, 0.0)
      for (place, operation) in operations.enumerated() {
        let own = done[place][path]
        switch operation {
        case .change: (whole, part) = (whole * own, part * own)
        case .add: part += own
        case .set, .raise, .buyOut: if !own.isNaN { (whole, part) = (0, own) }
        }
      }
      (factor[path], addend[path]) = (whole, part)
      changed.append(path)
      membership[path] -= Membership.waiting
      guard membership[path] == 0 else { return }
      membership[path] = Membership.touched
      touched.append(path)
    }
    waiting.removeAll()
  }

  /// What the number is on a path, as the step before has left it.
  struct Map {
    fileprivate let factor: UnsafeMutablePointer<Double>
    fileprivate let addend: UnsafeMutablePointer<Double>

    @inline(__always)
    func callAsFunction(_ number: Double, on path: Int) -> Double {
      // A value that is set stands, whatever the number is.
      factor[path] == 0 ? addend[path] : factor[path] * number + addend[path]
    }
  }

  func map(in block: Block) -> Map { Map(factor: block[factor], addend: block[addend]) }
}

extension Effect.Operation {
  /// What an effect has done that has not happened.
  fileprivate var nothing: Double {
    switch self {
    case .change: 1
    case .add: 0
    case .set, .raise, .buyOut: .nan
    }
  }
}

/// The numbers that events move, by their full names; whoever makes one asks for it.
struct ParameterMoves {
  private var moves: [String: ParameterMove] = [:]
  /// Of each effect, by its key, its place among those on its number.
  private var places: [String: Int] = [:]
  private var taken: Set<String> = []

  /// Nothing is moved.
  init() {}

  init(_ effects: [Effect], in model: Compiler) {
    var byName: [String: [Effect]] = [:]
    for effect in effects {
      guard case .parameter(let name, _, _) = effect.target else { continue }
      places[effect.key] = byName[name, default: []].count
      byName[name, default: []].append(effect)
    }
    for name in byName.keys.sorted() {
      moves[name] = ParameterMove(name, byName[name, default: []].map(\.operation), in: model)
    }
  }

  subscript(name: String) -> ParameterMove? { moves[name] }

  func place(of effect: Effect) -> Int { places[effect.key] ?? 0 }

  mutating func take(_ name: String) -> ParameterMove? {
    taken.insert(name)
    return moves[name]
  }

  /// Those that nobody has asked for: the model has no such number.
  var unused: [String] { moves.keys.filter { !taken.contains($0) }.sorted() }

  var all: [ParameterMove] { moves.keys.sorted().compactMap { moves[$0] } }
}
