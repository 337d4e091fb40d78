import CKernels

/// Events that happen a Poisson number of times in a step.
struct Events: Sendable {
  private let law: PoissonLaw
  private let source: DrawSource

  /// - Parameter source: Name of the draws that say how many there are.
  init(_ frequency: Parameter, source: String, in company: Subject) {
    self.source = company.source(source)
    law = PoissonLaw(frequency, in: company)
  }

  /// The paths of a block that have any events in a step, and how many.
  struct Hits {
    let paths: UnsafeMutablePointer<UInt32>
    let counts: UnsafeMutablePointer<UInt32>
    let count: Int
  }

  func withHits(in block: Block, at step: Int, _ body: (Hits) -> Void) {
    guard !block.isAtMedian else { return }
    let room = block.capacity + 16
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 2 * room) { memory in
      guard let paths = memory.baseAddress else { return }
      let count = law.withLaw(block) { law in
        ck_poisson_counts(paths, paths + room, block.count, block.place(source, step), law)
      }
      body(Hits(paths: paths, counts: paths + room, count: Int(count)))
    }
  }

  /// Adds, for normal sizes, a path's sum at once: k of them are N(k · mean, k · sd²).
  func addNormals(mean: Double, sd: Double, to column: Column, in block: Block, at step: Int) {
    guard !block.isAtMedian else { return }
    law.withLaw(block) { law in
      ck_add_jumps(block[column], block.count, block.place(source, step), law, mean, sd)
    }
  }
}

/// The size of an event, drawn anew for each.
struct EventSize: Sendable {
  /// What an event of size x adds to a logarithm.
  enum Addend: Sendable {
    case itself
    /// ln(1 + x), for a simple change.
    case logOfOnePlus

    fileprivate func of(_ x: Double) -> Double {
      switch self {
      case .itself: x
      case .logOfOnePlus: log1p(Lanes(repeating: x))[0]
      }
    }

    /// The same of many, in place.
    fileprivate func replace(_ sizes: UnsafeMutableBufferPointer<Double>) {
      if self == .logOfOnePlus {
        ck_log1p(sizes.baseAddress, sizes.baseAddress, Int32(sizes.count))
      }
    }
  }

  private enum Size: Sendable {
    case value(Double)
    case draws(any Sampler)
  }

  private let size: Size
  private let addend: Addend
  private let source: DrawSource
  /// Where a path's failure is noted, and as what.
  private let failure: Column
  private let cause: Int

  /// - Parameter parameter: What states the law; its draws go by its name.
  init(
    _ law: Assumption.Law, of parameter: Parameter, adds addend: Addend,
    in company: Subject
  ) {
    let model = company.model
    source = company.source(parameter.key)
    failure = model.failure
    cause = model.failureCause(
      "\(company.fullName(parameter.key)) was drawn outside its domain (\(parameter.domain.rawValue))"
    )
    switch law {
    case .value(let value): size = .value(value)
    default:
      guard let distribution = law.only else {
        preconditionFailure("the size of events is one law")
      }
      size = .draws(distribution.sampler)
      let name = company.fullName(parameter.key)
      switch addend {
      case .itself: model.warnOfExponential(distribution, of: name)
      case .logOfOnePlus: model.warnOfMoments(distribution, of: name)
      }
    }
    self.addend = addend
  }

  /// Adds the sum over each path's events.
  func add(_ hits: Events.Hits, to column: Column, in block: Block, at step: Int) {
    let sums = block[column]
    switch size {
    case .value(let value):
      let each = addend.of(value)
      for hit in 0..<hits.count { sums[Int(hits.paths[hit])] += Double(hits.counts[hit]) * each }
    case .draws(let sampler):
      withDraws(hits, sampler, block.place(source, step)) { draws in
        var next = 0
        for hit in 0..<hits.count {
          var sum = 0.0
          for _ in 0..<hits.counts[hit] {
            sum += draws[next]
            next += 1
          }
          let path = Int(hits.paths[hit])
          sums[path] += sum
          if !sum.isFinite { block.fail(path, as: cause, in: failure) }
        }
      }
    }
  }

  /// One draw for each event, in the order of paths.
  private func withDraws(
    _ hits: Events.Hits, _ sampler: any Sampler, _ place: ck_at,
    _ body: (UnsafeMutableBufferPointer<Double>) -> Void
  ) {
    let events = (0..<hits.count).reduce(0) { $0 + Int(hits.counts[$1]) }
    // Kernels write whole vectors.
    let room = events / 16 * 16 + 16
    withUnsafeTemporaryAllocation(byteCount: 8 * room, alignment: 64) { memory in
      let draws = memory.bindMemory(to: Double.self)
      draws.initialize(repeating: 0)
      ck_event_uniforms(draws.baseAddress, hits.paths, hits.counts, Int32(hits.count), place)
      switch sampler.basis {
      case .normals: ck_normals_from_centred(draws.baseAddress, Int32(room))
      case .uniforms: for i in draws.indices { draws[i] += 0.5 }
      }
      sampler.transform(draws)
      addend.replace(draws)
      body(draws)
    }
  }
}
