@preconcurrency import CGSL
import CKernels
import Testing

@testable import Simulation

@Suite struct PhiloxTests {
  private func philox(_ counter: [UInt32], _ key: [UInt32]) -> [UInt32] {
    var out: [UInt32] = [0, 0, 0, 0]
    ck_philox(counter, key, &out)
    return out
  }

  /// Protects the generator itself. Reference: Random123, `tests/kat_vectors`, philox4x32 with 10
  /// rounds: all zeros, all ones, digits of π.
  @Test func knownAnswers() {
    #expect(
      philox([0, 0, 0, 0], [0, 0]) == [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8])
    let ones = UInt32.max
    #expect(
      philox([ones, ones, ones, ones], [ones, ones])
        == [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd])
    #expect(
      philox(
        [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0])
        == [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1])
  }

  /// Protects the order of a block's words. Reference: C++26 [rand.predef], the 10,000th value of a
  /// default-constructed `std::philox4x32` (seed 20111115) is 1955073260. Its counter ascends from 0.
  @Test func tenThousandthValueOfTheStandard() {
    let block = philox([UInt32(9_999 / 4), 0, 0, 0], [20_111_115, 0])
    #expect(block[9_999 % 4] == 1_955_073_260)
  }

  private static let places = [
    ck_at(seed: 0, source: 0, path: 0, step: 0),
    ck_at(seed: 1, source: 0x0123_4567_89ab_cdef, path: 512, step: 1),
    ck_at(seed: .max, source: .max, path: 3_999_999_488, step: 65_535),
    ck_at(seed: 0xffff_ffff_0000_0001, source: 7, path: (1 << 32) - 16, step: 756),
    ck_at(seed: 42, source: DrawSource(name: "zhipu.multiple").id, path: (1 << 33) - 16, step: 2),
  ]

  /// Protects the address of a draw: the counter is (pair of paths, step, source low, source high),
  /// the key the seed. Of 16 neighbouring paths the first eight have the upper words of eight
  /// blocks, the others the lower.
  @Test(arguments: places.indices)
  func vectorBitsAreThoseOfTheDocumentedCounter(_ index: Int) {
    let place = Self.places[index]
    let bits = TestColumn(repeating: UInt64(0), count: 48)
    ck_bits(bits.pointer, bits.count, place)
    for i in 0..<48 where place.path + UInt64(i) < 1 << 33 {
      let path = place.path + UInt64(i)
      let pair = path / 16 * 8 + path % 8
      let words = philox(
        [
          UInt32(pair), place.step, UInt32(truncatingIfNeeded: place.source),
          UInt32(place.source >> 32),
        ], [UInt32(truncatingIfNeeded: place.seed), UInt32(place.seed >> 32)])
      let half = path % 16 < 8 ? 0 : 2
      #expect(bits.buffer[i] == UInt64(words[half]) << 32 | UInt64(words[half + 1]), "path \(path)")
    }
  }

  /// Protects draws from the block they are drawn in: any start gives the same bits per path.
  @Test func bitsDoNotDependOnTheBlock() {
    let all = TestColumn(repeating: UInt64(0), count: 2_048)
    ck_bits(all.pointer, all.count, somewhere)
    #expect(Set(all.values).count == 2_048)
    for start in stride(from: 0, to: 2_048, by: 208) {
      let part = TestColumn(repeating: UInt64(0), count: 16)
      var place = somewhere
      place.path = UInt64(start)
      ck_bits(part.pointer, part.count, place)
      #expect(part.values == Array(all.values[start..<start + 16]))
    }
  }

  /// Protects uniforms: (k + ½) / 2⁵² with k the upper 52 bits, never 0 or 1.
  @Test func uniformsAreTheUpperBits() {
    let bits = TestColumn(repeating: UInt64(0), count: 4_096)
    ck_bits(bits.pointer, bits.count, somewhere)
    let uniforms = draws(ck_uniforms, 4_096, at: somewhere)
    for (uniform, bits) in zip(uniforms, bits.values) {
      #expect(uniform == (Double(bits >> 12) + 0.5) * 0x1p-52)
      #expect(uniform > 0 && uniform < 1)
    }
  }

  /// Protects sequences of draws: block k of words has k above the step in word 1 of the counter.
  @Test func streamsFollowTheDocumentedCounter() {
    let place = Self.places[1]
    var stream = ck_stream_at(place, 77)
    for block in 0..<UInt32(5) {
      let counter = [
        77, place.step | block << 16, UInt32(truncatingIfNeeded: place.source),
        UInt32(place.source >> 32),
      ]
      for word in philox(counter, [1, 0]) { #expect(ck_stream_word(&stream) == word) }
    }
    // Uniforms less ½ of listed paths, one after another.
    let centred = TestColumn(repeating: 0.0, count: 5)
    ck_event_uniforms(centred.pointer, [3, 77 - 64], [2, 3], 2, withPath(64, place))
    var expected: [Double] = []
    for (path, count) in [(67, 2), (77, 3)] {
      var stream = ck_stream_at(place, UInt64(path))
      expected += (0..<count).map { _ in ck_stream_uniform(&stream) - 0.5 }
    }
    #expect(centred.values == expected)
  }

  private func withPath(_ path: UInt64, _ place: ck_at) -> ck_at {
    var place = place
    place.path = path
    return place
  }

  /// Protects GSL's samplers on our generator: same stream, GSL's own range, and repeatable.
  @Test func drivesGSL() throws {
    let rng = try #require(gsl_rng_alloc(ck_philox_rng()))
    defer { gsl_rng_free(rng) }
    ck_position(rng, somewhere, 5)
    var stream = ck_stream_at(somewhere, 5)
    for _ in 0..<100 { #expect(gsl_rng_get(rng) == UInt(ck_stream_word(&stream))) }
    ck_position(rng, somewhere, 5)
    stream = ck_stream_at(somewhere, 5)
    for _ in 0..<100 { #expect(gsl_rng_uniform(rng) == ck_stream_uniform(&stream)) }
    #expect(gsl_rng_min(rng) == 0 && gsl_rng_max(rng) == 0xffff_ffff)
    #expect((0..<10_000).allSatisfy { _ in (0..<1).contains(gsl_rng_uniform(rng)) })

    func sample() -> [Double] {
      ck_position(rng, somewhere, 6)
      return [
        gsl_ran_gaussian(rng, 2), gsl_ran_gamma(rng, 2.5, 1), gsl_ran_beta(rng, 2, 3),
        Double(gsl_ran_poisson(rng, 12)), Double(gsl_rng_uniform_int(rng, 1_000)),
      ]
    }
    #expect(sample() == sample())
    #expect(sample().allSatisfy { $0.isFinite })
    // 100,000 normals: mean within 4.9 standard errors (α = 1e-6). Control: a mean of 0.03
    // is 9.5 of them away; missed with a chance below 1e-5.
    ck_position(rng, somewhere, 7)
    let n = 100_000
    let mean = (0..<n).reduce(0) { sum, _ in sum + gsl_ran_gaussian(rng, 1) } / Double(n)
    let error = 1 / Double(n).squareRoot()
    #expect(abs(mean) < 4.9 * error)
    #expect(abs(mean - 0.03) > 4.9 * error)
  }
}
