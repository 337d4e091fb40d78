/// Makes a fan chart of Excel's own: layers stacked upon another, which follow the cells.
///
/// Areas on a linear axis. On a logarithmic one they are columns without a gap: libxlsxwriter 1.1.4 gives
/// areas no logarithmic axis, and columns cannot be stacked across 0.
struct FanWriter {
  private let fan: Workbook.Fan
  private let sheet: Workbook.Sheet
  private let name: String
  private let library: SpreadsheetLibrary

  init(
    _ fan: Workbook.Fan, _ sheet: Workbook.Sheet, _ name: String, _ library: SpreadsheetLibrary
  ) {
    (self.fan, self.sheet, self.name, self.library) = (fan, sheet, name, library)
  }

  func write(to object: OpaquePointer, of book: OpaquePointer) {
    let isLinear = fan.leastShown == nil
    guard let chart = library.addChart(book, isLinear ? Self.stackedAreas : Self.stackedColumns)
    else { return }
    library.titleChart(chart, fan.title.inWorkbook)
    if !isLinear { library.setGap(chart, 0) }
    var unnamed: [Int16] = []
    for (index, layer) in fan.layers.enumerated() {
      guard let series = library.addSeries(chart, range(fan.labels), range(layer.column)) else {
        return
      }
      library.nameSeries(series, (layer.name ?? sheet.columns[layer.column].head).inWorkbook)
      if layer.name == nil { unnamed.append(Int16(index)) }
      LibraryOptions.fill(layer.colour).withPointer { library.fillSeries(series, $0) }
      LibraryOptions.noLine.withPointer { library.lineSeries(series, $0) }
    }
    library.placeLegend(chart, Self.below)
    _ = (unnamed + [-1]).withUnsafeBufferPointer { names in
      names.baseAddress.map { library.deleteFromLegend(chart, $0) }
    }
    formatAxes(of: chart)
    _ = LibraryOptions.placement(scale: (1.6, 1.5)).withPointer {
      library.insertChart(object, UInt32(sheet.headRow + 1), UInt16(fan.column), chart, $0)
    }
  }

  private func formatAxes(of chart: OpaquePointer) {
    if let dates = library.axis(chart, 0) {
      // Below the picture, also where the values cross 0.
      library.placeAxisLabels(dates, Self.low)
      let interval = UInt16(min(9_999, max(1, sheet.rows.count / 6)))
      library.setLabelInterval(dates, interval)
      library.setTickInterval(dates, interval)
    }
    guard let values = library.axis(chart, 1) else { return }
    library.formatAxis(values, fan.axisFormat)
    if let least = fan.leastShown {
      library.setLogarithmic(values, 10)
      library.setLeast(values, least)
      library.setCrossing(values, least)
    }
  }

  /// `='zhipu.arr'!$A$3:$A$159`.
  private func range(_ column: Int) -> String {
    let (first, last) = (sheet.headRow + 2, sheet.headRow + 1 + sheet.rows.count)
    let letters = column.columnLetters
    return "='\(name)'!$\(letters)$\(first):$\(letters)$\(last)"
  }

  // Of `lxw_chart_type`, `lxw_chart_legend_position` and `lxw_chart_axis_label_position`.
  private static let stackedAreas: UInt8 = 2
  private static let stackedColumns: UInt8 = 8
  private static let below: UInt8 = 4
  private static let low: UInt8 = 2
}
