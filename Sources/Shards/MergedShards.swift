import Simulation
import Statistics
import Synchronization

/// Tells what shards have found, in place of simulating.
final class MergedShards: TallySource {
  private let shards: ShardSet
  /// Whether the first round is whole, and the second where it is on.
  private let known = Mutex<(first: Bool, second: Round?)>((false, nil))

  init(_ shards: ShardSet) { self.shards = shards }

  /// Reads all shards before anything is told of one.
  func expect(_ requests: () throws -> [SimulationRequest]) throws {
    let groups = try requests().filter(\.isOfGroup)
    if groups.isEmpty {
      try shards.requireAll(of: shards.firstRound)
      known.withLock { $0.first = true }
    } else {
      let round = try shards.secondRound(for: groups)
      try shards.requireAll(of: round)
      known.withLock { $0.second = round }
    }
  }

  func tally(of request: SimulationRequest, progress: Progress?) throws -> RunTally {
    let (hasFirst, second) = known.withLock { $0 }
    if !hasFirst { try expect { [] } }
    let round = request.isOfGroup ? second : shards.firstRound
    guard let round, let simulation = place(of: request, in: round),
      let tally = try shards.tally(of: simulation, in: round)
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
    if case .group(let group, _) = request.kept {
      return round.requests.firstIndex {
        if case .group(group, _) = $0.kept { true } else { false }
      }
    }
    let wanted = ShardSet.Identified(request)
    return shards.simulations.firstIndex(where: wanted.isSame)
  }
}

extension SimulationRequest {
  fileprivate var isOfGroup: Bool { if case .group = kept { true } else { false } }
}
