import CKernels
import Statistics

extension Financing {
  /// Where a block keeps what a path that raises money is asked for, found once for all paths of a step.
  struct Columns {
    let block: Block
    let cash, flow, solvent, arr, multiple: UnsafeMutablePointer<Double>
    let debt, isOpen, fee, exchangeRate: ck_number
    private let moved: UnsafeMutablePointer<Double>?
    /// 1 up to a takeover, then 0; nil where there can be none.
    private let listed: UnsafeMutablePointer<Double>?

    init(of financing: Financing, in block: Block) {
      let (cash, market) = (financing.cash, financing.market)
      self.block = block
      self.cash = block[cash.cash]
      (flow, solvent) = (block[cash.flow], block[cash.solvent])
      (arr, multiple) = (block[market.arr], block[market.multiple])
      (debt, isOpen) = (block[cash.debt], block[financing.isOpen])
      (fee, exchangeRate) = (block[financing.fee], block[market.exchangeRate])
      moved = market.moved.map { block[$0] }
      listed = market.listed.map { block[$0] }
    }

    /// Whether the market takes new shares of a path: not those of a company that is insolvent or bought, nor
    /// those that are worth nothing.
    func sells(_ path: Int) -> Bool {
      solvent[path] != 0 && isListed(path) && isOpen[path] != 0 && equity(path) > 0
    }

    func isListed(_ path: Int) -> Bool { listed?[path] != 0 }

    /// What the market pays for the company, in its own currency.
    func equity(_ path: Int) -> Double {
      let value = arr[path] * multiple[path]
      let equity = Rounding.settled(value + (cash[path] - debt[path]), scale: value)
      return moved.map { equity * $0[path] } ?? equity
    }
  }
}
