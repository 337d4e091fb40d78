import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Workbook {
  /// Writes it to a new file.
  ///
  /// - Parameter library: Asked for first, as there may be none.
  func write(to path: String, by library: SpreadsheetLibrary) throws(WorkbookProblem) {
    try requireSize()
    try requireRoom(in: Self.temporaryFolder)
    try QuietStream.during { () throws(WorkbookProblem) in try make(path, by: library) }
    guard Self.isWhole(path) else {
      throw WorkbookProblem(reason: "libxlsxwriter left the workbook incomplete")
    }
  }

  private func make(_ path: String, by library: SpreadsheetLibrary) throws(WorkbookProblem) {
    let folder = Self.temporaryFolder
    let opened = folder.withCString { folder in
      LibraryOptions.workbook(temporaryFolder: folder).withPointer {
        library.newWorkbook(path, $0)
      }
    }
    guard let book = opened else {
      throw WorkbookProblem(reason: "libxlsxwriter makes no workbook")
    }
    var problem: WorkbookProblem?
    do throws(WorkbookProblem) {
      try put(in: book, library)
    } catch {
      problem = error
    }
    errno = 0
    let code = library.close(book)
    let system = errno
    if let problem { throw problem }
    guard code == 0 else {
      if [ENOSPC, EDQUOT, EFBIG, EACCES, EROFS, EIO].contains(system) {
        throw WorkbookProblem(reason: String(cString: strerror(system)))
      }
      let words = library.words(code).map { String(cString: $0) } ?? "error \(code)"
      throw WorkbookProblem(reason: "libxlsxwriter: \(words)")
    }
  }

  private func put(in book: OpaquePointer, _ library: SpreadsheetLibrary) throws(WorkbookProblem) {
    // Excel counts from the end of 1899, the library from 1970.
    let seconds = 86_400 * Int((created.excelDate ?? 25_570) - 25_569)
    _ = title.inWorkbook.printable().withCString { title in
      LibraryOptions.properties(title: title, secondsSince1970: seconds)
        .withPointer { library.setProperties(book, $0) }
    }
    var names = SheetNames()
    var formats = CellFormats(book, library)
    for sheet in sheets {
      let name = names.name(for: sheet.name)
      guard let object = library.addSheet(book, name) else {
        throw WorkbookProblem(reason: "libxlsxwriter makes no sheet '\(name)'")
      }
      SheetWriter(sheet, name, object, library).write(&formats)
      if let fan = sheet.fan {
        FanWriter(fan, sheet, name, library).write(to: object, of: book)
      }
    }
  }

  /// Whether a file ends as archives do: 22 bytes, which begin with this mark.
  private static func isWhole(_ path: String) -> Bool {
    // Foundation would take `~` at the start for a home.
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    var mark: [UInt8] = [0, 0, 0, 0]
    return lseek(file, -22, SEEK_END) >= 0 && read(file, &mark, mark.count) == mark.count
      && mark == [0x50, 0x4B, 5, 6]
  }
}

/// Puts the cells of one sheet where they belong.
struct SheetWriter {
  private let sheet: Workbook.Sheet
  private let object: OpaquePointer
  private let library: SpreadsheetLibrary
  /// Columns of text behind columns of numbers, whose ends would meet.
  private let indented: Set<Int>

  init(
    _ sheet: Workbook.Sheet, _ name: String, _ object: OpaquePointer, _ library: SpreadsheetLibrary
  ) {
    (self.sheet, self.object, self.library) = (sheet, object, library)
    indented = Set(
      sheet.columns.indices.dropFirst().filter {
        sheet.holdsNumbers($0 - 1) && !sheet.holdsNumbers($0)
      })
  }

  func write(_ formats: inout CellFormats) {
    for (row, text) in sheet.captions.enumerated() {
      put(text, row, 0, formats(row == 0 ? .title : .caption))
    }
    let head = sheet.headRow
    let isTall = sheet.columns.contains { Double($0.head.count) > $0.width }
    if isTall { _ = library.setRow(object, UInt32(head), 30, nil) }
    for (index, column) in sheet.columns.enumerated() {
      _ = library.setColumn(object, UInt16(index), UInt16(index), column.width, nil)
      guard !column.head.isEmpty else { continue }
      let look = CellFormats.Look.head(
        isOfNumbers: sheet.holdsNumbers(index), isIndented: indented.contains(index))
      put(column.head, head, index, formats(look))
    }
    for (index, row) in sheet.rows.enumerated() {
      for (column, cell) in row.enumerated() { put(cell, head + 1 + index, column, &formats) }
    }
    // The first column says what a row is of.
    library.freeze(object, UInt32(head + 1), 1)
    let (end, gap) = (UInt32(head + sheet.rows.count), sheet.columns.firstIndex(of: .gap))
    if !sheet.rows.isEmpty {
      _ = library.filter(
        object, UInt32(head), 0, end, UInt16((gap ?? sheet.columns.count) - 1))
    }
    // What stands behind a picture is for looking up.
    if let gap {
      let last = gap + sheet.columns[gap...].prefix { $0 == .gap }.count - 1
      _ = library.printArea(object, 0, 0, end, UInt16(last))
    } else if let rows = sheet.printedRows, rows > 0 {
      _ = library.printArea(object, 0, 0, UInt32(head + rows), UInt16(sheet.columns.count - 1))
    }
    library.setLandscape(object)
    library.fitToPages(object, 1, 0)
    _ = library.repeatRows(object, UInt32(head), UInt32(head))
  }

  private func put(
    _ cell: Workbook.Cell, _ row: Int, _ column: Int, _ formats: inout CellFormats
  ) {
    let (y, x) = (UInt32(row), UInt16(column))
    switch cell {
    case .empty: break
    case .text(let text):
      put(text, row, column, formats(.text(isIndented: indented.contains(column))))
    case .source(let text):
      if let address = text.firstAddress, library.writeLink(object, y, x, address, nil) == 0 {
        return put(text, row, column, formats(.link))
      }
      put(text, row, column, formats(.text(isIndented: indented.contains(column))))
    case .number(let number, let format):
      _ = library.writeNumber(object, y, x, number, formats(.number(format)))
    case .date(let date):
      guard let days = date.excelDate else {
        return put(date, row, column, formats(.text(isIndented: false)))
      }
      _ = library.writeNumber(object, y, x, days, formats(.date(isFirst: column == 0)))
    case .formula(let formula, let number, let format):
      _ = library.writeFormula(object, y, x, formula, formats(.number(format)), number)
    }
  }

  /// In units of UTF-16: Excel takes no more in one cell.
  private static let longestText = 32_767

  private func put(_ text: String, _ row: Int, _ column: Int, _ format: OpaquePointer?) {
    let whole = text.inWorkbook
    let isLong = whole.utf16.count > Self.longestText
    let text = isLong ? whole.prefix(utf16: Self.longestText - 2) + " …" : whole
    _ = library.writeText(object, UInt32(row), UInt16(column), text, format)
  }
}

extension Workbook.Sheet {
  /// Where the heads of the columns are, the first row being 0.
  var headRow: Int { captions.count }

  fileprivate func holdsNumbers(_ column: Int) -> Bool {
    rows.contains { row in
      switch row.indices.contains(column) ? row[column] : .empty {
      case .number, .formula: true
      case .date: column > 0
      default: false
      }
    }
  }
}

extension String {
  /// Without what XML cannot hold, and what would hide or turn other text.
  var inWorkbook: String {
    printable(keepingLines: true).replacing(/[\u{FFFE}\u{FFFF}]/, with: "?")
  }

  /// The first address of the web in a text, unless it is longer than Excel goes to.
  fileprivate var firstAddress: String? {
    WebAddress.all(in: self).first.map { String(self[$0.range]) }
      .flatMap { $0.utf8.count < 2_000 ? $0 : nil }
  }
}
