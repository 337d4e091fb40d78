/// A part of a model that moves with time: immutable and shared by all workers; what changes lives
/// in the columns of a block.
protocol Component: Sendable {
  /// For the profile, and for whoever reads a model: `zhipu.multiple`.
  var name: String { get }
  /// When in a step it moves.
  var phase: Phase { get }
  /// Sets its columns at t₀.
  func start(_ block: Block)
  /// Moves its columns from the step before to `step` (1 is the first).
  func advance(_ block: Block, to step: Int)
}

extension Component {
  func start(_ block: Block) {}
  func advance(_ block: Block, to step: Int) {}
}

/// The order of a step, over all subjects: whoever reads a column stands behind whoever moves it, unless it
/// is to be read as it was when the step began. In a phase the order is that in which parts are built.
enum Phase: Sendable, CaseIterable {
  /// Numbers that follow series, which still are what they were on the date before.
  case alongs
  /// Draws that several processes share.
  case shocks
  /// Which state holds.
  case switches
  /// Numbers that move by themselves, schedules and fading volatilities, and the regimes that some of them
  /// depend on.
  case numbers
  /// What events have done for a time ends.
  case endings
  /// What currencies are worth, before amounts are converted.
  case rates
  /// What happens in the step, decided on what all others were on the date before.
  case events
  /// Numbers as they are on the date itself.
  case amounts
  /// What companies follow.
  case factors
  case listPrice, usage, revenue, costs, cash
  /// What events do to the business: behind what the step has earned, so that they act from its date on.
  case moves
  /// New shares for staff.
  case shares
  /// Before financing, so that new shares are priced on the date of their raise.
  case multiple
  case financing
  case equity
  /// Behind all that reads growth as it was at the start of the step.
  case growth
  /// What holds several subjects: behind all of them.
  case baskets
  /// What is kept of a path and no other phase reads.
  case outputs
  /// Events that are asked of the date as it now is.
  case definitions
}

/// A number of a path that is set once, before any component starts: drawn, derived or checked.
protocol PathConstant: Sendable {
  func assign(_ block: Block)
}

/// A component behind a class, for the hot loop: calling through `any Component` costs 10 to 16 ns,
/// through a final subclass 1.2. A worker opens each existential once.
class ComponentSlot {
  var name: String { "" }
  func start(_ block: Block) {}
  func advance(_ block: Block, to step: Int) {}

  static func opening(_ component: some Component) -> ComponentSlot { SlotOf(component) }
}

private final class SlotOf<C: Component>: ComponentSlot {
  private let component: C

  init(_ component: C) { self.component = component }

  override var name: String { component.name }
  override func start(_ block: Block) { component.start(block) }
  override func advance(_ block: Block, to step: Int) { component.advance(block, to: step) }
}
