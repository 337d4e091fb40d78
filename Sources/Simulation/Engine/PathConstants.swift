import CKernels

/// An uncertain input: a distribution drawn once per path.
struct Driver: PathConstant {
  let source: Source
  let distribution: any Distribution
  let column: Column

  func assign(_ block: Block) {
    switch distribution.basis {
    case .normals: block.drawNormals(source, at: 0, into: column)
    case .uniforms: block.drawUniforms(source, at: 0, into: column)
    }
    distribution.transform(block.values(of: column))
  }
}

/// Standard normals drawn once per path.
struct NormalDraw: PathConstant {
  let source: Source
  let column: Column

  func assign(_ block: Block) { block.drawNormals(source, at: 0, into: column) }
}

/// Fails the paths on which a number lies outside its domain: the number becomes NaN, which nothing
/// downstream can hide, and the failure column takes the cause.
struct DomainCheck: PathConstant {
  let column: Column
  let domain: Domain
  let failure: Column
  let cause: Int

  func assign(_ block: Block) {
    let values = block[column]
    let failures = block[failure]
    for path in 0..<block.capacity where !domain.contains(values[path]) {
      values[path] = .nan
      if failures[path] == 0 { failures[path] = Double(cause) }
    }
  }
}

/// Clears a column before the checks of a block.
struct Cleared: PathConstant {
  let column: Column

  func assign(_ block: Block) { block.values(of: column).update(repeating: 0) }
}

/// A number computed from up to four others by a formula.
///
/// As a path constant it is evaluated before the start; where an input varies, it is a component
/// and evaluated in every step.
struct Derived: PathConstant, Component {
  typealias Formula = @Sendable (_ step: Int, Double, Double, Double, Double) -> Double

  let name: String
  let inputs: [Number]
  let output: Number
  let formula: Formula

  init(name: String, inputs: [Number], output: Number, formula: @escaping Formula) {
    precondition(inputs.count == 4)
    self.name = name
    self.inputs = inputs
    self.output = output
    self.formula = formula
  }

  func assign(_ block: Block) { evaluate(block, step: 1) }
  func start(_ block: Block) { evaluate(block, step: 1) }
  func advance(_ block: Block, to step: Int) { evaluate(block, step: step) }

  private func evaluate(_ block: Block, step: Int) {
    let (a, b, c, d) = (block[inputs[0]], block[inputs[1]], block[inputs[2]], block[inputs[3]])
    let target = block.storage(of: output)
    if case .constant = output.place {
      target.update(repeating: formula(step, a.p[0], b.p[0], c.p[0], d.p[0]))
      return
    }
    for path in target.indices {
      target[path] = formula(step, a[path], b[path], c[path], d[path])
    }
  }
}

extension ck_number {
  @inline(__always)
  subscript(path: Int) -> Double { p[path & mask] }
}
