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
}
