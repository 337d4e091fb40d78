import CKernels

extension [String: Double] {
  /// The two named arguments, when there are no others.
  func pair(_ first: String, _ second: String) throws(DistributionError) -> (Double, Double) {
    guard count == 2, let a = self[first], let b = self[second] else {
      throw .arguments(expected: "\(first) and \(second)")
    }
    return (a, b)
  }
}

enum Percentiles {
  /// The level that a key such as `p10` or `p97.5` names, in percent.
  static func level(of key: String) -> Double? {
    guard key.first == "p", let level = Double(key.dropFirst()), level > 0, level < 100 else {
      return nil
    }
    return level
  }

  /// Two percentiles, lower level first; nil where the arguments are not percentiles at all.
  static func pair(in arguments: [String: Double]) throws(DistributionError)
    -> ((level: Double, value: Double), (level: Double, value: Double))?
  {
    let all = arguments.compactMap { key, value in level(of: key).map { (level: $0, value: value) }
    }
    .sorted { $0.level < $1.level }
    guard !all.isEmpty else { return nil }
    guard all.count == 2, arguments.count == 2 else {
      throw .arguments(expected: "two percentiles")
    }
    return (all[0], all[1])
  }
}

/// Transforms of a whole column; the count is a multiple of 16.
extension UnsafeMutableBufferPointer<Double> {
  func affine(offset: Double, slope: Double) {
    checkLength()
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 16) { constants in
      constants.initialize(repeating: offset)
      for lane in 8..<16 { constants[lane] = slope }
      let a = ck_number(p: constants.baseAddress, mask: 0)
      let b = ck_number(p: constants.baseAddress! + 8, mask: 0)
      ck_affine(baseAddress, a, b, baseAddress, Int32(count))
    }
  }

  func exponential() {
    checkLength()
    ck_exp(baseAddress, baseAddress, Int32(count))
  }

  func logistic() {
    checkLength()
    ck_logistic(baseAddress, baseAddress, Int32(count))
  }

  /// Kernels write whole vectors.
  func checkLength() { precondition(count % 16 == 0) }
}
