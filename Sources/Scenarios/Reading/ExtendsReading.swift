import Simulation
import Statistics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension ScenarioReader {
  /// Longer chains are a mistake, or a way to waste memory.
  private static let mostFiles = 8

  /// The tree of a file, laid over that of the file that it extends, over that of the next.
  ///
  /// - Parameters:
  ///   - path: Of the file, which `extends` is relative to; nil for a text.
  ///   - above: The files that led here, by their absolute paths.
  mutating func resolved(
    _ root: LocatedNode, at path: String?, above: [String] = []
  ) -> LocatedNode {
    let key = ScenarioKey.extends
    guard let node = root[key.name] else { return root }
    guard let name = text(node, key.expectation) else {
      draft.lacksBase = true
      return root
    }
    func refuse(_ reason: String) -> LocatedNode {
      report(.cannotExtend(name, reason: reason), at: node.place)
      draft.lacksBase = true
      return root
    }
    guard let path else { return refuse("a text has no folder to look in; read a file") }
    // A '-' is a file of that name here; standard input is for the command line.
    let relative = Self.folder(of: path) + (name == "-" ? "./-" : name)
    let other = name.hasPrefix("/") ? name : relative
    let files = above + [Self.absolute(path)]
    guard !files.contains(Self.absolute(other)) else { return refuse("it leads back to this file") }
    guard files.count < Self.mostFiles else {
      return refuse("at most \(Self.mostFiles) files in a row were expected")
    }
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileText.bytes(of: other, isNamedInFile: true)
    } catch {
      return refuse(error.reason)
    }
    guard bytes.count <= FileText.mostBytes else {
      return refuse("it is larger than \(FileText.mostMebibytes) MiB")
    }
    guard let content = FileText.text(bytes) else { return refuse("it is not UTF-8") }
    bytes.withUnsafeBytes { hash.add($0) }
    stated.append(key.stated(name))
    var yaml = YAMLText(source: sources.add(Source(name: other, text: content)))
    let base = yaml.root(of: content)
    report(yaml.findings)
    guard let base, base.entries != nil else {
      // What is wrong with its YAML has been said.
      draft.lacksBase = true
      return yaml.findings.isEmpty ? refuse("it is not a map of keys") : root
    }
    if let version = base[ScenarioKey.version.name] {
      ScenarioKey.version.read(&self, version, ScenarioKey.version.expectation)
    }
    return resolved(base, at: other, above: files).overlaid(by: root, of: .root)
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// The path without links and dots; as it is where there is no such file.
  private static func absolute(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
