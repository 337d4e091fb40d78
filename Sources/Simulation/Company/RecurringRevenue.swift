struct RecurringRevenue {
  static let value = Parameter.number(
    "arr.value", .money, .positive, need: .always, shorthand: true,
    help: "Annual recurring revenue; with `asOf` before the start it is rolled forward.")
  static let rollForward = Parameter.choice(
    "arr.rollForward", ["exact", "none"],
    help: "Whether ARR known before the start grows until the start, path by path.")

  static let parameters = [value, rollForward]
}
