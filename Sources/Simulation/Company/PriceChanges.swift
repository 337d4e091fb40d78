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
  private let size: EventLaw
  private let shift: EventLaw?

  init?(in company: inout CompanyBuilder) {
    guard let size = company.law(ListPrice.size), company.has(ListPrice.frequency) else {
      return nil
    }
    self.size = EventLaw(size)
    shift = company.law(ListPrice.demandShift).map(EventLaw.init)
    demandShift = shift == nil ? nil : company.model.column()
    count = company.source("listPrice.changes")
    sizes = company.source(ListPrice.size.key)
    shifts = company.source(ListPrice.demandShift.key)
    law = PoissonLaw(ListPrice.frequency, in: &company)
  }

  /// Adds Σ ln(1 + J) of the step to a column and sets `demandShift`.
  func add(to change: Column, in block: Block, at step: Int) {
    if let demandShift { block.values(of: demandShift).update(repeating: 0) }
    let room = block.capacity + 16
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 2 * room) { memory in
      guard let paths = memory.baseAddress else { return }
      let counts = paths + room
      let hits = law.withLaw(block) { law in
        Int(ck_poisson_counts(paths, counts, block.count, block.place(count, step), law))
      }
      let events = Events(paths: paths, counts: counts, hits: hits)
      events.addLogs(of: size, from: block.place(sizes, step), to: block[change])
      if let demandShift, let shift {
        events.addLogs(of: shift, from: block.place(shifts, step), to: block[demandShift])
      }
    }
  }
}

/// What each event draws.
private enum EventLaw: Sendable {
  case value(Double)
  case draws(any Sampler)

  init(_ law: Assumption.Law) {
    switch law {
    case .value(let value): self = .value(value)
    case .distribution(let distribution): self = .draws(distribution.sampler)
    }
  }
}

/// The events of a block in a step: the paths that have any, and how many.
private struct Events {
  let paths: UnsafeMutablePointer<UInt32>
  let counts: UnsafeMutablePointer<UInt32>
  let hits: Int

  /// Adds Σ ln(1 + x) over each path's events, every x a draw of its own.
  func addLogs(of law: EventLaw, from place: ck_at, to column: UnsafeMutablePointer<Double>) {
    switch law {
    case .value(let value):
      for hit in 0..<hits { column[Int(paths[hit])] += Double(counts[hit]) * log1p(value) }
    case .draws(let sampler):
      let total = (0..<hits).reduce(0) { $0 + Int(counts[$1]) }
      withUnsafeTemporaryAllocation(byteCount: 8 * (total + 16), alignment: 64) { memory in
        let values = memory.bindMemory(to: Double.self)
        values.initialize(repeating: 0)
        draw(
          sampler, from: place,
          into: UnsafeMutableBufferPointer(rebasing: values[..<(total / 16 * 16 + 16)]))
        var next = 0
        for hit in 0..<hits {
          var sum = 0.0
          for _ in 0..<counts[hit] {
            sum += log1p(values[next])
            next += 1
          }
          column[Int(paths[hit])] += sum
        }
      }
    }
  }

  /// - Parameter values: At least one per event, a multiple of 16; zeros.
  private func draw(
    _ sampler: any Sampler, from place: ck_at,
    into values: UnsafeMutableBufferPointer<Double>
  ) {
    ck_event_uniforms(values.baseAddress, paths, counts, Int32(hits), place)
    switch sampler.basis {
    case .normals: ck_normals_from_centred(values.baseAddress, Int32(values.count))
    case .uniforms: for i in values.indices { values[i] += 0.5 }
    }
    sampler.transform(values)
  }
}

/// A Poisson law of events per step, with one rate for all paths or one per path.
struct PoissonLaw: Sendable {
  private let first: Number
  /// Thresholds for each count, where the rate is the same for all paths.
  private let tail: [UInt64]
  private let widths: [Double]
  private let rate: Number

  init(_ parameter: Parameter, in company: inout CompanyBuilder) {
    let name = company.fullName(parameter.key)
    self.init(frequency: company.number(parameter), name: name, in: &company.model)
  }

  init(frequency: Number, name: String, in builder: inout ModelBuilder) {
    let dt = builder.stepLength
    rate = builder.derive(frequency) { $0 * dt }
    // Events are drawn one by one.
    if let rate = builder.value(of: rate), !Domain.stepRate.contains(rate) {
      builder.refuse(name, "\(rate) events in a step; \(Domain.stepRate.rawValue) were expected")
    }
    builder.check(rate, .stepRate, cause: "\(name) was drawn above 1,000 events in a step")
    // The kernels compare integers: the threshold travels as the bits of a double.
    first = builder.derive(rate) { Double(bitPattern: ck_poisson_threshold($0, 0)) }
    var tail: [UInt64] = []
    if let rate = builder.value(of: rate), Domain.stepRate.contains(rate) {
      repeat { tail.append(ck_poisson_threshold(rate, UInt32(tail.count))) } while tail.last != 0
    }
    // Without events there is one threshold, and whoever looks for the next must find one.
    self.tail = tail.count == 1 ? [0, 0] : tail
    widths = zip(self.tail, self.tail.dropFirst()).map { 1 / Double($0 >> 1 - $1 >> 1) }
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
