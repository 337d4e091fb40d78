import Simulation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension ScenarioKey {
  static let extends = ScenarioKey(
    "extends", expects: "the path of a scenario file", example: "base.yaml", takes: .files,
    isMentioned: true, effect: .none,
    help:
      "A file that this one changes, or a list of them, from left to right; paths are relative to this file."
  ) { _, _, _ in
    // The files have been read by now, and lie below this one.
  }
}

/// The tree of one file, before it is laid over those that it extends.
struct Layer {
  /// Its absolute path; empty for a text.
  let file: String
  /// What diagnostics call it.
  let name: String
  let tree: LocatedNode
  /// Every file that it extends, by however many others, by absolute paths.
  let below: Set<String>
  /// Where the first file that needs it names it; nil for the one that is read.
  let named: Place?
}

extension ScenarioReader {
  /// Longer chains are a mistake, or a way to waste memory.
  private static let mostFiles = 8
  /// The same of all files together.
  private static let mostLayers = 64

  /// The tree of a file, laid over those that it extends: from left to right, each over those before it.
  ///
  /// A file that several lead to is read and laid once, below all of them, so that none takes back what
  /// another changes of it.
  ///
  /// - Parameter path: Of the file, which `extends` is relative to; nil for a text.
  mutating func resolved(_ root: LocatedNode, at path: String?) -> LocatedNode {
    var layers: [Layer] = []
    lay(root, at: path, above: [], named: nil, on: &layers)
    return laidOver(layers)
  }

  /// Puts a file on top of those that it extends, which come first.
  ///
  /// - Parameter above: The files that led here, by their absolute paths.
  private mutating func lay(
    _ tree: LocatedNode, at path: String?, above: [String], named: Place?, on layers: inout [Layer]
  ) {
    let file = path.map(Self.absolute) ?? ""
    var below: Set<String> = []
    for base in bases(of: tree) {
      guard let found = self.file(base, from: path, above: above + [file], layers) else { continue }
      if let known = layers.first(where: { $0.file == found.file }) {
        below.formUnion(known.below)
      } else if let content = self.tree(of: found.path, named: base) {
        lay(content, at: found.path, above: above + [file], named: base.place, on: &layers)
        below.formUnion(layers.last?.below ?? [])
      }
      below.insert(found.file)
    }
    layers.append(
      Layer(
        file: file, name: sources.all[tree.place.source].name, tree: tree, below: below,
        named: named))
  }

  /// A file that another names.
  private struct Base {
    let name: String
    let place: Place
  }

  /// The files that a tree extends: one, or a list of them.
  private mutating func bases(of tree: LocatedNode) -> [Base] {
    let key = ScenarioKey.extends
    guard let node = tree[key.name] else { return [] }
    var nodes = [node]
    if case .list = node.content { nodes = list(node, key.expectation) ?? [] }
    var bases: [Base] = []
    for node in nodes {
      guard let name = text(node, key.expectation) else { continue }
      if bases.contains(where: { $0.name == name }) {
        report(.repeated(name), at: node.place)
      } else {
        bases.append(Base(name: name, place: node.place))
      }
    }
    if bases.isEmpty || bases.count < nodes.count { draft.lacksBase = true }
    return bases
  }

  /// Where a named file is; nil where it cannot be extended from here, which is reported.
  private mutating func file(
    _ base: Base, from path: String?, above: [String], _ layers: [Layer]
  ) -> (path: String, file: String)? {
    guard let path else {
      refuse(base, "a text has no folder to look in; read a file")
      return nil
    }
    // A '-' is a file of that name here; standard input is for the command line.
    let relative = Self.folder(of: path) + (base.name == "-" ? "./-" : base.name)
    let other = base.name.hasPrefix("/") ? base.name : relative
    let file = Self.absolute(other)
    if above.contains(file) {
      refuse(base, "it leads back to this file")
    } else if above.count >= Self.mostFiles {
      refuse(base, "at most \(Self.mostFiles) files in a row were expected")
    } else if layers.count >= Self.mostLayers {
      refuse(base, "at most \(Self.mostLayers) files in all were expected")
    } else {
      return (other, file)
    }
    return nil
  }

  /// Reads a file that another names; nil where it cannot be, which is reported.
  private mutating func tree(of path: String, named base: Base) -> LocatedNode? {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileText.bytes(of: path, isNamedInFile: true)
    } catch {
      refuse(base, error.reason)
      return nil
    }
    guard bytes.count <= FileText.mostBytes else {
      refuse(base, "it is larger than \(FileText.mostMebibytes) MiB")
      return nil
    }
    guard let content = FileText.text(bytes) else {
      refuse(base, "it is not UTF-8")
      return nil
    }
    bytes.withUnsafeBytes { hash.add($0) }
    stated.append(ScenarioKey.extends.stated(base.name))
    var yaml = YAMLText(source: sources.add(Source(name: path, text: content)))
    let tree = yaml.root(of: content)
    report(yaml.findings)
    guard let tree, tree.entries != nil else {
      draft.lacksBase = true
      // What is wrong with its YAML has been said.
      if yaml.findings.isEmpty { refuse(base, "it is not a map of keys") }
      return nil
    }
    if let version = tree[ScenarioKey.version.name] {
      ScenarioKey.version.read(&self, version, ScenarioKey.version.expectation)
    }
    return tree
  }

  /// The name of the file that has a part of the tree, where that is not the one that is read.
  func otherFile(of node: LocatedNode) -> String? {
    let source = sources.all[node.place.source]
    guard node.place.source > 0, !source.isOneLine else { return nil }
    return source.name.split(separator: "/").last.map(String.init)
  }

  private mutating func refuse(_ base: Base, _ reason: String) {
    report(.cannotExtend(base.name, reason: reason), at: base.place)
    draft.lacksBase = true
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// The path without links and dots; as it is where there is no such file.
  private static func absolute(_ path: String) -> String {
    ScenarioFiles.current?.place(of: path) ?? FileText.place(of: path)
  }
}
