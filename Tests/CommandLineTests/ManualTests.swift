import Foundation
import TestSupport
import Testing

/// Protects what `make install` puts beside the program.
@Suite struct ManualTests {
  /// The commands and options of `--help` are in the manual page, and roff finds nothing to say of it.
  @Test func manual() throws {
    try inFolder { folder in
      let page = try ballpark("manual", in: folder)
      #expect(page.code == 0 && page.errors.isEmpty)
      let plain = page.output.replacing("\\-", with: "-")
      for command in [
        "init", "check", "run", "sweep", "compare", "solve", "tornado", "list", "shard",
        "shard plan", "shard merge",
      ] {
        #expect(plain.contains("\n.SS \(command)\n"))
        let words = command.split(separator: " ").map(String.init) + ["--help"]
        let help = try run(builtProgram(), words, in: folder).output
        let options = help.split(separator: "\n").map { $0.drop { $0 == " " } }
          .filter { $0.hasPrefix("--") && !$0.hasPrefix("--version") }
          .compactMap { $0.split { " ,".contains($0) }.first }
        for option in options { #expect(plain.contains("\\fB\(option)\\fR"), "\(option)") }
      }
      // A backslash or a point of a text is no request.
      #expect(plain.contains("\\e\n") && plain.utf8.allSatisfy { $0 < 0x80 })
      guard let groff = program("groff") else { return }
      try folder.write(page.output, to: "ballpark.1")
      let said = try run(groff, ["-man", "-ww", "-z", "ballpark.1"], in: folder)
      #expect(said.code == 0 && said.errors.isEmpty, "\(said.errors)")
      try folder.write(page.output + ".frobnicate\n", to: "ballpark.1")
      #expect(try !run(groff, ["-man", "-ww", "-z", "ballpark.1"], in: folder).errors.isEmpty)
    }
  }

  /// Each shell reads its script, where there is that shell.
  @Test(arguments: ["bash", "zsh", "fish"])
  func completion(_ shell: String) throws {
    try inFolder { folder in
      let script = try ballpark("--generate-completion-script", shell, in: folder)
      #expect(script.code == 0 && script.output.contains("workers"))
      guard let shell = program(shell) else { return }
      try folder.write(script.output, to: "script")
      let said = try run(shell, ["-n", "script"], in: folder)
      #expect(said.code == 0 && said.errors.isEmpty, "\(said.errors)")
    }
  }

  /// As packagers install: below DESTDIR, without a build.
  @Test func install() throws {
    guard let make = program("make") else { return }
    try inFolder { folder in
      let installed = try run(
        make,
        [
          "-C", repository.path, "install", "SUDO_USER=packager", "PREFIX=/usr",
          "BINARY=\(builtProgram().path)", "DESTDIR=\(folder.path)",
        ], in: folder)
      #expect(installed.code == 0, "\(installed.errors)")
      for file in [
        "bin/ballpark", "share/man/man1/ballpark.1", "share/zsh/site-functions/_ballpark",
        "share/bash-completion/completions/ballpark",
        "share/fish/vendor_completions.d/ballpark.fish",
      ] {
        let path = folder.appending(path: "usr/" + file)
        #expect(try !Data(contentsOf: path).isEmpty, "\(file)")
      }
    }
  }

  private func program(_ name: String) -> URL? {
    ["/usr/bin/", "/bin/", "/usr/local/bin/"].map { URL(fileURLWithPath: $0 + name) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }
}
