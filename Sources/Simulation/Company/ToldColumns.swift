import CKernels

// Columns that are made only to be told.

extension Subject {
  /// e to a column.
  func exponential(of log: Column, _ label: String) -> Column {
    let level = model.column()
    model.append(Exponential(name: fullName(label), log: log, level: level))
    return level
  }

  /// The root of a column.
  func root(of square: Column, _ label: String) -> Column {
    let output = model.column()
    var form = QuadraticForm(fullName(label), x: .moving(square))
    (form.linearX, form.isRoot) = (model.constant(1), true)
    model.append(
      RootColumn(form: FormEvaluation(form: form, output: .moving(output), none: model.constant(0)))
    )
    return output
  }

  /// A part of revenue.
  func ratio(_ part: Column, _ whole: Column, _ label: String) -> Column {
    let ratio = model.column()
    model.append(
      Ratio(
        name: fullName(label), part: part, whole: whole, ofNothing: model.constant(0), output: ratio
      ))
    return ratio
  }

  /// A column times a number: itself where that is 1.
  func product(_ column: Column, _ factor: Number, _ label: String) -> Column {
    if model.value(of: factor) == 1 { return column }
    let product = model.column()
    model.append(Product(name: fullName(label), column: column, factor: factor, output: product))
    return product
  }

  /// A column of a number: itself where it is one.
  func constant(_ number: Number, _ label: String) -> Column {
    if case .column(let column) = number.place { return column }
    let column = model.column()
    model.append(Constant(name: fullName(label), number: number, output: column))
    return column
  }

  /// A column as it is at the start.
  func kept(atStart column: Column, _ label: String) -> Column {
    let start = model.column()
    model.append(KeptStart(name: fullName(label), column: column, start: start))
    return start
  }
}

/// level = e^log, for a series that is modelled in logarithms.
private struct Exponential: Component {
  let name: String
  let phase = Phase.outputs
  let log: Column
  let level: Column

  func start(_ block: Block) { advance(block, to: 0) }
  func advance(_ block: Block, to step: Int) { ck_exp(block[level], block[log], block.count) }
}

/// output = √square.
private struct RootColumn: Component {
  let phase = Phase.outputs
  let form: FormEvaluation
  var name: String { form.name }

  func start(_ block: Block) { form.start(block) }
  func advance(_ block: Block, to step: Int) { form.advance(block, to: step) }
}

/// output = part / whole, a share of revenue; 0 of nothing is 0.
private struct Ratio: Component {
  let name: String
  let phase = Phase.outputs
  let part: Column
  let whole: Column
  let ofNothing: Number
  let output: Column

  func start(_ block: Block) { advance(block, to: 0) }

  func advance(_ block: Block, to step: Int) {
    ck_quotient_or(
      block[output], block[part], block[whole], block[ofNothing], block.count)
  }
}

/// output = column · factor.
private struct Product: Component {
  let name: String
  let phase = Phase.outputs
  let column: Column
  let factor: Number
  let output: Column

  func start(_ block: Block) { advance(block, to: 0) }

  func advance(_ block: Block, to step: Int) {
    ck_multiply(block[output], block[column], block[factor], block.count)
  }
}

/// A number that is the same on all paths, as a column.
private struct Constant: Component {
  let name: String
  let phase = Phase.outputs
  let number: Number
  let output: Column

  func start(_ block: Block) { block.fill(output, with: number) }
}

/// A column as it was at the start.
private struct KeptStart: Component {
  let name: String
  let phase = Phase.outputs
  let column: Column
  let start: Column

  func start(_ block: Block) { block.fill(start, with: .column(column)) }
}
