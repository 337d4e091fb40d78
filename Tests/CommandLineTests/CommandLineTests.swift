import Foundation
import TestSupport
import Testing

/// The program as a shell sees it: exit codes, bytes, and what stays behind.
@Suite struct CommandLineTests {
  /// What `acme.yaml` holds where a test does not say it.
  static let scenario = """
    ballpark: 1
    title: Acme
    start: 2026-07-01
    horizon: 1 year
    currency: USD
    companies:
      acme:
        shares: 50M
        arr: 120M
        growth: {initial: 40% to 120%, volatility: 20%}
        usage: {volatility: {initial: 30% to 60%, longRun: 10%, halfLife: 1 year}}
        listPrice: {volatility: 10%, elasticity: -0.5,
          changes: {frequency: 1 to 3/year, size: {triangular: {low: -10%, mode: 5%, high: 40%}}}}
        multiple: {initial: 15, longRun: 5 to 12, halfLife: 18 months, volatility: 60%,
          jumps: {frequency: 4/year, logSize: {normal: {mean: -4%, sd: 10%}}}}
    """

  /// Protects the variable that forces an instruction set, and equal bytes on all that there are: the
  /// manifest says which one ran, and the summary is the same. Control: another seed differs.
  @Test func instructionSetsGiveEqualBytes() throws {
    try inFolder { folder in
      var summaries: [String: Data] = [:]
      for wish in ["avx512", "avx2", "portable"] {
        let run = try ballpark(
          "run", "acme.yaml", "--paths", "1500", "--quiet",
          environment: ["BALLPARK_INSTRUCTION_SET": wish], in: folder)
        #expect(run.code == 0 && run.output.isEmpty, "\(run.errors)")
        let results = folder.appending(path: "Output/acme")
        let manifest = try results.text("manifest.json")
        // A machine that lacks one takes its best.
        guard manifest.contains("\"instructionSet\": \"\(wish)\"") else { continue }
        summaries[wish] = try Data(contentsOf: results.appending(path: "summary.json"))
      }
      let portable = try #require(summaries["portable"])
      #expect(summaries.values.allSatisfy { $0 == portable })
      let other = try ballpark(
        "run", "acme.yaml", "--paths", "1500", "--seed", "2", "--json", "--no-files", in: folder)
      #expect(other.output != String(decoding: portable, as: UTF8.self))
    }
  }

  /// Protects `--workers`: it shows in no byte of the summary.
  @Test func workersDoNotShow() throws {
    try inFolder { folder in
      let runs = try ["1", "2", "3"].map { workers in
        try ballpark(
          "run", "acme.yaml", "--paths", "3000", "--workers", workers, "--json", "--no-files",
          in: folder)
      }
      #expect(runs.allSatisfy { $0.code == 0 && $0.output == runs[0].output })
      #expect(runs[0].output.contains("\"acme.maxDrawdown\""))
    }
  }

  /// Protects the exit codes that the README states, and that a failed run writes nothing.
  @Test func exitCodes() throws {
    try inFolder { folder in
      #expect(try ballpark("run", in: folder).code == 64)
      #expect(try ballpark("run", "acme.yaml", "--workers", "0", in: folder).code == 64)
      #expect(try ballpark("run", "acme.yaml", "--set", "nonsense", in: folder).code == 64)
      #expect(try ballpark("run", "missing.yaml", in: folder).code == 66)
      let bad = try ballpark(
        "run", "acme.yaml",
        scenario: Self.scenario.replacingOccurrences(of: "growth:", with: "grwth:")
          .replacingOccurrences(of: "40% to 120%", with: "40% to 12 months"), in: folder)
      #expect(bad.code == 65 && bad.output.isEmpty)
      #expect(bad.errors.contains("acme.yaml:10:5: error: unknown key 'grwth'"))
      #expect(bad.errors.contains("did you mean 'growth'?"))
      let set = try ballpark("run", "acme.yaml", "--set", "acme.cash=soon", in: folder)
      #expect(set.code == 65 && set.errors.contains("--set #1:11: error:"))
      let asked = try ballpark(
        "run", "acme.yaml", "--where", "acme.maxDrawdown > 50", "--worst", "acme.sharePrice",
        in: folder)
      #expect(asked.code == 65 && asked.errors.contains("--where #1:20: error:"))
      #expect(asked.errors.contains("--worst #1:1: error:"))
      #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "Output").path()))
      let taken = folder.appending(path: "taken")
      try FileManager.default.createDirectory(at: taken, withIntermediateDirectories: true)
      try taken.write("mine", to: "notes.txt")
      #expect(
        try ballpark("run", "acme.yaml", "--paths", "512", "--output", "taken", in: folder).code
          == 73)
      #expect(
        try taken.names == ["notes.txt"])
    }
  }
}
