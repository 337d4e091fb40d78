#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why there is no workbook, for the user: part of a sentence.
struct WorkbookProblem: Error, Equatable {
  let reason: String
  /// Whether all is as it should be, but for the library, without which the rest is an answer, too.
  var isLackOfLibrary = false
}

/// libxlsxwriter, the few functions that a workbook needs.
///
/// Loaded when it is asked for: whoever wants no workbook needs no library. Only functions whose signatures
/// have stayed as they are since version 1.0 stand here. Pointers are the library's own objects, which live
/// until the workbook is closed.
struct SpreadsheetLibrary {
  typealias Object = OpaquePointer
  typealias Text = UnsafePointer<CChar>

  let newWorkbook: @convention(c) (Text, UnsafeRawPointer) -> Object?
  let setProperties: @convention(c) (Object, UnsafeRawPointer) -> CInt
  let addSheet: @convention(c) (Object, Text) -> Object?
  let addFormat: @convention(c) (Object) -> Object?
  let addChart: @convention(c) (Object, UInt8) -> Object?
  /// Writes all, and frees all, also where it fails: then it is not 0.
  let close: @convention(c) (Object) -> CInt
  let words: @convention(c) (CInt) -> Text?

  let writeNumber: @convention(c) (Object, UInt32, UInt16, Double, Object?) -> CInt
  let writeText: @convention(c) (Object, UInt32, UInt16, Text, Object?) -> CInt
  let writeLink: @convention(c) (Object, UInt32, UInt16, Text, Object?) -> CInt
  let writeFormula: @convention(c) (Object, UInt32, UInt16, Text, Object?, Double) -> CInt
  let setColumn: @convention(c) (Object, UInt16, UInt16, Double, Object?) -> CInt
  let setRow: @convention(c) (Object, UInt32, Double, Object?) -> CInt
  let freeze: @convention(c) (Object, UInt32, UInt16) -> Void
  let filter: @convention(c) (Object, UInt32, UInt16, UInt32, UInt16) -> CInt
  let setLandscape: @convention(c) (Object) -> Void
  let fitToPages: @convention(c) (Object, UInt16, UInt16) -> Void
  let repeatRows: @convention(c) (Object, UInt32, UInt32) -> CInt
  let printArea: @convention(c) (Object, UInt32, UInt16, UInt32, UInt16) -> CInt
  let insertChart: @convention(c) (Object, UInt32, UInt16, Object, UnsafeRawPointer) -> CInt

  let setNumberFormat: @convention(c) (Object, Text) -> Void
  let setBold: @convention(c) (Object) -> Void
  let setWrap: @convention(c) (Object) -> Void
  let setAlignment: @convention(c) (Object, UInt8) -> Void
  let setIndent: @convention(c) (Object, UInt8) -> Void
  let setColour: @convention(c) (Object, UInt32) -> Void
  let setBackground: @convention(c) (Object, UInt32) -> Void
  let setUnderline: @convention(c) (Object, UInt8) -> Void

  let addSeries: @convention(c) (Object, Text, Text) -> Object?
  let nameSeries: @convention(c) (Object, Text) -> Void
  let fillSeries: @convention(c) (Object, UnsafeRawPointer) -> Void
  let lineSeries: @convention(c) (Object, UnsafeRawPointer) -> Void
  let setGap: @convention(c) (Object, UInt16) -> Void
  let titleChart: @convention(c) (Object, Text) -> Void
  let placeLegend: @convention(c) (Object, UInt8) -> Void
  let deleteFromLegend: @convention(c) (Object, UnsafePointer<Int16>) -> CInt
  let axis: @convention(c) (Object, CInt) -> Object?
  let formatAxis: @convention(c) (Object, Text) -> Void
  let placeAxisLabels: @convention(c) (Object, UInt8) -> Void
  let setLabelInterval: @convention(c) (Object, UInt16) -> Void
  let setTickInterval: @convention(c) (Object, UInt16) -> Void
  let setLogarithmic: @convention(c) (Object, UInt16) -> Void
  let setLeast: @convention(c) (Object, Double) -> Void
  let setCrossing: @convention(c) (Object, Double) -> Void
}

extension SpreadsheetLibrary {
  /// - Parameter names: Of its file, the first that is there.
  init(names: [String]) throws(WorkbookProblem) {
    guard let library = names.lazy.compactMap({ dlopen($0, RTLD_NOW | RTLD_LOCAL) }).first else {
      throw WorkbookProblem(
        reason:
          "there is no libxlsxwriter; on Debian and Ubuntu: apt-get install libxlsxwriter-dev",
        isLackOfLibrary: true)
    }
    func function<F>(_ name: String) throws(WorkbookProblem) -> F {
      guard let symbol = dlsym(library, name) else {
        throw WorkbookProblem(
          reason: "libxlsxwriter has no \(name); version 1.0 or later has", isLackOfLibrary: true)
      }
      return unsafeBitCast(symbol, to: F.self)
    }
    newWorkbook = try function("workbook_new_opt")
    setProperties = try function("workbook_set_properties")
    addSheet = try function("workbook_add_worksheet")
    addFormat = try function("workbook_add_format")
    addChart = try function("workbook_add_chart")
    close = try function("workbook_close")
    words = try function("lxw_strerror")
    writeNumber = try function("worksheet_write_number")
    writeText = try function("worksheet_write_string")
    writeLink = try function("worksheet_write_url")
    writeFormula = try function("worksheet_write_formula_num")
    setColumn = try function("worksheet_set_column")
    setRow = try function("worksheet_set_row")
    freeze = try function("worksheet_freeze_panes")
    filter = try function("worksheet_autofilter")
    setLandscape = try function("worksheet_set_landscape")
    fitToPages = try function("worksheet_fit_to_pages")
    repeatRows = try function("worksheet_repeat_rows")
    printArea = try function("worksheet_print_area")
    insertChart = try function("worksheet_insert_chart_opt")
    setNumberFormat = try function("format_set_num_format")
    setBold = try function("format_set_bold")
    setWrap = try function("format_set_text_wrap")
    setAlignment = try function("format_set_align")
    setIndent = try function("format_set_indent")
    setColour = try function("format_set_font_color")
    setBackground = try function("format_set_bg_color")
    setUnderline = try function("format_set_underline")
    addSeries = try function("chart_add_series")
    nameSeries = try function("chart_series_set_name")
    fillSeries = try function("chart_series_set_fill")
    lineSeries = try function("chart_series_set_line")
    setGap = try function("chart_set_series_gap")
    titleChart = try function("chart_title_set_name")
    placeLegend = try function("chart_legend_set_position")
    deleteFromLegend = try function("chart_legend_delete_series")
    axis = try function("chart_axis_get")
    formatAxis = try function("chart_axis_set_num_format")
    placeAxisLabels = try function("chart_axis_set_label_position")
    setLabelInterval = try function("chart_axis_set_interval_unit")
    setTickInterval = try function("chart_axis_set_interval_tick")
    setLogarithmic = try function("chart_axis_set_log_base")
    setLeast = try function("chart_axis_set_min")
    setCrossing = try function("chart_axis_set_crossing")
  }

  /// On Debian and Ubuntu, where Debian 12 has number 4 and later ones have higher numbers, and with Homebrew.
  static let names =
    (4...12).map { "libxlsxwriter.so.\($0)" }
    + ["libxlsxwriter.so", "libxlsxwriter.dylib", "/opt/homebrew/lib/libxlsxwriter.dylib"]
}

/// Structures of the library's options, byte by byte: Swift may lay its own out in another way. They are
/// longer than any that it has, and zero where nothing is said, which is its default.
struct LibraryOptions {
  private var bytes = [UInt8](repeating: 0, count: 128)

  private init() {}

  private mutating func put<Value>(_ value: Value, at offset: Int) {
    withUnsafeBytes(of: value) { bytes.replaceSubrange(offset..<offset + $0.count, with: $0) }
  }

  func withPointer<Result>(_ body: (UnsafeRawPointer) -> Result) -> Result {
    bytes.withUnsafeBytes { bytes in
      guard let pointer = bytes.baseAddress else { preconditionFailure() }
      return body(pointer)
    }
  }

  /// `lxw_workbook_options`: whether memory is constant, then a folder.
  static func workbook(temporaryFolder: UnsafePointer<CChar>) -> Self {
    var options = Self()
    options.put(temporaryFolder, at: MemoryLayout<UnsafeRawPointer>.size)
    return options
  }

  /// `lxw_doc_properties`: ten texts, of which the title is the first, then the time of the making.
  static func properties(title: UnsafePointer<CChar>, secondsSince1970: Int) -> Self {
    var options = Self()
    options.put(title, at: 0)
    options.put(secondsSince1970, at: 10 * MemoryLayout<UnsafeRawPointer>.size)
    return options
  }

  /// `lxw_chart_options`: offsets, then scales.
  static func placement(scale: (x: Double, y: Double)) -> Self {
    var options = Self()
    options.put(scale.x, at: 8)
    options.put(scale.y, at: 16)
    return options
  }

  /// `lxw_chart_fill`: colour, then whether there is none.
  static func fill(_ colour: UInt32?) -> Self {
    var options = Self()
    options.put(colour ?? 0, at: 0)
    options.put(UInt8(colour == nil ? 1 : 0), at: 4)
    return options
  }

  /// `lxw_chart_line`: colour, then whether there is none.
  static let noLine = fill(nil)
}
