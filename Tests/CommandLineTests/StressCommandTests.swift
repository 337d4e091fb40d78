import Foundation
import TestSupport
import Testing

/// Protects what the command line tells of stresses, and the search for the smallest shock.
@Suite struct StressCommandTests {
  private static let scenario = """
    ballpark: 1
    title: Acme
    start: 2026-06-24
    horizon: 6 months
    seed: 3
    currency: USD
    correlations: [{between: [acme.arr, acme.multiple.initial], rank: 0.5}]
    events:
      agent: {until: 2026-12-24, probability: 50%, then: {change: {acme.multiple: 40%}}}
    stress:
      never: {events: {agent: never}}
      'a bad start': {drivers: {acme.arr: p0 to p10}}
    companies:
      acme:
        shares: 1M
        arr: {lognormal: {median: 1M, sigma: 0.3}}
        multiple: {initial: {lognormal: {median: 10, sigma: 0.4}}}
    """

  private func told(
    _ arguments: String..., code: Int32 = 0, scenario: String = scenario
  ) throws -> (json: [String: Any], output: String, errors: String) {
    var found: (json: [String: Any], output: String, errors: String) = ([:], "", "")
    try inFolder { folder in
      try folder.write(scenario, to: "acme.yaml")
      let result = try run(builtProgram(), arguments, in: folder)
      #expect(result.code == code, "\(arguments) \(result.errors)")
      let json = try? JSONSerialization.jsonObject(with: Data(result.output.utf8))
      found = (json as? [String: Any] ?? [:], result.output, result.errors)
    }
    return found
  }

  private static let quick = ["--paths", "2000", "--no-files"]

  /// All of a file's stresses beside it, or some; also among other scenarios of a comparison.
  @Test func sideBySide() throws {
    func labels(_ told: [String: Any]) throws -> [String?] {
      try #require(told["variants"] as? [[String: Any]]).map { $0["label"] as? String }
    }
    let all = try told("stress", "acme.yaml", "--paths", "2000", "--no-files", "--json").json
    #expect(try labels(all) == ["acme", "never", "a bad start"])
    let one = try told(
      "compare", "acme.yaml", "--stress", "never", "--without", "agent", "--metric",
      "acme.sharePrice.mean", "--paths", "2000", "--no-files", "--json"
    ).json
    #expect(try labels(one) == ["acme", "without agent", "never"])
    let contrast = try #require((one["contrasts"] as? [[String: Any]])?.first)
    let sides = try #require(contrast["variants"] as? [[String: Any]])
    func difference(_ side: Int) -> Double? {
      (sides[side]["difference"] as? [String: Any])?["value"] as? Double
    }
    #expect(try #require(difference(1)) < 0 && difference(1) == difference(2))
    let text = try told(
      "stress", "acme.yaml", "--stress", "a bad start", "--metric", "acme.arr.p50", "--paths",
      "2000",
      "--no-files"
    ).output
    #expect(text.contains("less acme") && text.contains("a bad start") && !text.contains("never"))
  }

  /// A stressed run says so, and leaves its files in a folder of its own.
  @Test func runs() throws {
    try inFolder { folder in
      try folder.write(Self.scenario, to: "acme.yaml")
      func run(_ arguments: String...) throws -> Outcome {
        try TestSupport.run(builtProgram(), arguments, in: folder)
      }
      let result = try run(
        "run", "acme.yaml", "--stress", "a bad start", "--paths", "500", "--no-charts")
      #expect(result.code == 0, "\(result.errors)")
      #expect(result.output.hasPrefix("Acme, under stress: a bad start\n"))
      let output = try #require(folder.appending(path: "Output").names.first)
      #expect(output.hasPrefix("acme-stress-a-bad-start-"))
      let manifest = try String(
        contentsOf: folder.appending(path: "Output/\(output)/manifest.json"), encoding: .utf8)
      #expect(manifest.contains("under stress: a bad start") && manifest.contains("p0 to p10"))
      #expect(try run("run", "acme.yaml", "--stress", "never", "--stress", "x").code == 64)
      let unknown = try run("run", "acme.yaml", "--stress", "nevr", "--no-files")
      #expect(
        unknown.code == 65 && unknown.errors.contains("no stress is called 'nevr'; did you mean"))
      let check = try run("check", "acme.yaml")
      #expect(check.code == 0 && check.output.contains("agent: never"))
    }
  }

  /// A share is arr times multiple, so that ln S falls by 0.3 z₁ + 0.4 z₂: of all points at which it is less by k the
  /// nearest, with the correlation ρ of the scores, is z = -k Rσ/σᵀRσ, at k/√(σᵀRσ).
  @Test func smallest() throws {
    let text = Self.scenario.replacing("probability: 50%", with: "probability: 0%")
    let told = try told(
      "stress", "acme.yaml", "--smallest", "acme.sharePrice.p50 = 5 USD", "--paths", "4000",
      "--no-files", "--json", scenario: text
    ).json
    let (a, b, k) = (0.3, 0.4, log(2.0))
    let correlation = 2 * sin(Double.pi * 0.5 / 6)
    let variance = a * a + b * b + 2 * correlation * a * b
    #expect(told["reached"] as? Bool == true)
    #expect(abs((told["distance"] as? Double ?? 0) - k / variance.squareRoot()) < 0.01)
    let beliefs = try #require(told["beliefs"] as? [[String: Any]])
    #expect(beliefs.map { $0["name"] as? String } == ["acme.multiple.initial", "acme.arr"])
    for (belief, own) in zip(beliefs, [b + correlation * a, a + correlation * b]) {
      #expect(abs((belief["score"] as? Double ?? 0) + k * own / variance) < 0.05)
    }
    #expect(abs((beliefs[0]["median"] as? Double ?? 0) - 10) < 1e-9)
    let check = try #require(told["check"] as? [String: Any])
    #expect(check["seed"] as? Int == 4)
    let output = (check["output"] as? [String: Any])?["value"] as? Double
    #expect(abs((output ?? 0) - 5) < 0.01)
    // Of one of them: 2 = e^(0.3 z).
    let over = try self.told(
      "stress", "acme.yaml", "--smallest", "acme.sharePrice.p50 = 5 USD", "--over", "acme.arr",
      "--paths", "4000", "--no-files", scenario: text
    ).output
    #expect(over.contains("acme.arr") && !over.contains("acme.multiple.initial"))
    #expect(over.contains("brings acme.sharePrice.p50@2026-12-24 to 5 USD is 2.3"), "\(over)")
  }

  @Test func whatIsNotFound() throws {
    let result = try told(
      "stress", "acme.yaml", "--smallest", "P(agent) = 90%", "--paths", "500", "--no-files", code: 1
    )
    #expect(result.output.contains("does not get to 90%"), "\(result.output)")
    #expect(result.output.contains("nothing among the beliefs moves it there"))
    for (arguments, code, words) in [
      (["--over", "acme.arr"], Int32(64), "--over says nothing without --smallest"),
      (["--smallest", "acme.arr.p50 = 1M", "--stress", "never"], 64, "contradict"),
      (["--smallest", "acme.arr.p50 = 1M", "--over", "acme.ar"], 65, "did you mean 'acme.arr'?"),
      (["--smallest", "acme.arr = 1M"], 65, "acme.arr.p50"),
    ] {
      try inFolder { folder in
        try folder.write(Self.scenario, to: "acme.yaml")
        let result = try run(
          builtProgram(), ["stress", "acme.yaml"] + arguments + Self.quick, in: folder)
        #expect(
          result.code == code && result.errors.contains(words), "\(arguments) \(result.errors)")
      }
    }
    let none = try told(
      "stress", "acme.yaml", code: 64,
      scenario: Self.scenario.split(separator: "\n").filter {
        !$0.hasPrefix("stress") && !$0.contains("never:") && !$0.contains("bad start")
      }.joined(separator: "\n"))
    #expect(none.errors.contains("has no stresses"))
  }
}
