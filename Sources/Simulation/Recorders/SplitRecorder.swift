import Statistics

/// Takes outcomes, and prices at the horizon, of the paths on which events happen, and of the others.
///
/// One recorder for all events, so that each number is read once. Paths that failed belong to whichever
/// sample their time says, and have no outcome in it.
final class SplitRecorder: Recorder {
  private let model: Model
  private let quantities: [SplitQuantity]
  private let events: [(tally: EventTally, first: Column)]
  /// Of each event, then of each quantity.
  private let samples: [[[SplitSamples]]]
  /// Of each event, the block's recorded paths on which it happens.
  private let happened: [UnsafeMutablePointer<Bool>]
  private let scratch: UnsafeMutablePointer<Double>

  /// - Parameter tallies: Of the model's events.
  init(_ tallies: [EventTally], of model: Model, blockSize: Int) {
    self.model = model
    quantities = model.splitQuantities
    events = zip(tallies, model.events).map { ($0, $1.times.first) }
    samples = tallies.map { $0.given.map { SplitSamples.all(of: $0, blockSize: blockSize) } }
    happened = tallies.map { _ in .allocate(capacity: blockSize) }
    scratch = .allocate(capacity: blockSize)
  }

  deinit {
    for flags in happened { flags.deallocate() }
    scratch.deallocate()
  }

  override var name: String { "what paths are like by events" }

  override func finish(_ block: Block) {
    let steps = Double(model.grid.steps)
    for (event, flags) in zip(events, happened) {
      let times = block.recorded(event.first, scratch: scratch)
      for (path, time) in times.enumerated() { flags[path] = time <= steps }
      event.tally.add(happened: (0..<times.count).count { flags[$0] })
    }
    for (place, quantity) in quantities.enumerated() {
      for (kind, column) in quantity.columns.enumerated() {
        let values = block.recorded(column(block, model), scratch: scratch)
        for (event, flags) in zip(samples, happened) {
          event[place][kind].add(values, flags, of: block)
        }
      }
    }
  }
}

/// The two samples of one number.
private struct SplitSamples {
  let happened: SampleRecorder
  let others: SampleRecorder

  /// Of the values, then of what is known where they are ∞.
  static func all(of tally: SplitTally, blockSize: Int) -> [SplitSamples] {
    ([(tally.happened, tally.others)] + [tally.bounds].compactMap(\.self)).map {
      SplitSamples(
        happened: SampleRecorder($0, blockSize: blockSize),
        others: SampleRecorder($1, blockSize: blockSize))
    }
  }

  func add(
    _ values: UnsafeBufferPointer<Double>, _ flags: UnsafePointer<Bool>, of block: Block
  ) {
    happened.add(values, where: flags, are: true, of: block)
    others.add(values, where: flags, are: false, of: block)
  }
}

/// What is told of the paths on which an event happens, and of the others.
struct SplitQuantity {
  enum Source {
    /// At the horizon.
    case series(Model.Series)
    case outcome(Model.Outcome)
  }

  let source: Source
  private let centre: Double

  init(_ series: Model.Series) { (source, centre) = (.series(series), series.centre) }

  init(_ outcome: Model.Outcome, of model: Model) {
    (source, centre) = (.outcome(outcome), outcome.centre(in: model))
  }

  var quantity: Quantity {
    switch source {
    case .series(let series): series.quantity
    case .outcome(let outcome): outcome.quantity
    }
  }

  var telling: Telling {
    switch source {
    case .series(let series): series.telling
    case .outcome(let outcome): outcome.formula.telling
    }
  }

  private var hasBounds: Bool {
    if case .outcome(let outcome) = source { outcome.formula.bound != nil } else { false }
  }

  /// How many of its values are kept.
  var samples: Int { hasBounds ? 4 : 2 }

  var tally: SplitTally { SplitTally(quantity.name, centre: centre, hasBounds: hasBounds) }

  /// Where its values are at the end of a path, and what is known where they are ∞; the model's scratch
  /// column may be one.
  fileprivate var columns: [(Block, Model) -> Column] {
    switch source {
    case .series(let series): [{ _, _ in series.column }]
    case .outcome(let outcome):
      [outcome.formula.value, outcome.formula.bound].compactMap(\.self).map { value in
        { block, model in
          outcome.formula.assign(value, block, to: model.scratch)
          block.leaveOutFailures(model.failure, of: model.scratch)
          return model.scratch
        }
      }
    }
  }
}

extension Model {
  /// Each outcome, and of each company the share price at the horizon, or else the market cap.
  var splitQuantities: [SplitQuantity] {
    let prices = series.filter { $0.quantity.role == .sharePrice }
    let priced = Set(prices.map(\.quantity.subject))
    let caps = series.filter {
      $0.quantity.role == .marketCap && !priced.contains($0.quantity.subject)
    }
    return (prices + caps).map { SplitQuantity($0) } + outcomes.map { SplitQuantity($0, of: self) }
  }
}

extension Model.Outcome {
  /// About which its values lie.
  func centre(in model: Model) -> Double {
    formula.scale.map { model.median(of: $0) } ?? formula.centre
  }
}
