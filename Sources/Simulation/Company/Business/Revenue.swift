import CKernels

/// What is recognised in a year at the pace of a date: conversion · ARR, and lines of business beside
/// it, each with its own growth.
struct Revenue {
  static let conversion = Parameter.number(
    "revenue.conversion", .share, .unit, fallback: 1, scheduled: true, example: "90%",
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

  static let parameters = [conversion, recognition, lineAmount, lineGrowth, lineMargin]
}
