import Statistics

/// What all workers of a run share: the model, and places for what is kept of every path.
struct Team: Sendable {
  private let model: Model
  private let run: Run
  private let blockSize: Int
  let purpose: Purpose
  /// Of each outcome.
  private let exact: [ExactValues?]
  /// Of each quantity that is measured; empty where nobody wants them.
  private let values: [ExactValues]
  /// What is known of each path, of outcomes by which groups are ranked.
  private let known: [ExactValues?]
  /// Of each group that is told by a condition.
  private let members: [PathSet?]
  /// Where the worst paths that are replayed end.
  var edge: GroupEdge?

  /// What the paths are simulated for.
  enum Purpose: Sendable {
    /// All that the model is asked, and who belongs to its groups.
    case run
    /// Bands, outcomes and draws of a group.
    case group
    /// All that the model is asked, of some paths.
    case replay
    /// Nothing but the values that are measured.
    case values
  }

  /// - Parameter keepsValues: Whether what the model measures is kept of every path.
  init(
    _ model: Model, _ run: Run, _ schedule: BlockSchedule, blockSize: Int, _ purpose: Purpose,
    keepsValues: Bool
  ) {
    self.purpose = purpose
    self.model = model
    self.run = run
    self.blockSize = blockSize
    let groups = purpose == .run ? model.groups : []
    let ranked = Set(
      groups.compactMap { group -> String? in
        if case .worst(_, let outcome) = group.stated.members { outcome.name } else { nil }
      })
    // Decided on the run's whole size, so that a replay of a few paths decides as the run did, and on
    // the outcomes that the scenario keeps, so that a question does not change their percentiles.
    let fits = ExactValues.fits(paths: run.paths.count, outcomes: model.statedOutcomes)
    exact = model.outcomes.map { _ in
      fits && purpose != .values ? ExactValues(count: schedule.paths) : nil
    }
    values = keepsValues ? model.measured.map { _ in ExactValues(count: schedule.paths) } : []
    known = model.outcomes.map {
      ranked.contains($0.quantity.name) ? ExactValues(count: schedule.paths) : nil
    }
    members = groups.map { $0.test == nil ? nil : PathSet(count: schedule.paths) }
  }

  func makeWorker() -> Worker {
    // Failures first: what they mark, the others leave out.
    var recorders: [Recorder] = [FailureRecorder(of: model, blockSize: blockSize)]
    recorders += zip(model.measured, values).map {
      $0.recorder(of: model, keeping: $1, blockSize: blockSize)
    }
    if purpose != .values { recorders += summarising }
    let edge = edge.map { ($0, samples(exact: exact.map { _ in nil })) }
    return Worker(model, seed: run.seed, blockSize: blockSize, recorders, edge: edge)
  }

  /// What keeps distributions.
  ///
  /// - Parameter exact: For the values of each outcome.
  private func samples(exact: [ExactValues?]) -> [Recorder] {
    var recorders: [Recorder] = model.series.map {
      BandRecorder($0, of: model, blockSize: blockSize)
    }
    recorders += model.outcomes.indices.map {
      OutcomeRecorder(
        model.outcomes[$0], of: model, exact: exact[$0], known: known[$0], blockSize: blockSize)
    }
    recorders += model.attributions.map {
      AttributionRecorder($0.parts, of: $0.subject, model, blockSize: blockSize)
    }
    return recorders
  }

  /// What makes a summary.
  private var summarising: [Recorder] {
    var recorders = samples(exact: exact)
    if purpose != .group {
      recorders += model.questions.map { ConditionRecorder($0, of: model, blockSize: blockSize) }
      recorders += model.observations.map {
        ObservationRecorder($0, of: model, blockSize: blockSize)
      }
    }
    recorders += zip(model.groups, members).compactMap { group, members in
      group.test.map {
        ConditionRecorder($0, of: model, members: members, blockSize: blockSize)
      }
    }
    if purpose != .replay, !model.groups.isEmpty {
      recorders += model.factors.map { FactorRecorder($0, of: model, blockSize: blockSize) }
    }
    return recorders
  }

  /// What was measured of every path, as it is told.
  func values(_ failures: FailureLedger) -> PathValues {
    PathValues(
      paths: run.paths,
      columns: Catalog(
        zip(model.measured, values).map { measured, exact in
          PathValues.Column(
            name: measured.name, unit: measured.unit,
            values: exact.values.map(measured.telling.of))
        }), failures: failures)
  }

  /// Numbers of the paths of each group, ascending; of the worst by an outcome also of those nearest to
  /// where they end.
  var groups: [(paths: [Int], edge: [Int])] {
    zip(model.groups, members).map { group, members in
      let ordinals: (all: [Int], edge: [Int])
      switch group.stated.members {
      case .condition: ordinals = (members?.members ?? [], [])
      case .worst(let share, let outcome):
        let worst = worst(share, by: outcome.name)
        ordinals = (worst.sorted(), worst.suffix(Self.edge(of: worst.count)).sorted())
      }
      let first = run.paths.lowerBound
      return (ordinals.all.map { first + $0 }, ordinals.edge.map { first + $0 })
    }
  }

  /// How many of so many paths tell what is at their end: few enough to be near it, enough for a share,
  /// and no more than a replay of a part of the run.
  private static func edge(of count: Int) -> Int { min(count / 2, max(10, min(count / 50, 200))) }

  /// The worst share of the paths that have not failed, the worst first, by what is known of each: a fall
  /// that has not recovered counts for as long as it has lasted. Of equal ones the first.
  private func worst(_ share: Double, by name: String) -> [Int] {
    guard let index = model.outcomes.firstIndex(where: { $0.quantity.name == name }),
      let values = known[index]?.values
    else { return [] }
    let outcome = model.outcomes[index]
    let isHigh = (outcome.quantity.worst == .above) != (outcome.formula.telling == .shortfall)
    let sound = values.indices.filter { !values[$0].isNaN }
    let sorted = sound.sorted {
      values[$0] == values[$1] ? $0 < $1 : (values[$0] > values[$1]) == isHigh
    }
    // A hair below, so that 7 % of 10,000 are not 701.
    let size = (share * Double(sound.count) * (1 - 1e-12)).rounded(.up)
    return Array(sorted.prefix(Int(size)))
  }
}

/// Of a group that is the worst by an outcome, the members nearest to where it ends.
struct GroupEdge: Sendable {
  /// By the first path of their block.
  let plans: [Int: BlockSchedule.BlockPlan]
  /// The part of all paths that belong to the group.
  let share: Double

  init(_ schedule: BlockSchedule, share: Double) {
    plans = Dictionary(
      schedule.blocks.map { ($0.first, $0) }, uniquingKeysWith: { first, _ in first })
    self.share = share
  }
}

extension Model {
  /// What recorders read of a path at each date.
  var observedColumns: [Column] {
    let asked = (questions + groups.compactMap(\.test)).compactMap(\.column)
    let measured = measured.compactMap { measured -> Column? in
      switch measured.source {
      case .series(let column, _): column
      case .condition(let test): test.column
      case .outcome, .factor: nil
      }
    }
    return Array(
      Set(series.map(\.column) + observations.map(\.series.column) + asked + measured))
  }
}
