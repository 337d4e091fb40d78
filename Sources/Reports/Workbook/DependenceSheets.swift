/// The sheets of how prices move together; none where a summary does not tell.
struct DependenceSheets {
  private typealias Cell = Workbook.Cell

  private let pairs: [SummaryFile.Dependence.Pair]

  init(_ summary: SummaryFile) { pairs = summary.dependence?.pairs ?? [] }

  var all: [Workbook.Sheet] { [ranks, falls].filter { !$0.rows.isEmpty } }

  private var ranks: Workbook.Sheet {
    let rows = pairs.map { pair -> [Cell] in
      let along = [pair.steps, pair.pearson].flatMap { steps in
        [steps?.value, steps?.mcse].map(Self.rank) + [.count(steps?.paths)]
      }
      let ends = [pair.horizon?.value] + (pair.horizon?.interval.both ?? [nil, nil])
      return [.text(pair.first), .text(pair.second)] + along + ends.map(Self.rank) + [
        .count(pair.horizon?.paths)
      ]
    }
    return sheet(
      "Rank correlations",
      "Rank correlation of returns: of steps along each path, beside Pearson's of changes of logarithms, and to "
        + "the horizon across paths",
      [
        "series", "with", "by step", "MCSE", "paths", "Pearson", "its MCSE", "its paths",
        "to the horizon", "low", "high", "paths across",
      ], rows)
  }

  private var falls: Workbook.Sheet {
    let rows = pairs.flatMap(\.falls).map { fall -> [Cell] in
      [.text(fall.of), .text(fall.given), .number(fall.fall, in: .percent)]
        + Self.cells(fall.probability) + Self.cells(fall.alone)
    }
    let share = ["share", "low", "high", "hits", "steps", "paths"]
    return sheet(
      "Joint falls",
      "On which share of the steps one falls by more than a part, given that another does, and alone",
      ["series", "given", "fall"] + share + share.map { "alone: \($0)" }, rows)
  }

  private func sheet(
    _ name: String, _ caption: String, _ heads: [String], _ rows: [[Cell]]
  ) -> Workbook.Sheet {
    Workbook.Sheet(
      name: name, captions: [caption],
      columns: heads.enumerated().map { .init(head: $1, width: $0 < 2 ? 26 : 12) }, rows: rows)
  }

  private static func rank(_ number: Double?) -> Cell { .number(number, in: .decimals(4)) }

  private static func cells(_ share: SummaryFile.Dependence.Share) -> [Cell] {
    ([share.value] + share.interval.both).map {
      .number($0, in: NumberFormat(unit: "probability", of: [$0]))
    } + [.count(share.hits), .count(share.count), .count(share.paths)]
  }
}

extension SummaryFile {
  /// How prices move together, as readers of `summary.json` see it.
  struct Dependence: Decodable {
    struct Share: Decodable {
      let value: Double?
      let interval: Ends<Double?>
      let hits, count, paths: Int
    }

    struct Pair: Decodable {
      struct Steps: Decodable {
        let value, mcse: Double?
        let paths: Int
      }

      struct Horizon: Decodable {
        let value: Double?
        let interval: Ends<Double?>
        let paths: Int
      }

      struct Fall: Decodable {
        let of, given: String
        let fall: Double
        let probability, alone: Share
      }

      let first, second: String
      let steps: Steps?
      /// Nil in files of earlier versions, too.
      let pearson: Steps?
      let horizon: Horizon?
      let falls: [Fall]
    }

    let series: [String]
    let pairs: [Pair]
  }
}
