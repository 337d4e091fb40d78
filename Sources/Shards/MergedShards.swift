import Simulation
import Statistics
import Synchronization

/// Tells what shards have found, in place of simulating.
final class MergedShards: TallySource {
  private let shards: ShardSet
  private let known = Mutex<(first: WholeRound?, groups: WholeRound?)>((nil, nil))

  init(_ shards: ShardSet) { self.shards = shards }

  /// Reads all shards before anything is told of one.
  func expect(_ requests: () throws -> [SimulationRequest]) throws {
    let groups = try requests().filter(\.isOfGroup)
    if groups.isEmpty {
      _ = try first()
    } else {
      let whole = try shards.all(of: shards.secondRound(for: groups))
      known.withLock { $0.groups = whole }
    }
  }

  private func first() throws -> WholeRound {
    if let first = known.withLock({ $0.first }) { return first }
    let whole = try shards.all(of: shards.firstRound)
    known.withLock { $0.first = whole }
    return whole
  }

  func tally(of request: SimulationRequest, progress: Progress?) throws -> RunTally {
    if progress?.isCancelled == true { throw CancellationError() }
    let whole: WholeRound? = try request.isOfGroup ? known.withLock { $0.groups } : first()
    guard let whole, let place = place(of: request, in: whole.round),
      let tally = try whole.tally(of: place)
    else { throw ShardError.notPlanned }
    do {
      try request.require(tally)
    } catch let error as TallyError {
      throw ShardError.unsound(file: shards.folder, reason: error.description)
    }
    progress?.expectAndAdd(tally.wanted)
    return tally
  }

  private func place(of request: SimulationRequest, in round: Round) -> Int? {
    let wanted = ShardSet.Identified(request)
    let known =
      request.isOfGroup ? round.requests.map(ShardSet.Identified.init) : shards.simulations
    return known.firstIndex(where: wanted.isSame)
  }
}

extension SimulationRequest {
  fileprivate var isOfGroup: Bool { if case .group = kept { true } else { false } }
}
