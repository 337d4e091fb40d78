import CKernels

/// What is recognised in a year at the pace of a date: conversion · ARR, and lines of business beside
/// it, each with its own growth.
struct Revenue: Component, Part {
  let name: String
  let phase = Phase.revenue
  /// In a year at the pace of the date.
  let level: Column
  /// Part of ARR that becomes revenue.
  let conversion: DatedNumber
  /// The gross profits of the lines beside ARR, in a year.
  let lineProfits: [Number]
  private let arr: Column
  private let lines: [Number]
  private let none: Number

  init(in company: Subject) {
    let model = company.model
    let arr = company[RecurringRevenue.self]
    name = company.fullName("revenue")
    self.arr = arr.level
    none = model.constant(0)
    conversion = company.dated(Self.conversion)
    var (lines, profits): ([Number], [Number]) = ([], [])
    for item in company.items(inList: "revenue.lines") {
      let key = "revenue.lines.\(item)"
      guard let amount = company.optional(Self.lineAmount, at: key + ".amount"),
        let growth = company.optional(Self.lineGrowth, at: key + ".growth"),
        let margin = company.optional(Self.lineMargin, at: key + ".margin")
      else { continue }
      lines.append(
        company.growing(amount, by: growth, part: model.constant(1), name: key, level: key))
      profits.append(
        company.growing(amount, by: growth, part: margin, name: key + " profit", level: key))
    }
    (self.lines, lineProfits) = (lines, profits)
    // All of ARR and nothing else: the same column.
    let isARR = lines.isEmpty && model.value(of: conversion.onDate) == 1
    level = isARR ? arr.level : model.column()
    if !isARR { model.append(self) }
  }

  func start(_ block: Block) { advance(block, to: 0) }

  func advance(_ block: Block, to step: Int) { set(level, .onDate, in: block) }

  /// Sets a column to the revenue in a year at the pace of the block's date.
  func set(_ output: Column, _ side: DatedNumber.Side, in block: Block) {
    block.addUp(output, none, conversion[side], arr, lines)
  }

  static let conversion = Parameter.number(
    "revenue.conversion", .share, .unit, fallback: 1, use: .date, example: "90%",
    help: "Part of ARR that becomes revenue.")
  static let recognition = Parameter.choice(
    "revenue.recognition", ["average", "startOfStep", "endOfStep"],
    help: "Which pace earns through a step: the mean of both ends, or that of one.")
  static let lineAmount = Parameter.number(
    "revenue.lines[].amount", .money, .nonNegative, need: .withSection, listed: true,
    example: "12M USD",
    help: "Revenue in a year of a line of business beside ARR, at the start.")
  static let lineGrowth = Parameter.number(
    "revenue.lines[].growth", .rate, .aboveMinusOne, fallback: 0, listed: true,
    example: "5% to 15%",
    help: "Its growth in a year.")
  static let lineMargin = Parameter.number(
    "revenue.lines[].margin", .share, .belowOne, need: .withSection, listed: true, example: "45%",
    help: "Its gross margin.")

  static let offers = [
    Offer(
      .series(
        "revenue", .ownCurrency, worst: .below, picture: .business,
        help: "Revenue in a year at the pace of the date.")
    ) { (revenue: Revenue, _) in .column(revenue.level) }
  ]

  static let levels = [
    MovableLevel(
      "revenue.lines[]", .money, .nonNegative,
      help: "Revenue in a year of a line of business beside ARR; its profit moves with it.")
  ]

  static let parameters = [conversion, recognition, lineAmount, lineGrowth, lineMargin]
}
