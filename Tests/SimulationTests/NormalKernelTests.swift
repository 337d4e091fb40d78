import CGSL
import CKernels
import Testing

@Suite struct NormalKernelTests {
  /// k of p = k · 2^-53 in the lower half: a geometric grid, and around the method's switches, where
  /// |p - ½| is 0.425 and where sqrt(-ln p) is 5.
  private static let grid: [UInt64] = {
    var numbers: Set<UInt64> = []
    var k = 1.0
    while k < 0x1p52 {
      numbers.insert(UInt64(k))
      k = max(k + 1, k * 1.0005)
    }
    for centre in [0.075 * 0x1p53, 1.3887943864964021e-11 * 0x1p53] {
      for step in -2_000...2_000 { numbers.insert(UInt64(centre + Double(step))) }
    }
    return numbers.sorted()
  }()

  /// z for p - ½ = ±(½ - k / 2^53), which is exact.
  private func normals(_ grid: [UInt64], upper: Bool) -> [Double] {
    let column = TestColumn(
      grid.map { (upper ? 1 : -1) * Double((1 << 52) - $0) * 0x1p-53 })
    ck_normals_from_centred(column.pointer, column.count)
    return column.values
  }

  /// Protects every normal draw, over all of [2^-53, 1 - 2^-53]. Reference: GSL's
  /// `gsl_cdf_ugaussian_Pinv`. Control: the same at p (1 + 1e-12), as wrong as a coefficient in its
  /// twelfth digit, is seen at nearly all points.
  @Test(arguments: [false, true])
  func agreeWithGSL(upper: Bool) {
    let z = normals(Self.grid, upper: upper)
    var seen = 0
    var worst = 0.0
    for (k, z) in zip(Self.grid, z) {
      let p = Double(k) * 0x1p-53
      let reference = upper ? gsl_cdf_ugaussian_Pinv(1 - p) : gsl_cdf_ugaussian_Pinv(p)
      worst = max(worst, abs(z - reference))
      let wrong = (upper ? -1 : 1) * gsl_cdf_ugaussian_Pinv(p * (1 + 1e-12))
      if abs(z - wrong) > 1e-13 { seen += 1 }
    }
    #expect(Self.grid.count > 60_000)
    #expect(worst <= 1e-13)
    #expect(Double(seen) > 0.9 * Double(Self.grid.count))
  }

  /// Protects antithetic and stratified draws: monotone (on a grid whose neighbours differ by more
  /// than rounding), odd, and 0 at the median.
  @Test func monotoneAndOdd() {
    var last: UInt64 = 0
    let spaced = Self.grid.filter { k in
      // 2^-40 of p: at least 1e-13 of z.
      guard Double(k - last) > Double(k) * 0x1p-40 else { return false }
      last = k
      return true
    }
    let lower = normals(spaced, upper: false)
    #expect(zip(lower, lower.dropFirst()).allSatisfy { $0 < $1 })
    #expect(normals(spaced, upper: true) == lower.map { -$0 })
    let zero = TestColumn([0.0])
    ck_normals_from_centred(zero.pointer, 1)
    #expect(zero.values == [0])
  }

  /// Protects whole columns of draws: normals are the inverse at the uniforms of the same place, and
  /// no draw depends on the length of its column. Control: at 1e-12 off, half the draws are seen.
  @Test func columnsAreTheInverseAtTheirUniforms() {
    let n = 65_536 + 32
    let z = draws(ck_normals, n, at: somewhere)
    let u = draws(ck_uniforms, n, at: somewhere)
    let worst = zip(z, u).map { abs($0 - gsl_cdf_ugaussian_Pinv($1)) }.max() ?? .nan
    #expect(worst <= 1e-13)
    let wrong = zip(z, u).count { abs($0 - gsl_cdf_ugaussian_Pinv($1 * (1 - 1e-12))) > 1e-13 }
    #expect(wrong > n / 2)
    #expect(draws(ck_normals, 1_056, at: somewhere) == Array(z[..<1_056]))
    #expect(draws(ck_normals, 16, at: somewhere) == Array(z[..<16]))
  }
}
