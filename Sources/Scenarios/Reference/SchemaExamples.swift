import Text

extension JSON {
  /// A value as a file states it, the way an editor sees it: numbers, texts, lists and maps.
  init(yaml text: String) {
    var yaml = YAMLText(source: 0)
    self = yaml.root(of: text).map(JSON.init(node:)) ?? .null
  }

  private init(node: LocatedNode) {
    switch node.content {
    case .scalar(let text): self = Double(text).map { .number($0) } ?? .text(text)
    case .list(let items): self = .row(items.map(JSON.init(node:)))
    case .map(let entries): self = .object(entries.map { ($0.key, JSON(node: $0.value)) })
    case .nothing, .refused: self = .null
    }
  }
}
