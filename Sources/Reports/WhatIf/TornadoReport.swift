import Sensitivity
import Statistics

/// What is told of what moves a number.
public struct TornadoReport: Sendable {
  /// What is drawn and moves the metric.
  public struct Driver: Sendable, Named {
    public let name: String
    public let kind: Shift.Kind
    /// Its low and high percentile in a file's notation, as the bar's ends have them; nil for what has
    /// no unit of its own: the sums of shocks and jumps.
    public let ends: (low: String, high: String)?

    public init(name: String, kind: Shift.Kind, ends: (low: String, high: String)?) {
      self.name = name
      self.kind = kind
      self.ends = ends
    }
  }

  let heading: WhatIfHeading
  let metric: MetricDescription
  let tornado: Tornado
  let drivers: Catalog<Driver>

  public init(
    _ heading: WhatIfHeading, metric: MetricDescription, tornado: Tornado, drivers: [Driver]
  ) {
    self.heading = heading
    self.metric = metric
    self.tornado = tornado
    self.drivers = Catalog(drivers)
  }
}
