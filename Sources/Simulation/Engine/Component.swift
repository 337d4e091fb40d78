/// A part of a model that moves with time: immutable and shared by all workers; what changes lives
/// in the columns of a block.
protocol Component: Sendable {
  /// For the profile, and for whoever reads a model: `zhipu.multiple`.
  var name: String { get }
  /// Sets its columns at t₀.
  func start(_ block: Block)
  /// Moves its columns from the step before to `step` (1 is the first).
  func advance(_ block: Block, to step: Int)
}

extension Component {
  func start(_ block: Block) {}
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
