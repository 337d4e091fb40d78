import CKernels

extension Block {
  /// On paths that have failed before they start, no clock rings.
  func stopFailed(_ clock: Column, _ failure: Column) {
    let (clock, failures) = (self[clock], self[failure])
    for path in 0..<capacity where failures[path] != 0 { clock[path] = .infinity }
  }

  /// Places of the paths whose time in a column has come.
  func due(_ column: Column, at time: Double) -> [UInt32] {
    [UInt32](unsafeUninitializedCapacity: capacity + 16) { paths, count in
      count = Int(ck_due(paths.baseAddress, self[column], time, self.count))
    }
  }
}
