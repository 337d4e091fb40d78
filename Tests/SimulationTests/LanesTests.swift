import CGSL
import CKernels
import Foundation
import Testing

@testable import Simulation

/// Protects numbers that a path needs once: near those of C and GSL, and the same whatever the seven paths
/// beside it are.
@Suite struct LanesTests {
  struct Function: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Of the reference, relative.
    let tolerance: Double
    let reference: @Sendable (Double) -> Double
    let lanes: @Sendable (Lanes) -> Lanes
    /// On both sides of where kernels end, and what is no argument at all.
    let edges: [Double]
    /// What kernels take.
    let inside: ClosedRange<Double>
  }

  private static let beyond: [Double] = [
    .nan, .infinity, -.infinity, 1e308, -1e308, 0, -0.0, 5e-324, -5e-324,
  ]

  static let functions = [
    Function(
      testDescription: "exp", tolerance: 3e-16, reference: { Foundation.exp($0) },
      lanes: { exp($0) }, edges: [-745, -700, -699.9, 699.9, 700, 709.7, 710], inside: -50...50),
    Function(
      testDescription: "expm1", tolerance: 6e-16, reference: { Foundation.expm1($0) },
      lanes: { expm1($0) }, edges: [-745, -700, -699.9, 1e-300, 699.9, 700, 710], inside: -2...2),
    Function(
      testDescription: "log", tolerance: 6e-16, reference: { Foundation.log($0) },
      lanes: { log($0) }, edges: [-1, 2.2e-308, 2.3e-308, 1, 1.7e308], inside: 0.001...30),
    Function(
      testDescription: "log1p", tolerance: 6e-16, reference: { Foundation.log1p($0) },
      lanes: { log1p($0) }, edges: [-2, -1, -0.9999999999999999, 1e-20, 0x1p1000, 0x1p1001],
      inside: -0.9...9),
    Function(
      testDescription: "quantile", tolerance: 2e-14, reference: { gsl_cdf_ugaussian_Pinv($0) },
      lanes: { normalQuantile($0) },
      edges: [1e-300, 1e-12, 0.001, 0.0010001, 0.4999, 0.998, 0.999, 1 - 1e-12, 1],
      inside: 0.001...0.49),
    Function(
      testDescription: "upper quantile", tolerance: 2e-14,
      reference: { gsl_cdf_ugaussian_Qinv($0) }, lanes: { upperNormalQuantile($0) },
      edges: [1e-300, 1e-12, 0.001, 0.0010001, 0.4999, 0.998, 0.999, 1 - 1e-12, 1],
      inside: 0.001...0.49),
  ]

  private static func isEqual(_ a: Double, _ b: Double) -> Bool {
    a.bitPattern == b.bitPattern || (a.isNaN && b.isNaN)
  }

  /// Control: an argument that is off by a part in ten billion is seen.
  @Test(arguments: functions) func nearTheReference(_ function: Function) {
    let (low, high) = (function.inside.lowerBound, function.inside.upperBound)
    let arguments =
      function.edges + Self.beyond
      + (0...4_000).map {
        low + (high - low) * Double($0) / 4_000
      }
    func isNear(_ value: Double, _ reference: Double) -> Bool {
      Self.isEqual(value, reference) || value == reference
        || abs(value - reference) <= function.tolerance * abs(reference)
    }
    for x in arguments {
      let value = function.lanes(Lanes(repeating: x))[3]
      #expect(isNear(value, function.reference(x)), "\(x): \(value)")
    }
    let x = high * (1 - 1e-10)
    #expect(!isNear(function.lanes(Lanes(repeating: x))[3], function.reference(high)))
  }

  /// Control: neighbours that are told apart at all.
  @Test(arguments: functions) func withoutNeighbours(_ function: Function) {
    let inside = [function.inside.lowerBound, 0.3, 0.47, function.inside.upperBound]
    let arguments = function.edges + Self.beyond + inside
    for x in arguments {
      let alone = function.lanes(Lanes(repeating: x))[0]
      for other in arguments {
        for lane in 0..<Lanes.scalarCount {
          var mixed = Lanes(repeating: other)
          mixed[lane] = x
          let values = function.lanes(mixed)
          #expect(Self.isEqual(values[lane], alone), "\(x) beside \(other)")
        }
      }
    }
    #expect(function.lanes(Lanes(repeating: 0.3))[0] != function.lanes(Lanes(repeating: 0.47))[0])
  }
}
