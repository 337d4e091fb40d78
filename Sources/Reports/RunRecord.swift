/// What is worth knowing about one run besides its numbers: what made them, when and how fast.
///
/// The manifest holds all of it, and the page some. The other files depend on scenario, seed and paths
/// alone.
public struct RunRecord: Sendable, Equatable {
  public struct Versions: Sendable, Equatable {
    public let ballpark: String
    public let gsl: String
    public let libc: String

    public init(ballpark: String, gsl: String, libc: String) {
      self.ballpark = ballpark
      self.gsl = gsl
      self.libc = libc
    }
  }

  /// Identifies the scenario file's bytes, with the name of the hash: `fnv1a64:…`.
  public let scenarioHash: String
  public let versions: Versions
  /// `avx512`, `avx2` or `portable`.
  public let instructionSet: String
  /// ISO 8601 date and time.
  public let started: String
  /// Wall-clock time of the simulation.
  public let seconds: Double
  public let workers: Int
  /// What the reader of the scenario file warned of.
  public let warnings: [String]
  /// The command line that repeats the run, as a shell reads it; empty where there was none.
  public let command: String

  public init(
    scenarioHash: String, versions: Versions, instructionSet: String, started: String,
    seconds: Double, workers: Int, warnings: [String] = [], command: String = ""
  ) {
    self.scenarioHash = scenarioHash
    self.versions = versions
    self.instructionSet = instructionSet
    self.started = started
    self.seconds = seconds
    self.workers = workers
    self.warnings = warnings
    self.command = command
  }
}

extension RunRecord {
  /// What the reader warned of, a line each, without the folders of a page's author: `zhipu.yaml, line 202:
  /// …`.
  var warningLines: [String] {
    warnings.map { warning in
      let line = warning.prefix { $0 != "\n" }
      guard let mark = line.firstRange(of: ": warning: ") else { return String(line) }
      let place = line[..<mark.lowerBound].split(separator: "/").last ?? ""
      let parts = place.split(separator: ":")
      let words = parts.count == 3 ? "\(parts[0]), line \(parts[1])" : String(place)
      return "\(words): \(line[mark.upperBound...])"
    }
  }
}
