import Sensitivity
import Statistics
import Text

/// What is told of what moves some numbers of a scenario.
public struct TornadoReport: Sendable {
  /// At least one, all by one method.
  let tornados: [MetricTornado]

  public init(_ tornados: [MetricTornado]) {
    precondition(!tornados.isEmpty)
    let names = tornados.map { "\($0.metric.name)-\($0.tornado.method.rawValue)" }
    self.tornados = zip(tornados, names.inFileNames).map { tornado, file in
      var tornado = tornado
      tornado.file = file
      return tornado
    }
  }

  private var heading: WhatIfHeading { tornados[0].heading }
  private var method: Tornado.Method { tornados[0].tornado.method }
  private var tail: Double { tornados[0].tornado.tail }
}

extension TornadoReport: Publication {
  package static let program = Program.tornado

  /// Of each metric a bar for each driver, and the numbers behind it.
  package func text(on terminal: Terminal) -> String {
    var parts = [heading.lines(on: terminal)] + tornados.flatMap { $0.parts(on: terminal) }
    parts[parts.count - 1] += heading.reading.wrapped(to: terminal.width)
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }
      .joined(separator: "\n")
  }

  package var dataFiles: [OutputFile] {
    [OutputFile("tornado.json", json), OutputFile("tornado.csv", csv)]
  }

  package var manifest: String {
    heading.manifest(
      Self.program,
      [
        ("metrics", .list(tornados.map(\.metric.json))), ("method", .text(method.rawValue)),
        ("tail", .number(tail)), ("drivers", .count(tornados[0].tornado.bars.count)),
      ])
  }

  package var charts: [Chart] { tornados.compactMap(\.chart) }

  /// `tornado.json`: of each metric all bars at full precision.
  public var json: String {
    let document: JSON = [
      "schema": 2,
      "scenario": heading.json,
      "method": .text(method.rawValue),
      "tail": .number(tail),
      "tornados": .list(tornados.map(\.json)),
    ]
    return document.document
  }

  /// `tornado.csv`: one row for each metric and driver. `bottom` and `top` are the metric at the driver's
  /// low and high end; empty for a correlation, as is `base`, the metric with every driver drawn. The ends
  /// stand there as a file has them and, last, as numbers.
  public var csv: String {
    CSVTable.text([MetricTornado.csvHead] + tornados.flatMap(\.csvRows))
  }

  package func page(showing pictures: [DrawnChart]) -> OutputFile? {
    heading.page(
      "", lead: tornados.flatMap(\.lead),
      sections: [
        .init(
          id: "numbers", title: "Numbers", hint: "each metric at each end",
          content: tornados.flatMap(\.numbers))
      ])
  }
}
