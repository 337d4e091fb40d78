import Statistics

/// A simulation that is asked for: of which model and which paths, and what is to be kept of them.
///
/// Requests are known before anything is simulated, so that many machines can share them.
public struct SimulationRequest: Sendable {
  package let model: Model
  package let run: Run
  package let kept: Kept

  package enum Kept: Sendable, Equatable {
    /// All that a summary tells, but for groups.
    case summary
    /// The same, and of every path what the model measures.
    case summaryAndValues
    /// Of every path what the model measures, and nothing else.
    case values
    /// All that is told of a group; its place among those of the model, and who belongs to it.
    case group(Int, GroupMembers)

    /// In a word, for files.
    package var name: String {
      switch self {
      case .summary: "summary"
      case .summaryAndValues: "summary and values"
      case .values: "values"
      case .group(let place, _): "group \(place)"
      }
    }
  }

  package init(_ model: Model, _ run: Run, _ kept: Kept) {
    (self.model, self.run, self.kept) = (model, run, kept)
  }

  var purpose: RecorderSet.Purpose {
    switch kept {
    case .summary, .summaryAndValues: .run
    case .values: .values
    case .group: .group
    }
  }

  /// Whether who reads its tally asks for groups next.
  package var hasGroups: Bool { purpose == .run && !model.groups.isEmpty }

  var keepsValues: Bool { kept == .values || kept == .summaryAndValues }
}

extension SimulationRequest {
  /// What `Simulator.simulate` takes.
  public static func summary(of model: Model, _ run: Run) -> SimulationRequest {
    SimulationRequest(model, run, .summary)
  }

  /// What `Simulator.simulateKeepingValues` takes.
  public static func summaryAndValues(of model: Model, _ run: Run) -> SimulationRequest {
    SimulationRequest(model, run, .summaryAndValues)
  }

  /// What `Simulator.values` takes.
  public static func values(of model: Model, _ run: Run) -> SimulationRequest {
    SimulationRequest(model, run, .values)
  }
}

extension SimulationRequest {
  /// - Throws: `TallyError` for the tally of anything else, or where paths are missing; `RunError` where no such
  ///   run would be.
  package func require(_ tally: RunTally) throws {
    try run.validate()
    let members: GroupMembers? = if case .group(_, let members) = kept { members } else { nil }
    let wanted = members?.paths.count ?? run.paths.count
    let refusal = RunPlan.refusal(
      model, paths: wanted, threads: 1, isRanked: purpose == .run, keepsValues: keepsValues)
    if let refusal { throw refusal }
    func expected(
      _ wanted: Int, _ purpose: RecorderSet.Purpose, edge: RunTally? = nil
    ) -> RunTally {
      RecorderSet(
        of: model, run, wanted: wanted, purpose, keepsValues: keepsValues,
        blockSize: Block.groupSize, edge: edge
      ).tally
    }
    let edge = (members?.edge ?? []).count
    let tallied = expected(wanted, purpose, edge: edge > 0 ? expected(edge, .edge) : nil)
    tallied.identify(as: model.identity)
    try tallied.requireFit(tally)
    try tally.requireComplete()
  }
}
