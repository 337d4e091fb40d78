import Foundation
import TestSupport
import Testing

/// The what-if commands of a file in which things happen.
@Suite struct AskedEventTests {
  private static let scenario =
    CommandLineTests.scenario + """

      regimes:
        frontier: {start: closed, transitions: {closed: {open: 1/year}, open: {closed: 2/year}}}
      events:
        agent: {until: 2027-01-01, probability: 30% to 60%, then: {change: {acme.usage: 40%}}, otherwise: {change: {acme.sharePrice: -30%}}}
        release: {every: 3 to 6 months, from: 2026-04-01, then: {change: {acme.usage: 1% to 9%}}}
        rival: {frequency: {regime: frontier, closed: 1/year, open: 4/year}, then: {change: {acme.multiple: -20%}}}
      """

  private static func asked(
    _ arguments: String..., options: [String] = ["--paths", "2000", "--no-files", "--json"]
  ) throws -> (json: [String: Any], text: String) {
    var found: (json: [String: Any], text: String) = ([:], "")
    try inFolder { folder in
      try folder.write(scenario, to: "acme.yaml")
      let result = try run(
        builtProgram(), [arguments[0], "acme.yaml"] + arguments.dropFirst() + options, in: folder)
      #expect(result.code == 0, "\(arguments) \(result.errors)")
      let json = try? JSONSerialization.jsonObject(with: Data(result.output.utf8))
      found = (json as? [String: Any] ?? [:], result.output)
    }
    return found
  }

  /// An event that does not happen is one more scenario, on the same draws.
  @Test func without() throws {
    let told = try Self.asked(
      "compare", "--without", "agent", "--without", "rival", "--without", "agent",
      "--metric", "acme.usage.p50", "--metric", "P(agent)"
    ).json
    let variants = try #require(told["variants"] as? [[String: Any]])
    #expect(
      variants.map { $0["label"] as? String } == ["acme", "without agent", "without rival"])
    let contrasts = try #require(told["contrasts"] as? [[String: Any]])
    let sides = contrasts.map { ($0["variants"] as? [[String: Any]]) ?? [] }
    func value(_ metric: Int, _ variant: Int, _ key: String) -> Double {
      ((sides[metric][variant][key] as? [String: Any])?["value"] as? Double) ?? .nan
    }
    #expect(value(0, 1, "difference") < 0)
    // A rival moves no usage, on no path.
    #expect(value(0, 2, "difference") == 0)
    #expect(value(1, 0, "estimate") > 0.3 && value(1, 1, "estimate") == 0)
    let differences = try #require(told["differences"] as? [[String: Any]])
    #expect(differences.map { $0["key"] as? String } == ["agent", "rival"])
  }

  @Test func unknownEvents() throws {
    try inFolder { folder in
      try folder.write(Self.scenario, to: "acme.yaml")
      func refused(_ arguments: String...) throws -> String {
        let result = try run(
          builtProgram(), ["compare", "acme.yaml"] + arguments, in: folder)
        #expect(result.code == (arguments.count > 2 ? 64 : 65), "\(result.errors)")
        #expect(result.output.isEmpty)
        return result.errors
      }
      #expect(
        try refused("--without", "agnet").contains(
          "--without:1: error: no event is called 'agnet'; did you mean 'agent'?\nagnet\n^"))
      #expect(
        try refused("--without", "frontier").contains(
          "no event is called 'frontier'; one of 'agent', 'release', 'rival' was expected"))
      #expect(
        try refused("--set", "without agent: acme.cash=1M", "--without", "agent").contains(
          "'without agent' is what --without calls its scenario"))
      #expect(try folder.names == ["acme.yaml"])
    }
  }

  /// Events and regimes have bars beside those of ranges, and of chance alone there is none.
  @Test func tornado() throws {
    let metric = ["--metric", "acme.sharePrice.mean"]
    let told = try Self.asked("tornado", metric[0], metric[1]).json
    let tornado = try #require((told["tornados"] as? [[String: Any]])?.first)
    let bars = try #require(tornado["bars"] as? [[String: Any]])
    func bar(_ name: String) throws -> [String: Any] {
      try #require(bars.first { $0["driver"] as? String == name })
    }
    #expect(try bar("agent")["driverEnds"] as? [String] == ["never", "certain"])
    #expect(try bar("release")["driverEnds"] as? [String] == ["never", "as stated"])
    #expect(try bar("frontier")["driverEnds"] as? [String] == ["closed", "open"])
    #expect(try bar("agent")["kind"] as? String == "event")
    #expect(try bar("frontier")["kind"] as? String == "regime")
    func end(_ name: String, _ key: String) throws -> Double {
      ((try bar(name)[key] as? [String: Any])?["value"] as? Double) ?? .nan
    }
    #expect(try end("agent", "low") < end("agent", "high"))
    #expect(try end("frontier", "low") > end("frontier", "high"))
    let base = ((tornado["base"] as? [String: Any])?["value"] as? Double) ?? .nan
    #expect(try end("rival", "high") == base && end("rival", "low") > base)
    let sizes = bars.map { abs((($0["swing"] as? [String: Any])?["value"] as? Double) ?? 0) }
    #expect(sizes == sizes.sorted(by: >))
    let text = try Self.asked(
      "tornado", metric[0], metric[1], options: ["--paths", "500", "--no-files"]
    ).text
    #expect(text.contains("An event goes from never to certain"))
  }

  /// What an event does is what the file has more than the file without it, and on paths on which it happens
  /// more of that.
  @Test func effects() throws {
    let told = try Self.asked("run", "--effects").json
    let effects = try #require(told["effects"] as? [[String: Any]])
    #expect(effects.map { $0["event"] as? String } == ["agent", "release", "rival"])
    let compared = try Self.asked("compare", "--without", "agent", "--without", "rival").json
    let contrasts = try #require(compared["contrasts"] as? [[String: Any]])
    func number(_ value: Any?) -> Double { (value as? [String: Any])?["value"] as? Double ?? .nan }
    for (event, variant) in [(0, 1), (2, 2)] {
      let differences = try #require(effects[event]["differences"] as? [[String: Any]])
      #expect(differences.count == contrasts.count)
      for (own, contrast) in zip(differences, contrasts) {
        #expect(own["metric"] as? String == contrast["metric"] as? String)
        let sides = try #require(contrast["variants"] as? [[String: Any]])
        let sum = number(own["all"]) + number(sides[variant]["difference"])
        #expect(abs(sum) < 1e-9)
      }
    }
    // A rival comes on most of the paths, and costs a share price more where it does.
    let price = try #require((effects[2]["differences"] as? [[String: Any]])?.first)
    #expect(number(price["happened"]) < number(price["all"]) && number(price["all"]) < 0)
    #expect(number(effects[2]["probability"]) > 0.5)
    let text = try Self.asked("run", "--effects", options: ["--paths", "500", "--no-files"]).text
    #expect(text.contains("what an event does") && text.contains("its paths"))
    #expect(text.contains("agent, on ") && text.contains("same run in which it never happens"))
    let start = try #require(text.range(of: "what an event does")).lowerBound
    let table = text[start...].components(separatedBy: "same run in which it never happens")[0]
    try expectRecorded(table + "…\n", at: "Tests/CommandLineTests/Golden/effects.txt")
    // The control: nobody asked.
    #expect(try Self.asked("run").json["effects"] == nil)
  }

  @Test func effectsOnThePage() throws {
    try inFolder { folder in
      let result = try ballpark(
        "run", "acme.yaml", "--paths", "500", "--effects", "--quiet", scenario: Self.scenario,
        in: folder)
      #expect(result.code == 0, "\(result.errors)")
      let page = try folder.text("Output/acme/report.html")
      #expect(page.contains("<caption>What an event does</caption>"))
    }
    try inFolder { folder in
      let result = try ballpark("run", "acme.yaml", "--effects", in: folder)
      #expect(result.code == 64 && result.errors.contains("has no events"), "\(result.errors)")
    }
  }

  // MARK: Keys and metrics

  /// A search for a probability finds that of the target.
  @Test func solve() throws {
    let told = try Self.asked(
      "solve", "--find", "agent.probability", "--so-that", "P(agent) = 20%", "--between", "5%:60%",
      options: [
        "--paths", "4000", "--no-files",
      ]
    ).text
    let found = try #require(told.firstMatch(of: /agent\.probability must be ([\d.]+)%/))
    // 4 standard errors: a false alarm in 16,000.
    let percent = Double(found.1) ?? 0
    let error = 100 * (0.2 * 0.8 / 4_000).squareRoot()
    #expect(abs(percent - 20) < 4 * error, "\(told)")
  }

  /// The more often the frontier opens, the longer it is open, and the more rivals come.
  @Test func sweep() throws {
    let told = try Self.asked(
      "sweep", "--vary", "frontier.closed.open=0.2/year:4/year:5",
      "--metric", "frontier.open.share.mean", "--metric", "rival.count.mean",
      "--metric", "agent.time.p20", "--metric", "P(agent)"
    ).json
    let points = try #require(told["points"] as? [[String: Any]])
    #expect(points.count == 5)
    func values(_ metric: Int) -> [Double] {
      points.map { point in
        let result = (point["results"] as? [[String: Any]])?[metric]
        return (result?["estimate"] as? [String: Any])?["value"] as? Double ?? .nan
      }
    }
    for metric in [0, 1] {
      #expect(values(metric) == values(metric).sorted() && Set(values(metric)).count == 5)
    }
    #expect(values(0).allSatisfy { $0 > 0 && $0 < 1 })
    // Half a year to the deadline.
    let times = Set(values(2))
    #expect(times.count == 1 && times.allSatisfy { $0 > 0 && $0 < 0.5 })
    #expect(Set(values(3)).count == 1)
  }

  @Test(arguments: [
    ("agent.time.mean", "unknown statistic of agent.time 'mean'"),
    ("agent.time", "p50"),
    ("agent.tme.p50", "did you mean 'agent.time'?"),
    ("agent.count.mean", "agent.time"),
    ("frontier.share.mean", "no number of 'frontier' is called 'frontier.share'"),
    ("agent.time.p50@2026-10-01", "agent.time"),
    ("agent", "did you mean 'P(agent)'?"),
  ]) func badMetrics(_ metric: String, _ words: String) throws {
    try inFolder { folder in
      let result = try ballpark(
        "tornado", "acme.yaml", "--metric", metric, scenario: Self.scenario, in: folder)
      #expect(result.code == 65 && result.errors.contains(words), "\(metric): \(result.errors)")
    }
  }
}
