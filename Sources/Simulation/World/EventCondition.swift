import Statistics

/// A condition as events ask it: of a step rather than of a whole path.
struct EventCondition: Sendable {
  indirect enum Node: Sendable {
    case comparison(PathComparison, Column)
    case state(RegimeChain.Occupancy, since: Column, place: Int)
    /// That the time in a column has come.
    case time(Column)
    /// That a definition has held before, or holds now.
    case definition(Column, Node)
    case not(Node)
    case all([Node])
    case any([Node])
  }

  private let node: Node

  init(_ node: Node) { self.node = node }

  /// What is asked.
  enum Question: Sendable {
    /// Whether it holds on the date, as 1 or 0: of series as they stand in their columns, of regimes and events
    /// up to it.
    case whether
    /// For which part of the step it holds: of regimes and events by their times in it.
    case part
  }

  /// Calls `body` with one number per path of the block.
  func ask<Result>(
    _ question: Question, at step: Int, in block: Block,
    _ body: (UnsafeMutableBufferPointer<Double>) -> Result
  ) -> Result {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: block.capacity) { answers in
      Asking(question, step, block).fill(answers, node)
      return body(answers)
    }
  }

  /// When it came to hold that holds at a step: the exact time where events and regimes decide, else the step.
  func time(_ path: Int, at step: Int, in block: Block) -> Double {
    let end = Double(step)
    return min(max(Self.time(node, path, end, block), max(end - 1, 0)), end)
  }

  private static func time(_ node: Node, _ path: Int, _ end: Double, _ block: Block) -> Double {
    switch node {
    case .comparison, .not: end
    case .state(let occupancy, let since, let place):
      block[occupancy.state][path] == Double(place) ? block[since][path] : .infinity
    case .time(let column): block[column][path]
    case .definition(let column, let node):
      min(block[column][path], time(node, path, end, block))
    case .all(let nodes): nodes.reduce(0) { max($0, time($1, path, end, block)) }
    case .any(let nodes):
      nodes.reduce(.infinity) { min($0, time($1, path, end, block)) }
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

  func fill(_ answers: UnsafeMutableBufferPointer<Double>, _ node: EventCondition.Node) {
    switch node {
    case .comparison(let comparison, let column):
      let values = block[column]
      for path in answers.indices { answers[path] = comparison.holds(values[path]) ? 1 : 0 }
    case .state(let occupancy, _, let place): state(answers, occupancy, place)
    case .time(let column): time(answers, column)
    case .definition(let column, let node):
      combine(answers, [.time(column), node]) { 1 - (1 - $0) * (1 - $1) }
    case .not(let node):
      fill(answers, node)
      for path in answers.indices { answers[path] = 1 - answers[path] }
    case .all(let nodes): combine(answers, nodes) { $0 * $1 }
    case .any(let nodes): combine(answers, nodes) { 1 - (1 - $0) * (1 - $1) }
    }
  }

  private func combine(
    _ answers: UnsafeMutableBufferPointer<Double>, _ nodes: [EventCondition.Node],
    _ together: (Double, Double) -> Double
  ) {
    guard let first = nodes.first else { return answers.update(repeating: 1) }
    fill(answers, first)
    for node in nodes.dropFirst() {
      withUnsafeTemporaryAllocation(of: Double.self, capacity: answers.count) { others in
        fill(others, node)
        for path in answers.indices { answers[path] = together(answers[path], others[path]) }
      }
    }
  }

  private func state(
    _ answers: UnsafeMutableBufferPointer<Double>, _ occupancy: RegimeChain.Occupancy, _ place: Int
  ) {
    let states = block[occupancy.state]
    for path in answers.indices { answers[path] = states[path] == Double(place) ? 1 : 0 }
    guard isPart else { return }
    let shares = block[occupancy.shares[place]]
    block[occupancy.changed(in: step)].forEach { answers[$0] = shares[$0] }
  }

  private func time(_ answers: UnsafeMutableBufferPointer<Double>, _ column: Column) {
    let (times, end) = (block[column], Double(step))
    for path in answers.indices {
      let since = end - times[path]
      answers[path] = isPart ? min(max(since, 0), 1) : since >= 0 ? 1 : 0
    }
  }
}
