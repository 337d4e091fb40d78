import Simulation
import Statistics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What all shards simulate at a time.
struct Round {
  /// 1; 2 for groups.
  let number: Int
  let requests: [SimulationRequest]
  let layout: ShardLayout
}

/// What all shards have found.
struct WholeRound {
  let round: Round
  let files: [ShardFile]

  /// The merged tally of a simulation of the round.
  ///
  /// - Throws: `ShardError`.
  func tally(of simulation: Int) throws(ShardError) -> RunTally? {
    var merged: RunTally?
    for file in files {
      guard let tally = try file.tally(of: simulation) else { continue }
      do throws(TallyError) {
        if let merged { try merged.merge(tally) } else { merged = tally }
      } catch {
        throw .unsound(file: file.path, reason: error.description)
      }
    }
    return merged
  }
}

extension ShardSet {
  var firstRound: Round {
    Round(number: 1, requests: simulations.map(\.request), layout: layout)
  }

  private var membersPath: String { "\(folder)/\(GroupRound.name)" }

  /// Those that are on: the first, and the second once it is known who belongs to the groups.
  func rounds() throws(ShardError) -> [Round] {
    guard hasSecondRound, access(membersPath, F_OK) == 0 else { return [firstRound] }
    return [firstRound, try secondRound(GroupRound(membersPath, plan: identity))]
  }

  private func secondRound(_ groups: GroupRound) throws(ShardError) -> Round {
    var requests: [SimulationRequest] = []
    for replay in groups.replays {
      guard simulations.indices.contains(replay.simulation) else {
        throw .unsound(file: membersPath, reason: "it has groups of another simulation")
      }
      let request = simulations[replay.simulation].request
      requests.append(
        SimulationRequest(request.model, request.run, .group(replay.group, replay.members)))
    }
    return Round(
      number: 2, requests: requests,
      layout: ShardLayout(requests.map(\.run.paths), shards: count))
  }

  /// The round in which groups are replayed, where it is on.
  ///
  /// - Throws: `ShardError.secondRound` where it has only now become known who belongs to them, which is kept.
  func secondRound(for requests: [SimulationRequest]) throws(ShardError) -> Round {
    var replays: [GroupRound.Replay] = []
    for request in requests {
      guard case .group(let group, let members) = request.kept,
        let simulation = place(ofWhatHas: request)
      else { throw .notPlanned }
      replays.append(.init(simulation: simulation, group: group, members: members))
    }
    let known = (try? GroupRound(membersPath, plan: identity))?.replays ?? []
    // Another simulation of the set may have groups, too.
    let others = known.filter { known in !replays.contains { $0.simulation == known.simulation } }
    let groups = GroupRound(others + replays)
    if replays.allSatisfy(known.contains) { return try secondRound(GroupRound(known)) }
    try groups.write(to: membersPath, plan: identity)
    throw .secondRound(groups: replays.count, shards: count)
  }

  private func place(ofWhatHas group: SimulationRequest) -> Int? {
    let model = group.model.identity
    return simulations.firstIndex {
      $0.model == model && $0.request.run == group.run && $0.request.kept != .values
    }
  }
}
