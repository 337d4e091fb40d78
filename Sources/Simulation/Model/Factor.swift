import CKernels
import Statistics

/// Something that is drawn, so that a path's fate can be traced to it.
struct Factor: Sendable {
  typealias Kind = Shift.Kind

  let name: String
  /// The company that draws it; empty for what all share.
  let subject: String
  let kind: Kind
  /// Of a driver or a clock its value; else what the last step drew.
  let column: Column
  /// The sum over all steps so far; nil for what is drawn once.
  let sum: Column?

  /// One number per path, in which all paths have much the same scale: the sum of n standard normals is
  /// divided by √n.
  private func scale(steps: Int) -> Double { kind == .shock ? 1 / Double(steps).squareRoot() : 1 }

  /// Sets a column to that number at the horizon.
  func assign(_ block: Block, to output: Column, steps: Int) {
    let (source, values, scale) = (block[sum ?? column], block[output], scale(steps: steps))
    for path in 0..<block.capacity { values[path] = source[path] * scale }
  }
}

/// Adds up what each step draws.
struct RunningSum: Component {
  let name: String
  let phase = Phase.outputs
  let of: Column
  let sum: Column

  init(name: String, of column: Column, sum: Column) {
    self.name = name
    of = column
    self.sum = sum
  }

  func start(_ block: Block) { block.values(of: sum).update(repeating: 0) }

  func advance(_ block: Block, to step: Int) {
    ck_add(block[sum], block[.column(of)], block.count)
  }
}
