import Scenarios
import Shards
import Simulation
import Statistics
import Text

/// `plan.json`: a command, the files that it reads, and how what it simulates is cut. All that a machine needs to
/// fill a shard.
struct ShardPlan {
  let sharded: ShardedCommand
  let files: ScenarioFiles
  let shards: ShardSet
  let requests: [SimulationRequest]
  /// Tells whether somebody has changed the plan.
  let content: String

  static let name = "plan.json"
  static let schema = 1

  /// - Parameter folder: Of the plan and the shards.
  /// - Throws: What the command throws before it simulates; `ShardError.tooMany`.
  init(
    _ words: [String], shards: Int, in folder: (any Shareable) -> String
  ) throws {
    let sharded = try ShardedCommand(words)
    let (result, files) = ScenarioFiles.recording { try sharded.simulations() }
    let requests = try result.get()
    self.sharded = sharded
    self.files = files
    self.requests = requests
    content = Self.content(sharded.words, files, shards: shards)
    self.shards = try ShardSet(
      requests, count: shards, in: folder(sharded.command), name: content)
  }

  /// Reads the plan of a folder.
  ///
  /// - Throws: `FileError` where there is none; `PlanError` where it is damaged, or was made by another version
  ///   of the program or its libraries.
  init(in folder: String) throws {
    let path = "\(folder)/\(Self.name)"
    let stated = try Stated(path)
    guard stated.fingerprint == Platform.fingerprint else {
      throw PlanError(
        "\(path) was made by \(stated.fingerprint); this is \(Platform.fingerprint), whose numbers may differ"
      )
    }
    files = ScenarioFiles(
      stated.files.map { .init(name: $0.name, place: $0.place, bytes: Array($0.text.utf8)) })
    content = Self.content(stated.command, files, shards: stated.shards)
    guard content == stated.content else {
      throw PlanError("\(path) has been changed since it was made; plan anew, into another folder")
    }
    sharded = try ShardedCommand(stated.command)
    // Who has made the plan has been warned.
    requests = try StandardStream.$areWarningsKnown.withValue(true) { [sharded, files] in
      try files.holding { try sharded.simulations() }
    }
    shards = try ShardSet(requests, count: stated.shards, in: folder, name: content)
    guard identity == stated.plan else {
      throw PlanError(
        "\(path) was made by another build of the program; plan anew, into another folder")
    }
  }

  /// A hash of command and files, without the places of files, which another machine may not have.
  private static func content(_ words: [String], _ files: ScenarioFiles, shards: Int) -> String {
    var hash = FowlerNollVo()
    hash.add("\(shards) \(words)".utf8)
    for file in files.files {
      hash.add("\n\(file.name)\n".utf8)
      hash.add(file.bytes)
    }
    return hash.text
  }

  var identity: String { FowlerNollVo.text(of: shards.identity) }

  /// How much there is to simulate.
  var contents: String {
    let paths = (0..<shards.count).map { index in
      shards.layout.parts(of: index).reduce(0) { $0 + $1.paths.count }
    }
    let (total, most) = (paths.reduce(0, +), paths.max() ?? 0)
    let simulations = requests.count == 1 ? "" : " of \(requests.count) simulations"
    return
      "\(grouped(total)) paths\(simulations) in \(shards.count) shard\(shards.count == 1 ? "" : "s")"
      + (shards.count == 1 ? "" : " of at most \(grouped(most))")
  }

  /// Performs the command with what the shards have found.
  ///
  /// - Parameter change: Where its answer goes.
  func merge(workers: Int, _ change: (inout any Shareable) throws -> Void) throws {
    var command = sharded.command
    try change(&command)
    try files.holding { try sharded.perform(command, on: shards.merged(workers: workers)) }
  }
}

/// What is wrong with a plan; no retry mends it.
struct PlanError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
