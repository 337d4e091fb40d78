import CKernels

/// A Poisson law of events per step, with one rate for all paths or one per path.
struct PoissonLaw: Sendable {
  private let first: Number
  /// Where the rate is one per path.
  private let second: Number
  /// Thresholds for each count, where the rate is the same for all paths.
  private let tail: [UInt64]
  private let widths: [Double]
  private let rate: Number

  init(_ parameter: Parameter, in company: Subject) {
    let name = company.fullName(parameter.key)
    self.init(frequency: company.number(parameter), name: name, in: company.model)
  }

  init(frequency: Number, name: String, in model: Compiler) {
    let dt = model.stepLength
    rate = model.product(frequency, dt)
    // Events are drawn one by one.
    model.refuseStepRate(rate, of: name)
    // The kernels compare integers: the threshold travels as the bits of a double.
    first = model.deriveAnew([rate], kernel: Self.firsts) {
      rates, _, _, _ in
      rates.map { Double(bitPattern: ck_poisson_threshold($0, 0)) }
    }
    second =
      rate.isColumn
      ? model.deriveAnew([rate, first], kernel: Self.seconds) {
        rates, first, _, _ in
        Self.second(rates: rates, first: first)
      } : model.constant(0)
    var tail: [UInt64] = []
    if let rate = model.value(of: rate), Domain.stepRate.contains(rate) {
      tail = [UInt64](unsafeUninitializedCapacity: Int(CK_POISSON_THRESHOLDS)) {
        $1 = Int(ck_poisson_thresholds(rate, $0.baseAddress))
      }
    }
    // Without events there is one threshold, and whoever looks for the next must find one.
    self.tail = tail.count == 1 ? [0, 0] : tail
    // Of rates so high that no event is impossible the first ones rise by rounding; no draw is between them.
    widths = zip(self.tail, self.tail.dropFirst()).map { 1 / Double($0 &- $1) }
  }

  private static let firsts: Derived.Kernel = { ck_poisson_firsts($0, $1[0], $2) }
  private static let seconds: Derived.Kernel = { ck_poisson_seconds($0, $1[0], $1[1], $2) }

  private static func second(rates: Lanes, first: Lanes) -> Lanes {
    var thresholds = first
    for lane in rates.indices {
      let bits = ck_poisson_second(rates[lane], first[lane].bitPattern)
      thresholds[lane] = Double(bitPattern: bits)
    }
    return thresholds
  }

  func withLaw<Result>(_ block: Block, _ body: (UnsafePointer<ck_poisson>) -> Result) -> Result {
    tail.withUnsafeBufferPointer { tail in
      widths.withUnsafeBufferPointer { widths in
        let isCommon = !tail.isEmpty
        var law = ck_poisson(
          first: block[first], second: block[second], tail: isCommon ? tail.baseAddress : nil,
          width: widths.baseAddress,
          rate: isCommon ? nil : block[rate].p)
        return body(&law)
      }
    }
  }
}
