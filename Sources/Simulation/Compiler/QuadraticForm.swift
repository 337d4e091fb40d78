import CKernels

/// k + aX + bY + cX² + dXY + eY², or its root: what every coefficient of a step is in its
/// volatilities. Terms that are nil are 0.
struct QuadraticForm: Sendable {
  let name: String
  let x: Number
  let y: Number?
  var constant: Number?
  var linearX: Number?
  var linearY: Number?
  var squareX: Number?
  var product: Number?
  var squareY: Number?
  var isRoot = false

  init(_ name: String, x: Number, y: Number? = nil) {
    self.name = name
    self.x = x
    self.y = y
  }

  /// The same form of other numbers, which stand in the order of `numbers`.
  func with(_ numbers: [Number]) -> QuadraticForm {
    var rest = numbers[...]
    func next(_ number: Number?) -> Number? { number == nil ? nil : rest.popFirst() }
    let form = QuadraticForm(name, x: next(x) ?? x, y: next(y))
    return form.withCoefficients(of: self, next)
  }

  /// Without the terms whose coefficient is 0 on every path.
  func withoutZeros(in model: Compiler) -> QuadraticForm {
    QuadraticForm(name, x: x, y: y).withCoefficients(of: self) { number in
      number.flatMap { model.value(of: $0) == 0 ? nil : $0 }
    }
  }

  /// What `change` makes of another form's coefficients, in the order of `numbers`.
  private func withCoefficients(
    of other: QuadraticForm, _ change: (Number?) -> Number?
  ) -> QuadraticForm {
    var form = self
    form.constant = change(other.constant)
    form.linearX = change(other.linearX)
    form.linearY = change(other.linearY)
    form.squareX = change(other.squareX)
    form.product = change(other.product)
    form.squareY = change(other.squareY)
    form.isRoot = other.isRoot
    return form
  }

  var numbers: [Number] {
    [x, y, constant, linearX, linearY, squareX, product, squareY].compactMap { $0 }
  }
}

/// A form and where its value goes: once per path, or in every step.
struct FormEvaluation: PathConstant, Component {
  let form: QuadraticForm
  let output: Number
  /// A number that is 0.
  let none: Number
  /// Which terms there are.
  private let terms: Int

  init(form: QuadraticForm, output: Number, none: Number) {
    self.form = form
    self.output = output
    self.none = none
    let stated = [
      (form.constant, CK_CONSTANT), (form.linearX, CK_X), (form.linearY, CK_Y),
      (form.squareX, CK_XX), (form.product, CK_XY), (form.squareY, CK_YY),
    ]
    terms = stated.reduce(0) { $1.0 == nil ? $0 : $0 | $1.1 }
  }

  var name: String { form.name }
  var phase: Phase { .numbers }

  func assign(_ block: Block) { evaluate(block) }
  func start(_ block: Block) { evaluate(block) }
  func advance(_ block: Block, to step: Int) { evaluate(block) }

  private func evaluate(_ block: Block) {
    func number(_ number: Number?) -> ck_number { block[number ?? none] }
    var coefficients = ck_form(
      constant: number(form.constant), x: number(form.linearX), y: number(form.linearY),
      xx: number(form.squareX), xy: number(form.product), yy: number(form.squareY),
      terms: Int32(terms))
    let target = block.storage(of: output)
    ck_evaluate_form(
      target.baseAddress, &coefficients, block[form.x], number(form.y), form.isRoot ? 1 : 0,
      Int32(target.count))
  }
}
