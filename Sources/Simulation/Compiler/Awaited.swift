/// What a part waits for, and where it finds since when that holds.
struct Awaited: Sendable {
  /// Full name of the key that states it.
  let key: String
  let condition: Condition
  /// In steps after the start; ∞ as long as it has not held.
  let since: Column
}
