import ArgumentParser
import Scenarios
import Simulation
import Statistics
import Synchronization

/// A command whose simulations can be shared by many machines, since it knows all of them before the first.
protocol Shareable: ParsableCommand {
  var simulation: SimulationOptions { get set }
  var output: OutputOptions { get set }
  /// The file that its answer is named by.
  var mainFile: String { get }
  /// An option with which nothing is simulated, or not all is known before; nil where none is stated.
  var unshareable: String? { get }
}

extension Shareable {
  var unshareable: String? { nil }
}

extension RunCommand: Shareable {
  var mainFile: String { file }
  var unshareable: String? {
    if path != nil { return "--path" }
    return profile ? "--profile" : nil
  }
}

extension SweepCommand: Shareable {
  var mainFile: String { file }
  var unshareable: String? { resume ? "--resume" : nil }
}

extension CompareCommand: Shareable {
  var mainFile: String { files[0] }
}

extension TornadoCommand: Shareable {
  var mainFile: String { file }
}

extension StressCommand: Shareable {
  var mainFile: String { file }
  var unshareable: String? { smallest == nil ? nil : "--smallest" }
}

/// A command as its words state it, and what it is done with in place of this process's threads and files.
struct ShardedCommand {
  /// The command's name first.
  let words: [String]
  let command: any Shareable

  /// - Parameter words: Without a command's name, `run` is meant.
  /// - Throws: What ArgumentParser throws; `CommandError` for a command that cannot be shared.
  init(_ words: [String]) throws {
    let names = BallparkCommand.configuration.subcommands.compactMap {
      $0.configuration.commandName
    }
    self.words = words.first.map(names.contains) == true ? words : ["run"] + words
    guard let command = try BallparkCommand.parseAsRoot(self.words) as? any Shareable else {
      throw CommandError(
        "'\(self.words[0])' cannot be cut into shards; run, sweep, compare, stress or tornado was expected"
      )
    }
    if let option = command.unshareable {
      throw CommandError("\(option) cannot be cut into shards")
    }
    self.command = command
  }

  /// Everything that the command simulates. Nothing is simulated, and no file is written.
  func simulations() throws -> [SimulationRequest] {
    let listing = Listing()
    var command = command
    (command.output.noFiles, command.output.output) = (true, nil)
    do {
      try perform(command, on: Engine(workers: command.simulation.workers, listing))
    } catch is Listing.Complete {}
    return listing.requests.withLock { $0 }
  }

  /// Does all that the command does.
  ///
  /// - Parameter engine: What simulates.
  func perform(_ command: any Shareable, on engine: Engine) throws {
    var command = command
    try Self.$current.withValue((words, engine)) { try command.run() }
  }

  // MARK: For the command

  @TaskLocal private static var current: (words: [String], engine: Engine)?

  /// What simulates for the command that is performed; nil where that is this process.
  static var engine: Engine? { current?.engine }
  /// Whether a command is only asked what it would simulate.
  static var isListing: Bool { current?.engine.source is Listing }
  /// What the user would have typed.
  static var words: [String]? { current?.words }
}

/// Ends a command as soon as it has said what it will ask for.
private final class Listing: TallySource {
  struct Complete: Error {}

  let requests = Mutex<[SimulationRequest]>([])

  func expect(_ requests: () throws -> [SimulationRequest]) throws {
    let all = try requests()
    self.requests.withLock { $0 = all }
    throw Complete()
  }

  func tally(of request: SimulationRequest, progress: Progress?) throws -> RunTally {
    throw Complete()
  }
}
