/// Takes columns of blocks into a tally, and nothing more. Every worker has its own.
///
/// A class, not a protocol, for the price of a call in the hot loop (see `ComponentSlot`).
class Recorder {
  var name: String { "" }
  /// Sees every block at t₀ (step 0) and after every step.
  func record(_ block: Block, at step: Int) {}
  /// Sees every block after the last step.
  func finish(_ block: Block) {}
}
