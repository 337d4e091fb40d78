/// What a holder has of a subject: of what falls and returns are taken.
struct HeldValue: Sendable {
  let column: Column
  /// When in a step it moves.
  let phase: Phase
}
