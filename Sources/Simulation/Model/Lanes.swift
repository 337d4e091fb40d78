import CGSL
import CKernels
import Statistics

/// Eight paths of a number: what formulas are written in that a path needs once.
///
/// Their functions agree with those of C to three units in the last place, and quantiles with those of GSL to
/// 1e-14. What no kernel takes, such as the logarithm of a negative number, goes through C or GSL, path by
/// path: no number depends on the seven beside it.
///
/// Verified: `LanesTests`.
typealias Lanes = SIMD8<Double>

extension Lanes {
  /// A function of each path's number, one after another.
  func map(_ function: (Double) -> Double) -> Lanes {
    var result = Lanes()
    for lane in indices { result[lane] = function(self[lane]) }
    return result
  }

  fileprivate typealias Mask = SIMDMask<MaskStorage>
  fileprivate typealias Kernel = (
    UnsafeMutablePointer<Double>, UnsafePointer<Double>, Int32
  ) -> Void

  /// What a kernel makes of the numbers that it takes, and another function of the others.
  fileprivate func through(
    _ kernel: Kernel, where isTaken: Mask, else function: (Double) -> Double
  ) -> Lanes {
    // A number that every kernel takes stands in for the others.
    var result = replacing(with: 0.25, where: .!isTaken)
    withUnsafeMutableBytes(of: &result) { bytes in
      bytes.withMemoryRebound(to: Double.self) { values in
        kernel(values.baseAddress!, values.baseAddress!, Int32(Lanes.scalarCount))
      }
    }
    if all(isTaken) { return result }
    for lane in indices where !isTaken[lane] { result[lane] = function(self[lane]) }
    return result
  }
}

func exp(_ x: Lanes) -> Lanes {
  x.through(ck_exp, where: x .> -700 .& x .< 700) { CKernels.exp($0) }
}

/// e^x - 1.
func expm1(_ x: Lanes) -> Lanes {
  x.through(ck_expm1, where: x .> -700 .& x .< 700) { CKernels.expm1($0) }
}

func log(_ x: Lanes) -> Lanes {
  let isNormal = x .>= .leastNormalMagnitude .& x .<= .greatestFiniteMagnitude
  return x.through(ck_log, where: isNormal) { CKernels.log($0) }
}

/// ln(1 + x).
func log1p(_ x: Lanes) -> Lanes {
  x.through(ck_log1p, where: x .> -1 .& x .<= 0x1p1000) { CKernels.log1p($0) }
}

/// The value that a standard normal lies below with probability p.
func normalQuantile(_ p: Lanes) -> Lanes {
  p.through(centralQuantiles, where: p.isCentral, else: gsl_cdf_ugaussian_Pinv)
}

/// The value that it lies above with probability p.
func upperNormalQuantile(_ p: Lanes) -> Lanes {
  let upper = p.through(centralQuantiles, where: p.isCentral) { -gsl_cdf_ugaussian_Qinv($0) }
  return -upper
}

extension Lanes {
  /// Nearer to the ends, p - 1/2 has too few digits of p.
  fileprivate var isCentral: Mask { self .> 0.001 .& self .< 0.999 }
}

private func centralQuantiles(
  _ output: UnsafeMutablePointer<Double>, _ p: UnsafePointer<Double>, _ count: Int32
) {
  for place in 0..<Int(count) { output[place] = p[place] - 0.5 }
  ck_normals_from_centred(output, count)
}

extension Rounding {
  /// `settled` of each path.
  static func settled(_ sum: Lanes, scale: Lanes) -> Lanes {
    var result = sum
    for lane in sum.indices { result[lane] = settled(sum[lane], scale: scale[lane]) }
    return result
  }
}
