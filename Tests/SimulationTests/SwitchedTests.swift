import Synchronization
import Testing

@testable import Simulation

/// Protects numbers that are one of several: what a formula makes of them is computed for each piece before
/// a path starts, and a step only chooses.
@Suite struct SwitchedTests {
  private static let steps = 6
  private let compiler = Compiler(
    ModelDefinition(
      grid: TimeGrid(start: CalendarDate(day: 20_000), step: .year, steps: steps), currency: "USD"),
    processes: [])

  /// Calls for each path of a block at each step from the start on, where a state goes 0, 1, 2 by path and
  /// step.
  private func run(
    _ state: Column, drawn: Number? = nil, _ body: (_ path: Int, _ step: Int, Block) -> Void
  ) {
    let components = compiler.components()
    let block = Block(compiler.layout, capacity: 32, seed: 1)
    defer { block.deallocate() }
    if let drawn {
      for path in 0..<32 { block.storage(of: drawn)[path] = Double(1 + path) }
    }
    for constant in compiler.pathConstants { constant.assign(block) }
    for step in 0...Self.steps {
      for path in 0..<32 { block[state][path] = Double((path + step) % 3) }
      for component in components {
        if step == 0 { component.start(block) } else { component.advance(block, to: step) }
      }
      for path in 0..<32 { body(path, step, block) }
    }
  }

  @Test func formulasFollowEachPiece() {
    let state = compiler.column()
    let drawn = Number.column(compiler.column())
    let byDate = compiler.choice(
      by: .dates([1, 3, 4]), of: [2, 5, -1].map { compiler.constant($0) })
    let byState = compiler.choice(
      by: .state(state), of: [compiler.constant(10), drawn, compiler.constant(0.5)])
    let evaluations = Mutex(0)
    let product = compiler.derive(byDate, byState, drawn) { date, state, drawn in
      evaluations.withLock { $0 += 1 }
      return date * state + drawn
    }
    let root = compiler.derive(product) { $0 * $0 }
    var count = 0
    run(state, drawn: drawn) { path, step, block in
      let date = step < 3 ? 2.0 : step < 4 ? 5 : -1
      let value = [10, block[drawn][path], 0.5][(path + step) % 3]
      let expected = date * value + block[drawn][path]
      #expect(block[product][path] == expected)
      #expect(block[root][path] == expected * expected)
      // The control: the piece of the step before differs.
      if step == 4 { #expect(block[product][path] != 5 * value + block[drawn][path]) }
      count += 1
    }
    #expect(count == 32 * (Self.steps + 1))
    // Nine pieces of eight paths at a time, and none in a step.
    #expect(evaluations.withLock { $0 } == 9 * 32 / Lanes.scalarCount)
  }

  /// A state is its own place, so that asking for it costs nothing, and formulas of it are by state, too.
  @Test func placeOfAState() {
    let state = compiler.column()
    let place = compiler.place(of: .state(state), among: 3)
    let square = compiler.derive(place) { $0 * $0 }
    run(state) { path, step, block in
      let expected = Double((path + step) % 3)
      #expect(block[place][path] == expected && block[square][path] == expected * expected)
    }
  }

  /// A path that fails has no numbers any more, not even a state where one is recorded. It must not end the
  /// run, and disturbs no other path.
  @Test func failedPathsHaveNoState() {
    let state = compiler.column()
    let byState = compiler.choice(
      by: .state(state), of: [10, 20, 30].map { compiler.constant($0) })
    let components = compiler.components()
    let block = Block(compiler.layout, capacity: 32, seed: 1)
    defer { block.deallocate() }
    for path in 0..<32 { block[state][path] = Double(path % 3) }
    for component in components { component.start(block) }
    for path in 0..<32 { block[state][path] = path % 4 == 0 ? .nan : Double((path + 1) % 3) }
    for component in components { component.advance(block, to: 1) }
    for path in 0..<32 {
      let value = block[byState][path]
      #expect(path % 4 == 0 ? value.isNaN : value == 10 * Double(1 + (path + 1) % 3))
    }
  }

  /// A schedule inside a number by state is seen on its dates, as one outside is.
  @Test func datesInsideStates() {
    let state = compiler.column()
    func schedule(_ steps: [Int], _ values: [Double]) -> Number {
      compiler.choice(by: .dates(steps), of: values.map { compiler.constant($0) })
    }
    let byState = compiler.choice(
      by: .state(state),
      of: [schedule([1, 3], [1, 2]), compiler.constant(5), schedule([1, 5], [7, 8])])
    let dated = compiler.dated(byState)
    #expect(compiler.jumps(of: dated) == [2, 4])
    // The controls: one that jumps on no date, and a schedule alone.
    let still = compiler.choice(by: .state(state), of: [1, 2, 3].map { compiler.constant($0) })
    #expect(compiler.dated(still).onDate == still)
    #expect(compiler.jumps(of: compiler.dated(still)).isEmpty)
    #expect(compiler.jumps(of: compiler.dated(schedule([1, 3], [1, 2]))) == [2])
    run(state) { path, step, block in
      let place = (path + step) % 3
      let onDate = [step < 2 ? 1.0 : 2, 5, step < 4 ? 7 : 8][place]
      let untilDate = [step < 3 ? 1.0 : 2, 5, step < 5 ? 7 : 8][place]
      #expect(block[dated.onDate][path] == onDate && block[dated.untilDate][path] == untilDate)
    }
  }
}
