import Sensitivity
import Statistics
import Text

/// What moves one number.
public struct MetricTornado: Sendable {
  /// What is drawn and moves the metric.
  public struct Driver: Sendable, Named {
    public enum Kind: String, Sendable {
      /// As `Shift.Kind` has them.
      case driver, shock, jumps, clock
      /// Held at whether it happens.
      case event
      /// Held in its states.
      case regime

      public init(_ kind: Shift.Kind) {
        self =
          switch kind {
          case .driver: .driver
          case .shock: .shock
          case .jumps: .jumps
          case .clock: .clock
          }
      }
    }

    public let name: String
    /// Whose it is: the name of a company; empty for what all share.
    public let subject: String
    /// What it is, as its declaration says; nil for what is none of the file's keys.
    public let words: String?
    public let kind: Kind
    /// Its low and high percentile in a file's notation, as the bar's ends have them; nil for what has
    /// no unit of its own: the sums of shocks and jumps. Of an event `never` and `certain`, of a regime states.
    public let ends: (low: String, high: String)?
    /// The same as numbers, in the driver's own unit.
    public let values: (low: Double, high: Double)?

    public init(
      name: String, of subject: String, words: String? = nil, kind: Kind,
      ends: (low: String, high: String)?,
      values: (low: Double, high: Double)? = nil
    ) {
      self.name = name
      self.subject = subject
      self.words = words
      self.kind = kind
      self.ends = ends
      self.values = values
    }
  }

  let heading: WhatIfHeading
  let metric: MetricDescription
  let tornado: Tornado
  let drivers: Catalog<Driver>
  /// Whether the file has events or regimes.
  let hasHappenings: Bool
  /// Of its picture, without the ending; differs among the metrics of an answer.
  var file = ""

  /// - Parameter hasHappenings: Whether the file has events or regimes, of which is told what are drivers.
  public init(
    _ heading: WhatIfHeading, metric: MetricDescription, tornado: Tornado, drivers: [Driver],
    hasHappenings: Bool = false
  ) {
    self.heading = heading
    self.metric = metric
    self.tornado = tornado.withoutRounding
    self.drivers = Catalog(drivers)
    self.hasHappenings = hasHappenings
  }

  /// All bars at full precision; what is not finite is null.
  var json: JSON {
    let bars = tornado.bars.map { bar -> JSON in
      let driver = drivers[bar.name]
      return [
        "driver": .text(bar.name),
        "kind": driver.map { .text($0.kind.rawValue) } ?? .null,
        "driverEnds": driver?.ends.map { .row([.text($0.low), .text($0.high)]) } ?? .null,
        "driverValues": driver?.values.map { .numbers([$0.low, $0.high]) } ?? .null,
        "low": bar.low?.json ?? .null,
        "high": bar.high?.json ?? .null,
        "swing": bar.swing.plainJSON,
        "distinguishable": .bool(bar.isDistinguishable),
        "bins": .list(bar.bins.map(\.json)),
      ]
    }
    return [
      "metric": metric.json, "base": tornado.base?.json ?? .null, "bars": .list(bars),
    ]
  }

  static let csvHead =
    ["metric", "unit", "driver", "kind", "driverBottom", "driverTop", "distinguishable"]
    + ["bottom", "top", "swing", "base"].flatMap { [$0, $0 + "Low", $0 + "High"] }
    + ["driverBottomNumber", "driverTopNumber"]

  /// One for each driver.
  var csvRows: [[String]] {
    tornado.bars.map { bar in
      let driver = drivers[bar.name]
      let words = [
        metric.name, metric.unit, bar.name, driver?.kind.rawValue ?? "", driver?.ends?.low ?? "",
        driver?.ends?.high ?? "", String(bar.isDistinguishable),
      ]
      return words
        + [bar.low, bar.high, bar.swing, tornado.base].flatMap { $0?.fields ?? ["", "", ""] }
        + (driver?.values.map { [$0.low, $0.high].map { $0.shortest ?? "" } } ?? ["", ""])
    }
  }
}

extension MetricTornado {
  /// What the bars of events and regimes say; nil where the file has none.
  var happenings: String? {
    guard hasHappenings else { return nil }
    guard tornado.method == .swing else {
      return Report.clockMeaning + " Later draws, sizes and cases are none of the drivers."
    }
    let kinds = Set(tornado.bars.compactMap { drivers[$0.name]?.kind })
    let sentences = [
      kinds.contains(.event)
        ? "An event goes from never to certain, or to what the file says of it." : nil,
      kinds.contains(.regime) ? "A regime is held in either state from the start on." : nil,
    ].compactMap(\.self)
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }

  /// Whether anything moves the metric, which has more values than one.
  public var isTelling: Bool {
    let ends = tornado.base?.interval
    return tornado.bars.contains(where: \.isDistinguishable)
      && ends.map { $0.low < $0.high } ?? true
  }
}

extension Tornado {
  /// Swings that are only rounding are none, and nobody can tell them from 0.
  fileprivate var withoutRounding: Tornado {
    let told = bars.map { bar in
      let swing = bar.swing.rounded(beside: [bar.low, bar.high])
      return Bar(
        name: bar.name, low: bar.low, high: bar.high, swing: swing,
        isDistinguishable: bar.isDistinguishable && !swing.isNone, bins: bar.bins,
        places: bar.places)
    }
    return Tornado(method: method, tail: tail, base: base, bars: told)
  }
}
