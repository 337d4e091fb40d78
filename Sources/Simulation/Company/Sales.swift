/// What customers use and pay: list price, usage, ARR and revenue, in the order of a step.
struct Sales {
  /// Moves last of all, because the others see it as it was at the start of the step.
  let growth: Growth
  let listPrice: ListPrice?
  let usage: Usage
  let arr: RecurringRevenue
  let revenue: Revenue

  init(in company: inout CompanyBuilder) {
    growth = Growth(in: &company)
    listPrice = ListPrice(in: &company)
    usage = Usage(listPrice: listPrice, in: &company, growth: growth)
    arr = RecurringRevenue(usage: usage, growth: growth, listPrice: listPrice, in: &company)
    revenue = Revenue(arr: arr, in: &company)
    if let listPrice { company.model.append(listPrice) }
    company.model.append(usage)
    company.model.append(arr)
    if revenue.level != arr.level { company.model.append(revenue) }
  }
}
