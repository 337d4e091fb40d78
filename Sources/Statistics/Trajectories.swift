/// Values of some paths at every date.
public struct Trajectories: Sendable, Equatable {
  /// One quantity on all of the paths.
  public struct Track: Sendable, Equatable, Named {
    public enum Kind: String, Sendable {
      case series
      /// The standard normals of a process.
      case shock
      /// The sum of a step's jumps, or announced changes, in logs.
      case jumps
      /// The place, among `states`, of the state that a regime is in.
      case state
      /// What a number along a series is in the step that ends on the date.
      case number
    }

    public let name: String
    public let unit: String
    public let kind: Kind
    /// Of a regime, in the order of the file; else none.
    public let states: [String]
    /// By path, then by date.
    let values: [Double]
    private let dates: Int

    /// - Parameters:
    ///   - paths: How many there are.
    ///   - values: By path, then by date.
    public init(
      name: String, unit: String, kind: Kind, states: [String] = [], paths: Int, values: [Double]
    ) {
      precondition(paths > 0 && values.count % paths == 0)
      self.name = name
      self.unit = unit
      self.kind = kind
      self.states = states
      dates = values.count / paths
      self.values = values
    }

    /// Of one path, at each date.
    ///
    /// - Parameter index: Place of the path among those asked for.
    package func values(at index: Int) -> ArraySlice<Double> {
      values[index * dates..<(index + 1) * dates]
    }

    /// - Parameters:
    ///   - step: Place of the date.
    ///   - index: Place of the path among those asked for.
    public subscript(step: Int, index: Int) -> Double { values[index * dates + step] }
  }

  /// A number of each path: a driver, an outcome, or what happened.
  public struct Constant: Sendable, Equatable, Named {
    public enum Kind: String, Sendable {
      case driver, outcome
      /// When something happened first, in steps after the start, mostly between two dates: unit `date`; ∞
      /// where it did not. Or how often: unit `count`.
      case event
    }

    public let name: String
    public let unit: String
    public let kind: Kind
    /// By path.
    public let values: [Double]

    public init(name: String, unit: String, kind: Kind, values: [Double]) {
      self.name = name
      self.unit = unit
      self.kind = kind
      self.values = values
    }
  }

  /// One time that something happens on a path.
  public struct Occurrence: Sendable, Equatable {
    public enum Kind: Sendable, Equatable {
      /// An event, or what follows where it does not happen: `agent`, `agent.otherwise`.
      case event
      /// A state that is entered: `prices.war`.
      case state
    }

    /// What was drawn for it.
    public struct Size: Sendable, Equatable {
      /// Of the effect: `agent.then.change.acme.usage`.
      public let name: String
      /// `share` of a change, the currency of an amount, else none.
      public let unit: String
      public let value: Double

      public init(name: String, unit: String, value: Double) {
        (self.name, self.unit, self.value) = (name, unit, value)
      }
    }

    public let name: String
    public let kind: Kind
    /// Steps after the start, mostly between two dates.
    public let time: Double
    /// The case that was drawn; nil for what has none.
    public let choice: String?
    public let sizes: [Size]

    public init(
      name: String, kind: Kind, time: Double, choice: String? = nil, sizes: [Size] = []
    ) {
      self.name = name
      self.kind = kind
      self.time = time
      self.choice = choice
      self.sizes = sizes
    }
  }

  /// Why a path failed.
  public struct Failure: Sendable, Equatable {
    /// In words.
    public let cause: String
    /// Place of the first date that it reaches.
    public let step: Int

    public init(cause: String, step: Int) {
      (self.cause, self.step) = (cause, step)
    }
  }

  /// Numbers of the paths in their run, ascending.
  public let paths: [Int]
  /// ISO dates of the grid, t₀ first.
  public let dates: [String]
  public let tracks: Catalog<Track>
  public let constants: Catalog<Constant>
  /// By path, in the order in which things happen; of a path that failed up to then.
  public let occurrences: [[Occurrence]]
  /// By path; nil for a sound one.
  public let failures: [Failure?]

  public init(
    paths: [Int], dates: [String], tracks: Catalog<Track>, constants: Catalog<Constant>,
    occurrences: [[Occurrence]]? = nil, failures: [Failure?]? = nil
  ) {
    self.paths = paths
    self.dates = dates
    self.tracks = tracks
    self.constants = constants
    self.occurrences = occurrences ?? paths.map { _ in [] }
    self.failures = failures ?? paths.map { _ in nil }
  }
}
