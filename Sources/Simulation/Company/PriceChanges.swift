import CGSL
import CKernels

/// Announced changes of the list price: a Poisson number of them in a step, each of its own size and
/// with its own shift of demand.
struct PriceChanges: Sendable {
  /// Δ ln Q that came with the step's changes; nil where none is stated.
  let demandShift: Column?
  private let count: Source
  private let sizes: Source
  private let shifts: Source
  private let law: PoissonLaw
  private let size: Assumption.Law
  private let shift: Assumption.Law?

  init?(in company: inout CompanyBuilder) {
    guard let size = company.law(ListPrice.size), company.has(ListPrice.frequency) else {
      return nil
    }
    self.size = size
    shift = company.law(ListPrice.demandShift)
    demandShift = shift == nil ? nil : company.model.column()
    count = company.source("listPrice.changes")
    sizes = company.source(ListPrice.size.key)
    shifts = company.source(ListPrice.demandShift.key)
    law = PoissonLaw(frequency: company.number(ListPrice.frequency), in: &company.model)
  }

  /// Adds Σ ln(1 + J) of the step to a column and sets `demandShift`.
  func add(to change: Column, in block: Block, at step: Int) {
    if let demandShift { block.values(of: demandShift).update(repeating: 0) }
    let room = block.capacity + 16
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 2 * room) { memory in
      guard let paths = memory.baseAddress else { return }
      let counts = paths + room
      let hits = law.withLaw(block) { law in
        ck_poisson_counts(paths, counts, block.count, block.place(count, step), law)
      }
      for hit in 0..<Int(hits) {
        let path = Int(paths[hit])
        block[change][path] += sum(of: size, sizes, block, path, step, Int(counts[hit]))
        if let demandShift, let shift {
          block[demandShift][path] = sum(of: shift, shifts, block, path, step, Int(counts[hit]))
        }
      }
    }
  }

  /// Σ ln(1 + x) of `count` draws; each is a quantile at a uniform of its own.
  private func sum(
    of law: Assumption.Law, _ source: Source, _ block: Block, _ path: Int, _ step: Int, _ count: Int
  ) -> Double {
    switch law {
    case .value(let value): return Double(count) * log1p(value)
    case .distribution(let distribution):
      var stream = ck_stream_at(block.place(source, step), UInt64(block.first + path))
      return (0..<count).reduce(0) { sum, _ in
        sum + log1p(distribution.quantile(ck_stream_uniform(&stream)))
      }
    }
  }
}

/// A Poisson law of events per step, with one rate for all paths or one per path.
struct PoissonLaw: Sendable {
  private let first: Number
  /// Thresholds for each count, where the rate is the same for all paths.
  private let tail: [UInt64]
  private let widths: [Double]
  private let rate: Number

  init(frequency: Number, in builder: inout ModelBuilder) {
    let dt = builder.stepLength
    rate = builder.derive(frequency) { $0 * dt }
    // The kernels compare integers: the threshold travels as the bits of a double.
    first = builder.derive(rate) { Double(bitPattern: ck_poisson_threshold($0, 0)) }
    var tail: [UInt64] = []
    if let rate = builder.value(of: rate) {
      repeat { tail.append(ck_poisson_threshold(rate, UInt32(tail.count))) } while tail.last != 0
    }
    self.tail = tail
    widths = zip(tail, tail.dropFirst()).map { 1 / Double($0 >> 1 - $1 >> 1) }
  }

  func withLaw<Result>(_ block: Block, _ body: (UnsafePointer<ck_poisson>) -> Result) -> Result {
    tail.withUnsafeBufferPointer { tail in
      widths.withUnsafeBufferPointer { widths in
        let isCommon = !tail.isEmpty
        var law = ck_poisson(
          first: block[first], tail: isCommon ? tail.baseAddress : nil, width: widths.baseAddress,
          rate: isCommon ? nil : block[rate].p)
        return body(&law)
      }
    }
  }
}
