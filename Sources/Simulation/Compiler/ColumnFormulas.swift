import CKernels

// Formulas that have kernels, so that what is made of a number that follows a series costs little.

extension Compiler {
  /// ab; 0 where one of them is 0 on every path.
  func product(_ a: Number, _ b: Number, _ blend: Blend = .mean) -> Number {
    if value(of: a) == 0 || value(of: b) == 0 { return constant(0) }
    return derive([a, b], blend, kernel: Kernels.product) { a, b, _, _ in a * b }
  }

  func product(_ a: Number, _ b: Double, _ blend: Blend = .mean) -> Number {
    product(a, constant(b), blend)
  }

  /// a - b; a itself where b is 0 on every path.
  func difference(_ a: Number, _ b: Number) -> Number {
    if value(of: b) == 0 { return a }
    return derive([a, b], kernel: Kernels.difference) { a, b, _, _ in a - b }
  }

  /// ln a of a positive number.
  func logarithm(of a: Number) -> Number {
    derive([a], kernel: Kernels.logarithm) { a, _, _, _ in log(a) }
  }

  /// ln(1 + a).
  func logarithm(ofOnePlus a: Number) -> Number {
    derive([a], kernel: Kernels.logarithmOfOnePlus) { a, _, _, _ in log1p(a) }
  }
}

private enum Kernels {
  static let product: Derived.Kernel = { output, inputs, count in
    let (a, b) = (inputs[0], inputs[1])
    a.mask == 0 ? ck_multiply(output, b.p, a, count) : ck_multiply(output, a.p, b, count)
  }
  static let difference: Derived.Kernel = { ck_subtract($0, $1[0], $1[1], $2) }
  static let logarithm: Derived.Kernel = { ck_log($0, $1[0].p, $2) }
  static let logarithmOfOnePlus: Derived.Kernel = { ck_log1p($0, $1[0].p, $2) }
}
