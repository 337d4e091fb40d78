import Sensitivity
import Statistics
import Text

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Why an earlier sweep cannot be gone on with.
public struct ResumeError: Error, Equatable, CustomStringConvertible {
  /// One sentence, with the folder that it is about.
  public let description: String
}

extension SweepReport {
  /// What an earlier sweep has found, at full precision: base and rows as `init` takes them.
  ///
  /// - Parameters:
  ///   - folder: Where it was written.
  ///   - heading: Of the sweep that is to go on; versions, scenario, seed and paths must be the same.
  ///   - points: All that are wanted; those of the earlier sweep must be the first of them.
  /// - Throws: `ResumeError` with the first thing that differs, or with what cannot be read.
  public static func finishedRows(
    in folder: String, of heading: WhatIfHeading, keys: [SweptKey], metrics: [MetricDescription],
    points: [[String]]
  ) throws(ResumeError) -> Sweep<[String]> {
    let manifest = try EarlierSweep(in: folder)
    if let difference = manifest.difference(from: heading, keys, metrics) {
      throw ResumeError(
        description: "the earlier sweep in \(folder) \(difference); give --output a new folder")
    }
    let reader = try SweepReader(folder, keys.map(\.name), metrics)
    let sweep = try reader.sweep()
    for (index, row) in sweep.rows.enumerated() {
      guard index < points.count else {
        throw reader.error(
          "has \(sweep.rows.count) points, but only \(points.count) are wanted")
      }
      guard row.point == points[index] else {
        throw reader.error(
          "has \(row.point.inOneLine) as point \(index + 1), but wanted is "
            + points[index].inOneLine)
      }
    }
    return sweep
  }
}

/// The manifest of a sweep, as far as it says whether another one would have the same numbers.
struct EarlierSweep: Decodable, Equatable {
  struct Versions: Decodable, Equatable { let ballpark, gsl, libc: String }
  struct Paths: Decodable, Equatable { let count: Int }
  struct Key: Decodable, Equatable { let key: String }
  struct Metric: Decodable, Equatable { let name, unit: String }
  struct Assumption: Decodable, Equatable { let key, text: String }
  struct Points: Decodable, Equatable {
    let planned: Int
    let checksum: String?
  }

  let program: String
  let scenarioHash: String
  let seed: UInt64
  let paths: Paths
  let start: String
  let step: String
  let steps: Int
  let horizon: Double
  let currency: String
  let versions: Versions
  let assumptions: [Assumption]
  let keys: [Key]
  let metrics: [Metric]
  private(set) var points: Points

  /// Nil where it is none of a sweep of this version.
  init?(manifest text: String) {
    guard Program.sweep.made(text),
      let manifest = try? JSONDecoder().decode(Self.self, from: Data(text.utf8))
    else { return nil }
    self = manifest
  }

  /// Whether it has the same numbers where it has the same levels, whatever else it was to find.
  func hasNumbers(of other: Self) -> Bool {
    var other = other
    other.points = points
    return other == self
  }

  init(in folder: String) throws(ResumeError) {
    let path = folder + "/" + Program.manifest
    guard let text = Program.manifest(in: folder), Program.sweep.made(text) else {
      throw ResumeError(description: "\(folder) holds no earlier sweep to go on with")
    }
    guard FileList(ofManifest: text) != nil, let manifest = Self(manifest: text) else {
      throw ResumeError(
        description: "\(path) is not as a sweep of this version writes it, or was changed since")
    }
    self = manifest
  }

  /// Behind `the earlier sweep in …`; nil where nothing differs.
  func difference(
    from heading: WhatIfHeading, _ keys: [SweptKey], _ metrics: [MetricDescription]
  ) -> String? {
    let (record, wanted) = (heading.record, heading.record.versions)
    let made = [
      ("Ballpark", versions.ballpark, wanted.ballpark), ("GSL", versions.gsl, wanted.gsl),
      ("the C library", versions.libc, wanted.libc),
    ]
    for (name, earlier, now) in made where earlier != now {
      return "was made with \(name) \(earlier), this is \(now)"
    }
    if scenarioHash != record.scenarioHash { return "is of a scenario file that has changed since" }
    if seed != heading.seed { return "has seed \(seed), not \(heading.seed)" }
    if paths.count != heading.paths {
      return "has \(grouped(paths.count)) paths, not \(grouped(heading.paths))"
    }
    if let difference = gridThatDiffers(from: heading.description) { return difference }
    if self.keys.map(\.key) != keys.map(\.name) {
      return "varies \(self.keys.map(\.key).inOneLine), not \(keys.map(\.name).inOneLine)"
    }
    guard self.metrics.map(\.name) == metrics.map(\.name),
      self.metrics.map(\.unit) == metrics.map(\.unit)
    else {
      return "has the metrics \(self.metrics.map(\.name).inOneLine), "
        + "not \(metrics.map(\.name).inOneLine)"
    }
    return assumptionThatDiffers(from: heading.description)
  }

  /// No assumption, but `--set step=week` makes other numbers all the same.
  private func gridThatDiffers(from description: ScenarioDescription) -> String? {
    if start != description.start { return "starts on \(start), not on \(description.start)" }
    if step != description.step { return "has step \(step), not \(description.step)" }
    if steps != description.steps || horizon != description.horizon {
      return "has \(grouped(steps)) steps, not \(grouped(description.steps)), to its horizon"
    }
    if currency != description.currency {
      return "is in \(currency), not in \(description.currency)".printable()
    }
    return nil
  }

  /// The file is the same, but `--set` and included files change what it says.
  private func assumptionThatDiffers(from description: ScenarioDescription) -> String? {
    // By key: a setting that says what was the default moves to another place.
    func texts(_ pairs: [(String, String)]) -> [String: [String]] {
      Dictionary(pairs.map { ($0.0, [$0.1]) }, uniquingKeysWith: +)
    }
    let earlier = texts(assumptions.map { ($0.key, $0.text) })
    let now = texts(description.assumptions.map { ($0.key, $0.text) })
    let keys = assumptions.map(\.key) + description.assumptions.map(\.key)
    guard let key = keys.first(where: { earlier[$0] != now[$0] }) else { return nil }
    let (mine, yours) = (earlier[key]?.inOneLine, now[key]?.inOneLine)
    return "has \(key) \(mine ?? "not set"), not \(yours ?? "left out")".printable()
  }
}

/// Reads what `SweepReport.csv` wrote, if it is as it was.
private struct SweepReader {
  let path: String
  let keys: Int
  let metrics: [MetricDescription]
  private let rows: [[String]]

  init(_ folder: String, _ keys: [String], _ metrics: [MetricDescription]) throws(ResumeError) {
    path = folder + "/" + SweepReport.csv
    (self.keys, self.metrics) = (keys.count, metrics)
    guard let data = try? Data(contentsOf: URL(filePath: path)) else {
      throw ResumeError(description: "cannot read \(path)")
    }
    // Behind what the manifest knows there may be half a point.
    let written = FileList(in: folder)?.entries.first { $0.name == SweepReport.csv }
    let bytes = Array(data.prefix(written?.bytes ?? 0))
    guard FileList.Entry(SweepReport.csv, bytes) == written,
      let table = try? CSVTable(String(decoding: bytes, as: UTF8.self)).rows,
      table.first?.map(\.text) == SweepReport.header(keys)
    else { throw Self.changed(path) }
    rows = table.dropFirst().map { $0.map(\.text) }
  }

  func error(_ words: String) -> ResumeError {
    ResumeError(description: "\(path) \(words)".printable())
  }

  /// A number that somebody or a disk has changed would be told as a result.
  private static func changed(_ path: String) -> ResumeError {
    ResumeError(
      description:
        "\(path) is not as the sweep wrote it; without --resume its points are computed anew")
  }

  /// One block of rows for each point, one row in it for each metric.
  func sweep() throws(ResumeError) -> Sweep<[String]> {
    guard !metrics.isEmpty, !rows.isEmpty, rows.count.isMultiple(of: metrics.count) else {
      throw Self.changed(path)
    }
    var base: [IntervalEstimate] = []
    var points: [Sweep<[String]>.Row] = []
    for point in 0..<rows.count / metrics.count {
      let block = rows[point * metrics.count..<(point + 1) * metrics.count]
      let estimates = try block.map { row throws(ResumeError) in try estimate(row, keys + 3) }
      guard point > 0 else {
        base = estimates
        continue
      }
      points.append(
        .init(
          point: block.first.map { Array($0[1...].prefix(keys)) } ?? [], estimates: estimates,
          differences: try block.map { row throws(ResumeError) in try estimate(row, keys + 6) }))
    }
    return Sweep(base: base, rows: points)
  }

  private func estimate(_ row: [String], _ first: Int) throws(ResumeError) -> IntervalEstimate {
    let numbers = row[first..<first + 3].compactMap { Double(field: $0) }
    guard numbers.count == 3 else { throw Self.changed(path) }
    return IntervalEstimate(
      value: numbers[0], interval: Interval(low: numbers[1], high: numbers[2]))
  }
}

extension [String] {
  fileprivate var inOneLine: String { joined(separator: ", ").printable() }
}
