import Statistics

/// What every answer to a what-if question says of the scenario behind it.
public struct WhatIfHeading: Sendable {
  let description: ScenarioDescription
  let paths: Int
  let seed: UInt64
  let record: RunRecord

  public init(_ description: ScenarioDescription, paths: Int, seed: UInt64, record: RunRecord) {
    self.description = description
    self.paths = paths
    self.seed = seed
    self.record = record
  }
}
