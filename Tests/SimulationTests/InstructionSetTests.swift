import CKernels
import Statistics
import Testing

@testable import Simulation

/// Every kernel on every instruction set that the machine has.
///
/// The table of kernels belongs to the process: these are the only tests that switch it, one after
/// another. Tests that run beside them get the same bytes from any table, which is what is tested
/// here. That BALLPARK_INSTRUCTION_SET chooses one is for a test of the command line to show.
@Suite(.serialized) struct InstructionSetTests {
  private static let sets = ["portable", "avx2", "avx512"]

  private static let available: [String] = {
    let current = Platform.instructionSet
    defer { _ = ck_use_instruction_set(current) }
    return sets.filter { ck_use_instruction_set($0) == 1 }
  }()

  /// A kernel on inputs of its own; the result as bits.
  struct Kernel: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let run: @Sendable () throws -> [UInt64]

    init(_ name: String, _ run: @escaping @Sendable () throws -> [UInt64]) {
      testDescription = name
      self.run = run
    }
  }

  /// Protects determinism across machines. NaN counts as one value: which of two NaN an operation
  /// hands on is not defined. Control: each kernel's result depends on its inputs (the next test).
  @Test(arguments: Kernel.all)
  func allSetsGiveTheSameBytes(_ kernel: Kernel) throws {
    let current = Platform.instructionSet
    defer { _ = ck_use_instruction_set(current) }
    #expect(ck_use_instruction_set("portable") == 1)
    let reference = try kernel.run()
    #expect(Set(reference).count > 20, "too plain to compare")
    for name in Self.available {
      #expect(ck_use_instruction_set(name) == 1)
      #expect(Platform.instructionSet == name)
      let result = try kernel.run()
      let differences = zip(result, reference).enumerated().filter { $1.0 != $1.1 }.map(\.offset)
      #expect(result.count == reference.count)
      #expect(differences.isEmpty, "\(name) at \(differences.prefix(5))")
    }
  }

  /// Protects the comparison above: one input changed in its last bit changes the bits compared.
  @Test func aChangeInTheLastBitIsSeen() {
    let x = Kernel.ordinary(1)
    var nudged = x
    nudged[517] = nudged[517].nextUp
    #expect(Kernel.multiplied(x) != Kernel.multiplied(nudged))
  }

  /// Protects against a name that is silently ignored.
  @Test func unknownSetsAreRefused() {
    let current = Platform.instructionSet
    for name in ["", "AVX2", "avx", "neon", "portable "] {
      #expect(ck_use_instruction_set(name) == 0)
      #expect(Platform.instructionSet == current)
    }
    #expect(Self.available.contains("portable"))
  }
}
