import Statistics

/// Where the tallies of simulations come from: threads here, or files that many machines have filled.
package protocol TallySource: Sendable {
  /// What a simulation yields, before anything is told of it.
  ///
  /// - Throws: `RunError`; `CancellationError` where `progress` was cancelled; what the source says of itself.
  func tally(of request: SimulationRequest, progress: Progress?) throws -> RunTally

  /// Hears what will be asked for next, all of it, before the first is.
  ///
  /// - Throws: What ends whoever asks.
  func expect(_ requests: () throws -> [SimulationRequest]) throws
}

/// What simulates: threads of this process, or others in their place.
///
///     let engine = Engine(workers: 4)
///     let summary = try Simulator(model, on: engine).simulate(run)
public struct Engine: Sendable {
  /// Threads for what is simulated here.
  public let workers: Int
  package let source: any TallySource

  /// - Parameter workers: Threads of this process, at least 1; no result depends on it.
  public init(workers: Int) { self.init(workers: workers, Workers(workers)) }

  package init(workers: Int, _ source: any TallySource) {
    (self.workers, self.source) = (workers, source)
  }

  /// Says what will be asked for, all of it, before the first is.
  ///
  /// - Parameters:
  ///   - paths: Of all of it.
  ///   - requests: Made only where somebody wants to know.
  public func expect(
    paths: Int, progress: Progress, _ requests: () throws -> [SimulationRequest]
  ) throws {
    progress.plan(paths: progress.expected + paths)
    try source.expect(requests)
  }
}
