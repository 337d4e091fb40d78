import CGSL
import CKernels
import Statistics

/// Eight paths of a number: what formulas are written in that a path needs once.
///
/// Their functions agree with those of C to one or two units in the last place. Where an argument is none
/// that a kernel takes, such as the logarithm of a negative number, all eight go through those of C.
typealias Lanes = SIMD8<Double>

extension Lanes {
  /// A function of each path's number, one after another.
  func map(_ function: (Double) -> Double) -> Lanes {
    var result = Lanes()
    for lane in indices { result[lane] = function(self[lane]) }
    return result
  }

  /// What a kernel makes of all eight.
  fileprivate func through(
    _ kernel: (UnsafeMutablePointer<Double>, UnsafePointer<Double>, Int32) -> Void
  ) -> Lanes {
    var result = self
    withUnsafeMutableBytes(of: &result) { bytes in
      let values = bytes.assumingMemoryBound(to: Double.self).baseAddress!
      kernel(values, values, Int32(Lanes.scalarCount))
    }
    return result
  }
}

func exp(_ x: Lanes) -> Lanes {
  all(x .> -700 .& x .< 700) ? x.through(ck_exp) : x.map { CKernels.exp($0) }
}

/// e^x - 1.
func expm1(_ x: Lanes) -> Lanes {
  all(x .> -700 .& x .< 700) ? x.through(ck_expm1) : x.map { CKernels.expm1($0) }
}

func log(_ x: Lanes) -> Lanes {
  let isNormal = x .>= .leastNormalMagnitude .& x .<= .greatestFiniteMagnitude
  return all(isNormal) ? x.through(ck_log) : x.map { CKernels.log($0) }
}

/// ln(1 + x).
func log1p(_ x: Lanes) -> Lanes {
  all(x .> -1 .& x .<= 0x1p1000) ? x.through(ck_log1p) : x.map { CKernels.log1p($0) }
}

/// The standard normal's value that lies above a share p of all.
func normalQuantile(_ p: Lanes) -> Lanes {
  // Nearer to the ends p - 1/2 has too few digits of p.
  all(p .> 0.001 .& p .< 0.999)
    ? (p - 0.5).through { values, _, count in ck_normals_from_centred(values, count) }
    : p.map(gsl_cdf_ugaussian_Pinv)
}

/// The one that lies below it.
func upperNormalQuantile(_ p: Lanes) -> Lanes {
  all(p .> 0.001 .& p .< 0.999) ? -normalQuantile(p) : p.map(gsl_cdf_ugaussian_Qinv)
}

extension Rounding {
  /// `settled` of each path.
  static func settled(_ sum: Lanes, scale: Lanes) -> Lanes {
    var result = sum
    for lane in sum.indices { result[lane] = settled(sum[lane], scale: scale[lane]) }
    return result
  }
}
