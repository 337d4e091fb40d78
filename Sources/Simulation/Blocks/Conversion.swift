import CKernels

/// What an amount in one currency is in another, on the date that a block stands at.
struct Conversion: Sendable {
  private let value: Number
  /// Nil for 1.
  private let unit: Number?

  /// - Parameters:
  ///   - value: What a unit of the first is worth.
  ///   - unit: What one of the other is worth; nil for 1.
  init(_ value: Number, over unit: Number? = nil) { (self.value, self.unit) = (value, unit) }

  /// Where a block keeps it, found once for all paths.
  struct Rates {
    fileprivate let value: ck_number
    fileprivate let unit: ck_number?

    func callAsFunction(_ path: Int) -> Double {
      if let unit { value[path] / unit[path] } else { value[path] }
    }

    /// An amount, rounded as one is that is converted once because no rate moves.
    func converted(_ amount: Double, _ path: Int) -> Double {
      if let unit { amount * value[path] / unit[path] } else { amount * value[path] }
    }
  }

  func rates(in block: Block) -> Rates {
    Rates(value: block[value], unit: unit.map { block[$0] })
  }
}
