import CKernels

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
