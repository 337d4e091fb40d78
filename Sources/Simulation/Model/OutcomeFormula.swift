import CKernels

/// How an outcome follows, at the horizon, from what a path leaves in its columns.
struct OutcomeFormula: Sendable {
  typealias Value = @Sendable (Double, Double) -> Double

  let inputs: (Column, Column)
  let value: Value
  /// What is known where the value is ∞, because it had not happened by the horizon.
  let bound: Value?
  /// What is kept is not always what is told: drawdowns are kept as value over peak.
  let telling: Telling
  /// About which size the values lie, for the histogram; that of a column's start where one is named.
  let centre: Double
  let scale: Column?

  init(
    inputs: (Column, Column), bound: Value? = nil, telling: Telling = .plain, centre: Double = 1,
    scale: Column? = nil, value: @escaping Value
  ) {
    self.inputs = inputs
    self.value = value
    self.bound = bound
    self.telling = telling
    self.centre = centre
    self.scale = scale
  }

  /// Sets a column to what `formula` says of each path of a block at its horizon.
  func assign(_ formula: (Double, Double) -> Double, _ block: Block, to output: Column) {
    let (a, b, values) = (block[inputs.0], block[inputs.1], block[output])
    for path in 0..<block.capacity { values[path] = formula(a[path], b[path]) }
  }
}
