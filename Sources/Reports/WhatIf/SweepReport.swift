import Sensitivity
import Statistics
import Text

/// A key of a scenario and what it was set to.
public struct SweptKey: Sendable {
  /// Full name, `zhipu.listPrice.elasticity`.
  public let name: String
  /// What the file says there; nil where it says nothing.
  public let stated: String?
  /// Of its numbers, as metrics have units; empty for plain ones.
  public let unit: String
  /// The number that each level is; a level without one is a word or a range.
  public let numbers: [String: Double]
  /// Whether it makes other dates: a date of one point is not the same step of another.
  public let isOfGrid: Bool

  public init(
    name: String, stated: String?, unit: String, numbers: [String: Double], isOfGrid: Bool = false
  ) {
    self.name = name
    self.stated = stated
    self.unit = unit
    self.numbers = numbers
    self.isOfGrid = isOfGrid
  }
}

/// What is told of a sweep.
public struct SweepReport: Sendable {
  let heading: WhatIfHeading
  let keys: [SweptKey]
  let metrics: [MetricDescription]
  /// A point is a level for each key.
  let sweep: Sweep<[String]>
  /// How many points were wanted; more than there are rows where an interruption ended it.
  let planned: Int
  /// Of a sweep that a file asks for.
  let name: String?
  /// Tells the points that were wanted from others; nil: their number is all that is known.
  let plan: String?

  public init(
    _ heading: WhatIfHeading, keys: [SweptKey], metrics: [MetricDescription],
    sweep: Sweep<[String]>, planned: Int, name: String? = nil, plan: String? = nil
  ) {
    self.name = name
    self.plan = plan
    self.heading = heading
    self.keys = keys
    self.metrics = metrics
    self.sweep = sweep
    self.planned = planned
  }
}

extension SweepReport: Publication {
  package static let program = Program.sweep

  package var dataFiles: [OutputFile] {
    [OutputFile(Self.json, json), OutputFile(Self.csv, csv)]
  }

  static let json = "sweep.json"
  static let csv = "sweep.csv"

  package var manifest: String {
    heading.manifest(
      Self.program,
      [
        ("keys", .list(keys.map(\.json))),
        ("metrics", .list(metrics.map(\.json))),
        (
          "points",
          .object(
            [("planned", .count(planned)), ("done", .count(sweep.rows.count))]
              + (plan.map { [("checksum", .text($0))] } ?? []))
        ),
      ])
  }
}

extension SweptKey {
  var json: JSON {
    ["key": .text(name), "stated": stated.map { .text($0) } ?? .null, "unit": .text(unit)]
  }

  /// `zhipu.debt: 5B CNY in the file`.
  var words: String {
    "\(name): \(stated.map { $0.truncated(to: 60) + " in the file" } ?? "not in the file")"
      .printable()
  }
}
