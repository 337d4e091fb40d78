import CKernels
import Testing

@testable import Simulation

/// Protects a step of an uncertain volatility, beside `WhatCanHappenTests`.
@Suite struct VarianceKernelTests {
  /// Protects the two moments that a step has in common with the exact law, by normals at equal parts of it: above
  /// the least variance that goes by the kernel alone.
  ///
  /// The control: the mean of another half-life.
  @Test(arguments: [0.4, 1, 3, 20])
  func momentsOfAStep(times: Double) throws {
    let n = 1 << 16
    let (decay, theta, spread) = (0.9, 0.5, 0.6)
    let pulled = theta * (1 - decay)
    var before = times * theta
    let z = TestColumn((0..<n).map { (Double($0) + 0.5) / Double(n) - 0.5 })
    ck_normals_from_centred(z.pointer, z.count)
    let (v, old) = (TestColumn(repeating: before, count: n), TestColumn(repeating: 0.0, count: n))
    let paths = TestColumn(repeating: UInt32(0), count: n + 16)
    let constants = [
      decay, pulled, spread * spread * pulled * pulled, 2 * spread * spread * pulled * decay,
    ]
    .map { TestColumn(repeating: $0, count: 8) }
    var law = ck_variance(
      decay: constants[0].constant, pulled: constants[1].constant, start: constants[2].constant,
      slope: constants[3].constant)
    let near = withExtendedLifetime(constants) {
      ck_move_variance(paths.pointer, v.pointer, old.pointer, z.pointer, &law, v.count)
    }
    #expect(near == 0)
    let mean = v.values.reduce(0, +) / Double(n)
    let variance = v.values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(n)
    let exact = spread * spread * pulled * (2 * decay * before + pulled)
    #expect(abs(mean / (pulled + decay * before) - 1) < 1e-5)
    #expect(abs(variance / exact - 1) < 2e-3)
    before *= 1.01
    #expect(abs(mean / (pulled + decay * before) - 1) > 1e-4)
    #expect(old.values == Array(repeating: times * theta, count: n))
  }
}
