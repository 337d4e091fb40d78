import Statistics

/// One worker's recorders, and the tally that they fill.
struct RecorderSet {
  /// In the order in which they see a block.
  let recorders: [Recorder]
  let tally: RunTally

  /// What paths are simulated for.
  enum Purpose: Sendable {
    /// All that the model is asked, and who belongs to its groups.
    case run
    /// Bands, outcomes and draws of a group, and what happens on its paths.
    case group
    /// Bands and outcomes where a group ends.
    case edge
    /// All that the model is asked, of some paths.
    case replay
    /// Nothing but the values that are measured.
    case values

    /// Whether questions and observations are asked of the paths, and what happens is told.
    var asks: Bool { self == .run || self == .replay }
    /// Whether bands and outcomes are told.
    var tells: Bool { self != .values }
    /// Whether draws of a group are compared with those of all.
    var compares: Bool { self == .run || self == .group }
  }

  /// - Parameters:
  ///   - wanted: How many paths will be recorded in all, by all workers.
  ///   - keepsValues: Whether what the model measures is kept of every path.
  ///   - edge: Of the same paths, what is kept where a group ends.
  init(
    of model: Model, _ run: Run, wanted: Int, _ purpose: Purpose, keepsValues: Bool,
    blockSize: Int, edge: RunTally? = nil
  ) {
    // Failures first: what they mark, the others leave out.
    let failures = FailureRecorder(of: model, blockSize: blockSize)
    var recorders: [Recorder] = [failures]
    let values = (keepsValues ? model.measured : []).map {
      $0.recorder(of: model, blockSize: blockSize)
    }
    recorders += values.map(\.recorder)
    let series = recorders.add(model.series, if: purpose.tells) {
      BandRecorder($0, of: model, blockSize: blockSize)
    }
    let exact = purpose != .edge && model.keepsExactValues(of: run)
    let ranked = purpose == .run ? model.rankedOutcomes : []
    let outcomes = recorders.add(model.outcomes, if: purpose.tells) {
      OutcomeRecorder(
        $0, of: model, keepsExact: exact, keepsKnown: ranked.contains($0.quantity.name),
        blockSize: blockSize)
    }
    let attributions = recorders.add(model.attributions, if: purpose.tells) {
      AttributionRecorder($0.parts, of: $0.subject, model, blockSize: blockSize)
    }
    let questions = recorders.add(model.questions, if: purpose.asks) {
      ConditionRecorder($0, of: model, blockSize: blockSize)
    }
    let observations = recorders.add(model.observations, if: purpose.asks) {
      ObservationRecorder($0, blockSize: blockSize)
    }
    let histories = recorders.add(model.pasts, if: purpose.asks) {
      HistoryRecorder($0, of: model, keepsExact: exact, blockSize: blockSize)
    }
    let groups = recorders.add(model.groups.compactMap(\.test), if: purpose == .run) {
      ConditionRecorder($0, of: model, keepsMembers: true, blockSize: blockSize)
    }
    let factors = recorders.add(model.factors, if: purpose.compares && !model.groups.isEmpty) {
      FactorRecorder($0, of: model, blockSize: blockSize)
    }
    let exactTimes = exact && run.paths.count <= Model.mostExactTimes
    let events = recorders.add(model.events, if: purpose.asks || purpose == .group) {
      EventRecorder(
        $0, of: model, isSplit: purpose.asks, keepsExact: exactTimes, blockSize: blockSize)
    }
    if purpose.asks, !events.isEmpty {
      recorders.append(SplitRecorder(events.map(\.tally), of: model, blockSize: blockSize))
    }
    let regimes = recorders.add(model.regimes, if: purpose.asks || purpose == .group) {
      RegimeRecorder($0, of: model, keepsExact: exactTimes, blockSize: blockSize)
    }
    let together = recorders.add(model.priced.isEmpty ? [] : [model], if: purpose.asks) {
      DependenceRecorder(of: $0, blockSize: blockSize)
    }
    tally = RunTally(
      paths: run.paths, seed: run.seed, wanted: wanted, failures: failures.tally,
      series: series.map(\.tally), outcomes: outcomes.map(\.tally),
      attributions: attributions.map(\.tally), questions: questions.map(\.tally),
      observations: observations.map(\.tally), histories: histories.map(\.tally),
      groups: groups.map(\.tally),
      factors: factors.map(\.tally), values: values.map(\.tally),
      events: events.map(\.tally), regimes: regimes.map(\.tally),
      dependence: together.first?.tally, edge: edge)
    self.recorders = recorders
  }
}

extension [Recorder] {
  /// Adds recorders of a kind, one for each that is asked for.
  fileprivate mutating func add<Asked, Kind: Recorder>(
    _ asked: [Asked], if isWanted: Bool, _ recorder: (Asked) -> Kind
  ) -> [Kind] {
    let made = isWanted ? asked.map(recorder) : []
    self += made
    return made
  }
}

extension Model {
  /// Outcomes of a run are kept exactly within this many bytes, else in a histogram.
  private static let mostBytesOfValues = 8 << 20

  /// Whether every value of the outcomes is kept. Decided on the run's whole size, so that a replay of a few
  /// paths decides as the run did, and on the outcomes that the scenario keeps, so that a question does not
  /// change their percentiles.
  func keepsExactValues(of run: Run) -> Bool {
    8 * run.paths.count * statedOutcomes <= Self.mostBytesOfValues
  }

  /// Times of events and shares of time are kept of so many paths, half a megabyte each. Their number does
  /// not count, so that one more changes no percentile of another.
  static let mostExactTimes = 1 << 16

  /// Full names of the outcomes by which groups are ranked.
  fileprivate var rankedOutcomes: Set<String> {
    Set(
      groups.compactMap { group in
        if case .worst(_, let outcome) = group.stated.members { outcome.name } else { nil }
      })
  }

  /// What recorders read of a path at each date.
  var observedColumns: [Column] {
    let asked = (questions + groups.compactMap(\.test)).flatMap(\.columns)
    let measured = measured.flatMap { measured -> [Column] in
      switch measured.source {
      case .series(let column, _): [column]
      case .condition(let test): test.columns
      case .outcome, .factor: []
      }
    }
    return Array(
      Set(series.map(\.column) + observations.map(\.series.column) + asked + measured))
  }
}

extension MeasuredQuantity {
  fileprivate func recorder(
    of model: Model, blockSize: Int
  ) -> (recorder: Recorder, tally: ValuesTally) {
    let tally = ValuesTally(name)
    let recorder: Recorder =
      if case .condition(let test) = source {
        ConditionRecorder(test, of: model, values: tally, blockSize: blockSize)
      } else {
        ValueRecorder(self, of: model, tally, blockSize: blockSize)
      }
    return (recorder, tally)
  }
}
