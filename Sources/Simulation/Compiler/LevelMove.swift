import CKernels
import Statistics

/// What the events of a step do to a level: on the paths of a list, x becomes factor · x + addend.
///
/// Changes, additions and values that are set one after another are such a map again, so that whoever moves
/// the level has one thing to do, in its own place in the step. A step that hits no path costs a look at the list.
struct LevelMove: Sendable {
  let paths: PathList
  /// NaN on the paths that are not listed.
  private let factor: Column
  private let addend: Column
  private let failure: Column
  private let domain: Domain
  private let cause: Int

  /// - Parameter name: Full name of the level, `acme.usage`.
  init(_ name: String, _ level: MovableLevel, in model: Compiler) {
    paths = PathList(in: model)
    (factor, addend) = (model.column(), model.column())
    failure = model.failure
    domain = level.domain
    cause = model.failureCause("an event moved \(name) out of its domain (\(domain.rawValue))")
  }

  func start(_ block: Block) {
    block[paths].removeAll()
    block.values(of: factor).update(repeating: .nan)
  }

  /// Forgets what the step before has done.
  func clear(_ block: Block) {
    let (list, factor) = (block[paths], block[factor])
    list.visit { factor[$0] = .nan }
    list.removeAll()
  }

  /// Adds an operation to those of the paths that are hit, each with its draw as the size.
  func add(_ operation: Effect.Operation, _ hits: Hits, in block: Block) {
    let (list, factor, addend) = (block[paths], block[factor], block[addend])
    for place in 0..<hits.count {
      let (path, size) = (hits.path(place), hits.draws[place])
      if factor[path].isNaN {
        list.append(path)
        (factor[path], addend[path]) = (1, 0)
      }
      switch operation {
      case .change:
        factor[path] *= 1 + size
        addend[path] *= 1 + size
      case .add: addend[path] += size
      case .set: (factor[path], addend[path]) = (0, size)
      case .raise, .buyOut: preconditionFailure("\(operation) moves no level")
      }
    }
  }

  /// What x becomes.
  struct Map {
    let factor: Double
    let addend: Double

    func callAsFunction(_ x: Double) -> Double { factor * x + addend }
  }

  /// Calls `body` for each path that is hit.
  ///
  /// - Parameter body: Returns what the level has become; a path whose value is outside the domain fails, and
  ///   what `body` has left is then of no interest.
  func forEach(in block: Block, _ body: (_ path: Int, Map) -> Double) {
    let list = block[paths]
    guard list.count > 0 else { return }
    let (factor, addend) = (block[factor], block[addend])
    let limits = domain.interval
    list.visit { path in
      let value = body(path, Map(factor: factor[path], addend: addend[path]))
      if !limits.contains(value) { block.fail(path, as: cause, in: failure) }
    }
  }

  /// The same with the logarithm of each factor, which has no meaning where the factor is not above 0.
  func forEachLog(in block: Block, _ body: (_ path: Int, Map, _ log: Double) -> Double) {
    let (list, factor) = (block[paths], block[factor])
    guard list.count > 0 else { return }
    // Kernels write whole vectors.
    let room = (list.count + 15) / 16 * 16
    withUnsafeTemporaryAllocation(byteCount: 8 * room, alignment: 64) { memory in
      let logs = memory.bindMemory(to: Double.self)
      logs.initialize(repeating: 1)
      for place in 0..<list.count { logs[place] = factor[list[place]] }
      ck_log(logs.baseAddress, logs.baseAddress, Int32(room))
      var place = 0
      forEach(in: block) { path, map in
        defer { place += 1 }
        return body(path, map, logs[place])
      }
    }
  }

  /// Moves a level whose logarithm, over its value at the start, a column holds.
  func moveLog(_ column: Column, atStart: Number? = nil, in block: Block) {
    let logs = block[column]
    let start = atStart.map { block[$0] }
    forEachLog(in: block) { path, map, log in
      // A change is exact whatever the level is.
      if map.addend == 0 {
        logs[path] += map.factor > 0 ? log : .nan
        return map.factor
      }
      let scale = start?[path] ?? 1
      let value = map(scale * CKernels.exp(logs[path]))
      logs[path] = CKernels.log(value / scale)
      return value
    }
  }
}

/// The levels that events move, by their full names; whoever moves one asks for it.
struct LevelMoves {
  private var moves: [String: LevelMove] = [:]
  /// Those that somebody has asked for.
  private var taken: Set<String> = []

  /// Nothing is moved.
  init() {}

  /// - Parameter targets: Full names and what they name, each once.
  init(_ targets: [(name: String, level: MovableLevel)], in model: Compiler) {
    for target in targets { moves[target.name] = LevelMove(target.name, target.level, in: model) }
  }

  subscript(name: String) -> LevelMove? { moves[name] }

  /// The same for whoever moves the level.
  mutating func take(_ name: String) -> LevelMove? {
    taken.insert(name)
    return moves[name]
  }

  /// Levels that nobody moves: the company has none of them.
  var unused: [String] { moves.keys.filter { !taken.contains($0) }.sorted() }

  var all: [LevelMove] { moves.keys.sorted().compactMap { moves[$0] } }
}

/// A part of an amount that grows, and what events do to the amount.
struct MovedAmount: Sendable {
  let amount: Number
  /// -1 for a cost that is taken off, a margin for a profit.
  let part: Number
  let move: LevelMove

  func move(in block: Block) {
    let (values, part) = (block.storage(of: amount), block[part])
    move.forEach(in: block) { path, map in
      values[path] = Rounding.settled(
        map.factor * values[path] + map.addend * part[path], scale: abs(map.addend * part[path]))
      // A part that is 0 says nothing of the whole.
      return part[path] == 0 ? 0 : values[path] / part[path]
    }
  }
}
