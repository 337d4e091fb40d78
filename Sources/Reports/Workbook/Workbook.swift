/// What a workbook holds, sheet by sheet. Knows neither a library nor a file.
///
/// It is made from the files of an answer, so that a run and a folder that a run has left give the same.
struct Workbook: Sendable, Equatable {
  /// Below the folder of the answer.
  static let fileName = "report.xlsx"

  let title: String
  /// ISO date. Stands in the workbook as the time of its making: equal answers are equal bytes.
  let created: String
  var sheets: [Sheet]

  /// One table behind some lines of text, with its heads always in sight.
  struct Sheet: Sendable, Equatable {
    /// As a reader would call it; `SheetNames` makes a name of it that Excel takes.
    let name: String
    /// Lines above the table; the first is the largest.
    let captions: [String]
    var columns: [Column]
    var rows: [[Cell]]
    var fan: Fan?
    /// How many rows are printed, from the first; nil for all.
    var printedRows: Int?
  }

  struct Column: Sendable, Equatable {
    let head: String
    /// In digits.
    var width = 12.0

    /// Leaves room for a picture.
    static let gap = Column(head: "", width: 9)
  }

  enum Cell: Sendable, Equatable {
    case empty
    case text(String)
    /// Text with the first address of the web in it to go to.
    case source(String)
    case number(Double, NumberFormat)
    /// ISO date.
    case date(String)
    /// With what it comes to, for programs that compute nothing.
    case formula(String, Double, NumberFormat)
  }

  /// A fan chart of columns of its sheet, stacked from the lowest to the highest.
  struct Fan: Sendable, Equatable {
    struct Layer: Sendable, Equatable {
      let column: Int
      /// In the legend; nil where it stands there already, or is nothing to see.
      let name: String?
      /// Red, green and blue, a byte each; nil for what the fan stands on, which is not seen.
      let colour: UInt32?
    }

    let title: String
    /// The column with the dates as text: of others, Excel makes an axis of days.
    let labels: Int
    let layers: [Layer]
    /// The power of ten at which a logarithmic axis begins; nil for a linear one.
    let leastShown: Double?
    /// Of the numbers beside the axis, in Excel's language.
    let axisFormat: String
    /// Where its left edge is.
    let column: Int
  }
}

extension Workbook.Cell {
  /// Empty where there is no finite number.
  static func number(_ value: Double?, in format: NumberFormat) -> Self {
    guard let value, value.isFinite else { return .empty }
    return .number(value, format)
  }

  static func count(_ value: Int?) -> Self { number(value.map(Double.init), in: .whole) }

  static func optional(_ text: String?) -> Self { text.map { .text($0) } ?? .empty }
}
