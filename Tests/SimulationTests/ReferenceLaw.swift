import CGSL
import Foundation
import Testing

@testable import Simulation

/// A row of distributions.csv.
struct ReferenceLaw: Sendable, CustomTestStringConvertible {
  static let levels = [0.001, 0.05, 0.25, 0.5, 0.75, 0.95, 0.999]

  /// The part before a colon says what is done with the family.
  let prefix: String?
  let family: String
  /// `mean=3;sd=2`, or the items of a list.
  let text: String
  let mean: Double
  let standardDeviation: Double
  let quantiles: [Double]

  var testDescription: String { "\(prefix.map { $0 + ":" } ?? "")\(family) \(text)" }

  init?(_ line: Substring) {
    let fields = line.split(separator: ",").map(String.init)
    let numbers = fields.dropFirst(2).compactMap(Double.init)
    guard numbers.count == 2 + Self.levels.count else { return nil }
    let names = fields[0].split(separator: ":").map(String.init)
    prefix = names.count == 2 ? names[0] : nil
    family = names[names.count - 1]
    text = fields[1]
    (mean, standardDeviation) = (numbers[0], numbers[1])
    quantiles = Array(numbers[2...])
  }

  static let all: [ReferenceLaw] = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("distributions.csv")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap(ReferenceLaw.init)
  }()

  static let continuous = all.filter { (try? $0.make().isDiscrete) == false }

  static let onePerFamily = all.filter { law in
    all.first { ($0.prefix, $0.family) == (law.prefix, law.family) }?.text == law.text
  }

  var arguments: [String: Double] { Self.arguments(text) }

  private static func arguments(_ text: String) -> [String: Double] {
    text.split(separator: ";").reduce(into: [:]) { arguments, argument in
      let parts = argument.split(separator: "=")
      if parts.count == 2 { arguments[String(parts[0])] = Double(parts[1]) }
    }
  }

  func make() throws -> any Distribution {
    switch prefix {
    case "range":
      let kind = try #require(Kind(rawValue: family))
      return try kind.range(from: #require(arguments["low"]), to: #require(arguments["high"]))
    case "truncated":
      let whole = arguments.filter { $0.key != "min" && $0.key != "max" }
      return try #require(DistributionFamily.named(family)).make(whole)
        .truncated(min: arguments["min"], max: arguments["max"])
    default: return try Self.make(family, text)
    }
  }

  private static func make(_ name: String, _ text: String) throws -> any Distribution {
    let family = try #require(DistributionFamily.named(name))
    let items = text.split(separator: "|").map { $0.split(separator: "*").map(String.init) }
    switch family.content {
    case .forms: return try family.make(arguments(text))
    case .values(let make): return try make(items.map { try #require(Double($0[0])) })
    case .weightedValues(let make):
      return try make(
        items.map { .init(try #require(Double($0[1])), weight: try #require(Double($0[0]))) })
    case .weightedLaws(let make):
      return try make(
        items.map { item in
          let parts = item[1].split(separator: ":").map(String.init)
          let law =
            try Double(item[1]).map { Discrete($0) } ?? Self.make(parts[0], parts[1])
            as any Distribution
          return .init(law, weight: try #require(Double(item[0])))
        })
    }
  }
}

enum KolmogorovSmirnov {
  /// √n times the distance at which 2 exp(-2x²) is 1e-6.
  static let threshold = 2.6933

  /// Whether draws follow a distribution at α = 1e-6.
  static func passes(_ draws: [Double], _ cdf: (Double) -> Double) -> Bool {
    var sorted = draws
    gsl_sort(&sorted, 1, sorted.count)
    return passes(sorted: sorted, cdf)
  }

  /// The distance is taken at 4,096 draws, which makes it a little smaller, never larger.
  static func passes(sorted draws: [Double], _ cdf: (Double) -> Double) -> Bool {
    let distance = (1...4_096).reduce(0.0) { distance, k in
      let rank = draws.count * k / 4_096
      return max(distance, abs(cdf(draws[rank - 1]) - Double(rank) / Double(draws.count)))
    }
    return distance * Double(draws.count).squareRoot() < threshold
  }
}
