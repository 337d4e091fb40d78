import Statistics

/// A condition as events ask it: of a step rather than of a whole path.
struct EventCondition: Sendable {
  indirect enum Node: Sendable {
    case comparison(PathComparison, Column)
    case pair(PathPair, Column, Column)
    /// That a regime is in one of some states: of each of its states whether it is one.
    case states(RegimeOccupancy, holds: [Bool])
    /// That the time in a column has come.
    case time(Column)
    /// That a definition has held before, or holds now and may, from a step on.
    case definition(Column, Node, from: Double)
    case not(Node)
    case all([Node])
    case any([Node])
  }

  private let node: Node
  /// Room for answers, one column for each level of the tree.
  private let answers: [Column]

  init(_ node: Node, in model: Compiler) {
    self.node = node
    answers = (0..<node.depth).map { _ in model.column() }
  }

  /// What is asked.
  enum Question: Sendable {
    /// Whether it holds on the date, as 1 or 0: of series as they stand in their columns, of regimes and events
    /// up to it.
    case whether
    /// For which part of the step it holds: of regimes and events by their times in it, of which several are
    /// taken to be independent. Where it is all or nothing, it is exact.
    case part
  }

  /// One number per path of the block, in a column that stands until it asks again.
  func ask(_ question: Question, at step: Int, in block: Block) -> Column {
    Asking(question, step, block).fill(answers[...], node)
    return answers[0]
  }

  /// When it came to hold that holds at a step: the exact time where events and regimes decide, else the step.
  func time(_ path: Int, at step: Int, in block: Block) -> Double {
    let end = Double(step)
    return min(max(Self.time(node, path, end, block), max(end - 1, 0)), end)
  }

  private static func time(_ node: Node, _ path: Int, _ end: Double, _ block: Block) -> Double {
    switch node {
    case .comparison, .pair, .not: end
    case .states(let occupancy, let holds):
      holds[Int(block[occupancy.state][path])] ? block[occupancy.since][path] : .infinity
    case .time(let column): block[column][path]
    case .definition(let column, let node, let from):
      min(block[column][path], from <= end ? max(time(node, path, end, block), from) : .infinity)
    case .all(let nodes): nodes.reduce(0) { max($0, time($1, path, end, block)) }
    case .any(let nodes):
      nodes.reduce(.infinity) { min($0, time($1, path, end, block)) }
    }
  }
}

// MARK: Within a step

extension EventCondition {
  /// Whether it holds at a moment within a step: of series as they were on the date before.
  func holds(_ path: Int, at moment: TimeInStep, in block: Block) -> Bool {
    Self.holds(node, path, moment, block)
  }

  private static func holds(
    _ node: Node, _ path: Int, _ moment: TimeInStep, _ block: Block
  ) -> Bool {
    switch node {
    case .comparison(let comparison, let column): return comparison.holds(block[column][path])
    case .pair(let pair, let first, let second):
      return pair.holds(block[first][path], block[second][path])
    case .states(let occupancy, let holds):
      return holds[occupancy.state(path, at: moment, in: block)]
    case .time(let column): return block[column][path] <= moment.time
    case .definition(let column, let node, let from):
      return block[column][path] <= moment.time
        || (from <= moment.time && holds(node, path, moment, block))
    case .not(let node): return !holds(node, path, moment, block)
    case .all(let nodes): return nodes.allSatisfy { holds($0, path, moment, block) }
    case .any(let nodes): return nodes.contains { holds($0, path, moment, block) }
    }
  }

  /// The regimes that it asks, as often as it does.
  var regimes: [RegimeOccupancy] {
    node.parts.compactMap { if case .states(let occupancy, _) = $0 { occupancy } else { nil } }
  }

  /// From when on definitions hold that it names, in steps.
  var beginnings: [Double] {
    node.parts.compactMap { if case .definition(_, _, let from) = $0 { from } else { nil } }
  }

  /// The times of what it asks whether it has happened.
  var times: [Column] {
    node.parts.compactMap {
      switch $0 {
      case .time(let column), .definition(let column, _, _): column
      default: nil
      }
    }
  }
}

extension EventCondition.Node {
  fileprivate var parts: [Self] {
    switch self {
    case .comparison, .pair, .states, .time: [self]
    case .definition(_, let node, _), .not(let node): [self] + node.parts
    case .all(let nodes), .any(let nodes): [self] + nodes.flatMap(\.parts)
    }
  }

  /// Columns that answering takes at once.
  fileprivate var depth: Int {
    switch self {
    case .comparison, .pair, .states, .time: 1
    case .definition(_, let node, _): 1 + node.depth
    case .not(let node): node.depth
    case .all(let nodes), .any(let nodes): 1 + (nodes.map(\.depth).max() ?? 0)
    }
  }
}

extension EventCondition {
  /// Whether it holds before anything has moved, with every draw at its median.
  func holds(atStartOf median: MedianPath) -> Bool { Self.holds(node, median) }

  private static func holds(_ node: Node, _ median: MedianPath) -> Bool {
    switch node {
    case .comparison(let comparison, let column): comparison.holds(median.start(of: column))
    case .pair(let pair, let first, let second):
      pair.holds(median.start(of: first), median.start(of: second))
    case .states(let occupancy, let holds): holds[Int(median.start(of: occupancy.state))]
    case .time: false
    case .definition(_, let node, let from): from <= 0 && holds(node, median)
    case .not(let node): !holds(node, median)
    case .all(let nodes): nodes.allSatisfy { holds($0, median) }
    case .any(let nodes): nodes.contains { holds($0, median) }
    }
  }
}

/// One asking of a block.
private struct Asking {
  let isPart: Bool
  let step: Int
  let block: Block

  init(_ question: EventCondition.Question, _ step: Int, _ block: Block) {
    isPart = if case .part = question { true } else { false }
    (self.step, self.block) = (step, block)
  }

  /// Answers in the first of some columns; the others are room for parts.
  func fill(_ columns: ArraySlice<Column>, _ node: EventCondition.Node) {
    let answers = block.values(of: columns[columns.startIndex])
    switch node {
    case .comparison(let comparison, let column): comparison.answer(answers, block[column])
    case .pair(let pair, let first, let second): pair.answer(answers, block[first], block[second])
    case .states(let occupancy, let holds): states(answers, occupancy, holds)
    case .time(let column): time(answers, column)
    case .definition(let column, let node, let from):
      let open = isPart ? min(max(Double(step) - from, 0), 1) : Double(step) < from ? 0 : 1
      guard open > 0 else { return fill(columns, .time(column)) }
      combine(columns, [.time(column), node]) { 1 - (1 - $0) * (1 - $1 * open) }
    case .not(let node):
      fill(columns, node)
      for path in answers.indices { answers[path] = 1 - answers[path] }
    case .all(let nodes): combine(columns, nodes) { $0 * $1 }
    case .any(let nodes): combine(columns, nodes) { 1 - (1 - $0) * (1 - $1) }
    }
  }

  private func combine(
    _ columns: ArraySlice<Column>, _ nodes: [EventCondition.Node],
    _ together: (Double, Double) -> Double
  ) {
    let (room, parts) = (block.values(of: columns[columns.startIndex]), columns.dropFirst())
    guard let first = nodes.first, let part = parts.first else {
      return room.update(repeating: 1)
    }
    fill(columns, first)
    let others = block[part]
    for node in nodes.dropFirst() {
      fill(parts, node)
      for path in room.indices { room[path] = together(room[path], others[path]) }
    }
  }

  private func states(
    _ answers: UnsafeMutableBufferPointer<Double>, _ occupancy: RegimeOccupancy,
    _ holds: [Bool]
  ) {
    let states = block[occupancy.state]
    let worth = holds.map { $0 ? 1.0 : 0 }
    answers.update(repeating: 0)
    // A loop for each, since only those take several paths at once.
    for place in holds.indices where holds[place] {
      let state = Double(place)
      for path in answers.indices { answers[path] += states[path] == state ? 1 : 0 }
    }
    guard isPart else { return }
    let shares = block[occupancy.shares]
    block[occupancy.changed(in: step)].visit { path in
      answers[path] = worth.indices.reduce(0) { $0 + worth[$1] * shares[$1][path] }
    }
  }

  private func time(_ answers: UnsafeMutableBufferPointer<Double>, _ column: Column) {
    let (times, end) = (block[column], Double(step))
    for path in answers.indices {
      let since = end - times[path]
      answers[path] = isPart ? min(max(since, 0), 1) : since >= 0 ? 1 : 0
    }
  }
}
