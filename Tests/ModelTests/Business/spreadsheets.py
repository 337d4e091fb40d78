"""Three steps of a company's business, mechanism by mechanism: python3 spreadsheets.py

Writes one CSV for each mechanism beside this file. Written from the equations of the business,
with the standard library, and without noise: what a person would do in a spreadsheet.
See README.md for the form of the files.
"""
import datetime
import math
import pathlib

from company import STEPS, Company

COLUMNS = [
    "arr", "revenue", "grossMargin", "ebitda", "ebitdaMargin", "cash", "debt", "raised", "shares",
    "multiple", "enterpriseValue", "marketCap", "sharePrice"]


# ---- The mechanisms ------------------------------------------------------------------------------

BASE = {"shares.issued": 10, "arr": 100, "growth.initial": 0.5, "multiple.initial": 8}
MARGIN = {**BASE, "costs.grossMargin.initial": 0.4}
LINES = {
    **BASE, "cash.value": 50, "revenue.conversion": 0.9, "costs.grossMargin.initial": 0.6,
    "costs.variable": 0.25,
    "revenue.lines.0.amount": 40, "revenue.lines.0.growth": 0.1, "revenue.lines.0.margin": 0.3,
    "revenue.lines.1.amount": 25, "revenue.lines.1.growth": -0.2, "revenue.lines.1.margin": 0.75}
# A business that burns money: 40 of gross profit and 120 of cost a year at the start.
BURN = {**MARGIN, "growth.initial": 0.3, "cash.value": 60, "costs.fixed.amount": 120}
OPTIONS = {
    "shares.options.0.count": 2, "shares.options.0.strike": "30 USD",
    "shares.options.1.count": 3, "shares.options.1.strike": "100 USD",
    "shares.options.2.count": 1, "shares.options.2.strike": "900 USD"}
EMERGENCY = {
    "financing.fee": 0.04, "financing.emergency.runway": 0.5, "financing.emergency.covers": 1.5,
    "financing.emergency.discount": 0.2}
WORTH = {
    **MARGIN, "costs.grossMargin.initial": 0.7, "cash.value": 30, "debt.value": 20,
    "debt.interest": 0.06, "costs.fixed.amount": 25, "tax.rate": 0.25, "tax.losses": 35,
    "shares.stockCompensation": 0.02, **OPTIONS, "shares.options.0.strike": "5 USD",
    "riskFreeRate": 0.04}

MECHANISMS = {
    "revenueAverage": ("quarter", LINES),
    "revenueStartOfStep": ("quarter", {**LINES, "revenue.recognition": "startOfStep"}),
    "revenueEndOfStep": ("quarter", {**LINES, "revenue.recognition": "endOfStep"}),
    "marginConstant": ("year", {
        **MARGIN, "cash.value": 10, "multiple.longRun": 4, "multiple.halfLife": 1.5}),
    "marginNegative": ("quarter", {
        **MARGIN, "costs.grossMargin.initial": -0.25, "cash.value": 200}),
    "marginPath": ("quarter", {
        **MARGIN, "cash.value": 10, "costs.grossMargin.longRun": 0.75,
        "costs.grossMargin.halfLife": 1.25}),
    # The list price falls by a fifth a year and the unit cost by 45 %.
    "unitCostDrift": ("year", {
        **MARGIN, "cash.value": 10, "growth.of": "usage", "listPrice.drift": -0.2,
        "costs.unitCost.drift": -0.45}),
    "wrightsLaw": ("quarter", {
        **MARGIN, "cash.value": 10, "listPrice.drift": -0.2, "listPrice.elasticity": -0.5,
        "costs.unitCost.learning": 0.2, "costs.unitCost.experience": 0.75}),
    "wrightsLawAndDrift": ("year", {
        **MARGIN, "cash.value": 10, "growth.of": "usage", "listPrice.drift": -0.3,
        "listPrice.elasticity": -0.8, "costs.unitCost.drift": -0.1,
        "costs.unitCost.learning": 0.3, "costs.unitCost.experience": 2}),
    "operatingCosts": ("quarter", {
        **MARGIN, "costs.grossMargin.initial": 0.8, "cash.value": 40, "costs.fixed.amount": 20,
        "costs.fixed.growth": 0.1, "costs.variable": 0.3, "costs.research.amount": 35,
        "costs.research.growth": 0.6}),
    # Eight months: the second run begins within the third quarter, its pace is seen at its end.
    "trainingRuns": ("quarter", {
        **MARGIN, "cash.value": 90, "costs.trainingRuns.cadence": 2 / 3,
        "costs.trainingRuns.cost": 30, "costs.trainingRuns.growth": 0.6}),
    # Three quarters of the Amazon case, α 0.75, β 0.19, F 75 and L 559 a quarter.
    "schwartzMoonCosts": ("quarter", {
        "shares.issued": 340, "arr": 4 * 356, "growth.initial": math.expm1(0.44),
        "multiple.initial": 18, "cash.value": 906, "riskFreeRate": math.expm1(0.05),
        "revenue.recognition": "startOfStep", "costs.grossMargin.initial": 0.25,
        "costs.variable": 0.19, "costs.fixed.amount": 300, "tax.rate": 0.35, "tax.losses": 559}),
    "interest": ("quarter", {
        **BURN, "costs.fixed.amount": 60, "cash.interest": 0.05, "debt.value": 40,
        "debt.interest": 0.08}),
    "interestAtRiskFreeRate": ("year", {
        **MARGIN, "cash.value": 300, "riskFreeRate": 0.03, "costs.fixed.amount": 50}),
    # The losses grow in the first year and are used up in the second; tax is paid on what is above.
    "taxLosses": ("year", {
        **MARGIN, "cash.value": 200, "costs.fixed.amount": 55, "tax.rate": 0.3,
        "tax.losses": 4}),
    # The second is due within a step, the third is more than is owed.
    "debtRepayments": ("quarter", {
        **MARGIN, "cash.value": 100, "debt.value": 70, "debt.interest": 0.1,
        "debt.repayments.0.date": "2026-04-01", "debt.repayments.0.amount": 20,
        "debt.repayments.1.date": "2026-05-15", "debt.repayments.1.amount": 30,
        "debt.repayments.2.date": "2026-10-01", "debt.repayments.2.amount": 45}),
    "plannedRaises": ("quarter", {
        **BURN, "currency": "USD", "books": "EUR", "fx.EUR": 1.25, "multiple.longRun": 5,
        "multiple.halfLife": 0.5, **OPTIONS, "financing.fee": 0.03,
        "financing.raises.0.date": "2026-04-01", "financing.raises.0.amount": 80,
        "financing.raises.0.discount": 0.1,
        "financing.raises.1.date": "2026-08-01", "financing.raises.1.amount": 25}),
    # Neither discount nor fee: the share price stays what it was before.
    "raiseAtPrice": ("quarter", {
        **BURN, "financing.raises.0.date": "2026-07-01", "financing.raises.0.amount": 200}),
    "emergencyRaise": ("quarter", {**BURN, **EMERGENCY}),
    "emergencyRaiseFromBelowZero": ("quarter", {**BURN, **EMERGENCY, "cash.value": 10}),
    # A planned raise that is too small, and the emergency on the same date, at the price after it.
    "emergencyAfterPlannedRaise": ("quarter", {
        **BURN, **EMERGENCY, **OPTIONS, "currency": "USD", "books": "EUR", "fx.EUR": 0.8,
        "financing.raises.0.date": "2026-07-01", "financing.raises.0.amount": 6,
        "financing.raises.0.discount": 0.05}),
    "emergencyRaiseLimited": ("quarter", {
        **BURN, **EMERGENCY, "multiple.initial": 1.2, "financing.emergency.limit": 0.4}),
    # What is raised earns interest; the runway is that of the first cash alone.
    "raiseWithInterest": ("quarter", {
        **BURN, "cash.value": 36, "cash.interest": 0.4, "tax.rate": 0.25,
        "financing.raises.0.date": "2026-02-01", "financing.raises.0.amount": 400}),
    "insolvency": ("quarter", {
        **BURN, "cash.value": 30, "debt.value": 15, "debt.interest": 0.05}),
    # What the limit lets in does not bring cash back above 0.
    "insolvencyByLimit": ("quarter", {
        **BURN, **EMERGENCY, "cash.value": 5, "multiple.initial": 1.2,
        "financing.emergency.limit": 0.1}),
    "insolvencyWindowShut": ("quarter", {
        **BURN, **EMERGENCY, "cash.value": 30, "financing.window.initial": "shut",
        "financing.window.closes": 0.5, "financing.window.reopens": 0,
        "financing.raises.0.date": "2026-07-01", "financing.raises.0.amount": 100,
        "shares.stockCompensation": 0.03}),
    "stockCompensation": ("quarter", {
        **MARGIN, **OPTIONS, "cash.value": 20, "shares.stockCompensation": 0.06}),
    "stockCompensationWithoutCosts": ("year", {
        **BASE, "cash.value": 20, "debt.value": 5, "shares.stockCompensation": 0.06}),
    "discountedValueMultiple": ("year", {
        **WORTH, "measure": "riskAdjusted", "intrinsicValue.terminalMultiple": 9}),
    "discountedValuePerpetuity": ("year", {
        **WORTH, "measure": "riskAdjusted", "intrinsicValue.terminalGrowth": 0.015,
        "currency": "USD", "books": "EUR", "fx.EUR": 1.25}),
    "freeCashFlowValueMultiple": ("quarter", {
        **WORTH, "costs.fixed.amount": 90, "intrinsicValue.terminalMultiple": 9,
        "intrinsicValue.discountRate": 0.12, "financing.fee": 0.05,
        "financing.raises.0.date": "2026-07-01", "financing.raises.0.amount": 50,
        "financing.raises.0.discount": 0.15}),
    "freeCashFlowValuePerpetuity": ("year", {
        **WORTH, "revenue.recognition": "endOfStep", "intrinsicValue.terminalGrowth": 0.02,
        "intrinsicValue.discountRate": 0.11, "currency": "USD", "books": "EUR", "fx.EUR": 1.25}),
    # Both values are 0.
    "valueOfInsolvent": ("quarter", {
        **BURN, "cash.value": 30, "measure": "riskAdjusted", "riskFreeRate": 0.04,
        "intrinsicValue.discountRate": 0.1, "intrinsicValue.terminalMultiple": 10}),
    # A business that loses money at the horizon adds nothing there.
    "valueOfLoss": ("quarter", {
        **BURN, "cash.value": 90, "measure": "riskAdjusted", "riskFreeRate": 0.04,
        "intrinsicValue.discountRate": 0.1, "intrinsicValue.terminalMultiple": 10}),
    # More debt than cash and terminal value: a negative value, divided by the shares issued.
    "valueNegative": ("quarter", {
        **MARGIN, **OPTIONS, "measure": "riskAdjusted", "riskFreeRate": 0.04, "cash.value": 40,
        "debt.value": 90, "intrinsicValue.discountRate": 0.1}),
}


# ---- Files and checks ----------------------------------------------------------------------------

def text(value):
    if value is None:
        return "censored"
    return format(value + 0.0, ".17g") if isinstance(value, (int, float)) else str(value)


def write(name, step, keys, count=3, start=datetime.date(2026, 1, 1)):
    company = Company(keys, start, step, count)
    header = {"start": start, "step": step, "horizon": count * STEPS[step][1], **keys}
    lines = [f"# {key}={value}" for key, value in header.items()]
    financing = any(key.startswith("financing") for key in keys)
    columns = [
        column for column in COLUMNS
        if column in company.rows[0] and (financing or column != "raised")]
    lines.append(",".join(["date"] + columns))
    for date, row in zip(company.dates, company.rows):
        lines.append(",".join([str(date)] + [text(row[column]) for column in columns]))
    lines += [f"# outcome.{key}={text(value)}" for key, value in company.outcomes().items()]
    path = pathlib.Path(__file__).with_name(f"{name}.csv")
    path.write_text("\n".join(lines) + "\n")
    return company


def near(value, reference, within=1e-9):
    assert abs(value - reference) <= within * abs(reference), (value, reference)


def amazon():
    """Schwartz & Moon (2000) without noise; case `sm2000_deterministic`, revenue at the start."""
    keys = MECHANISMS["schwartzMoonCosts"][1]
    revenue, growth, cash, losses = 356.0, 0.11, 906.0, 559.0
    for quarter in range(1, 101):
        pretax = 0.06 * revenue - 75 + cash * math.expm1(0.05 / 4)
        cash += pretax - 0.35 * max(pretax - losses, 0)
        losses = max(losses - pretax, 0)
        revenue *= math.exp(growth)
        if quarter == 1:
            # The three quarters of the file hold growth at its start, the case lets it fade.
            near(Company(keys, datetime.date(1999, 9, 30), "quarter", 1).rows[1]["cash"], cash)
        growth = 0.015 + (growth - 0.015) * math.exp(-0.07)
        if quarter == 4:
            near(revenue, 532.7768558022786), near(cash, 749.3024090927418)
        if quarter == 20:
            near(revenue, 1385.214666892924), near(cash, 556.19897455517)
    near(cash, 10829.161920658775)
    near(revenue, 6495.379361441415)
    near(math.exp(-1.25) * cash, 3102.6068362444485)
    near(math.exp(-1.25) * (cash + 10 * (0.06 * revenue - 75)), 4004.302645287092)
    near(math.exp(-1.25) * (cash + 40 * (0.06 * revenue - 75)), 6709.390072415023)


def by_hand(companies):
    """Numbers that need no more than a pocket calculator, so that the sheets are checked too."""
    rows = {name: company.rows for name, company in companies.items()}
    # 0.4 of 100, 150, 225 and 337.5; a step earns the mean of both ends.
    near(rows["marginConstant"][3]["cash"], 10 + 50 + 75 + 112.5)
    # The odds of 0.4 are 2/3 and of 0.75 are 3; log odds half way after a half-life.
    near(companies["marginPath"].business.margin(5), math.sqrt(2) / (1 + math.sqrt(2)))
    # 0.6 · 0.55 / 0.8 of cost for a price of 1.
    near(rows["unitCostDrift"][1]["grossMargin"], 1 - 0.4125)
    # A fifth off for each doubling: 0.75 years become 1.5.
    wright = companies["wrightsLaw"].business
    wright.experience[9] = 1.5
    near(wright.margin(9), 1 - 0.6 * 0.8 / 0.8 ** 2.25)
    # The run at 30 spends 45 a year, its successor 72.
    near(rows["trainingRuns"][2]["ebitda"], 0.4 * 100 * 1.5 ** 0.5 - 45)
    near(rows["trainingRuns"][3]["ebitda"], 0.4 * 100 * 1.5 ** 0.75 - 72)
    # Pre-tax -5, +20 and 57.5; losses 4, 9, then 0; tax on 11 and 57.5.
    near(rows["taxLosses"][1]["cash"], 195)
    near(rows["taxLosses"][3]["cash"], 195 + 20 - 3.3 + 57.5 * 0.7)
    near(rows["debtRepayments"][2]["debt"], 20)
    assert rows["debtRepayments"][3]["debt"] == 0
    # A raise at the price of its date leaves that price: 8 · ARR and cash over ten shares.
    row, cash = rows["raiseAtPrice"][2], rows["raiseAtPrice"][2]["cash"] - 200
    near(row["sharePrice"], (8 * row["arr"] + cash) / 10)
    # After an emergency raise cash covers 18 months of the step's burn.
    first, second = rows["emergencyRaise"][1:3]
    burn = (first["cash"] - second["cash"] + 0.96 * (second["raised"] - first["raised"])) / 0.25
    assert first["raised"] == 0 and second["raised"] > 0
    near(second["cash"], 1.5 * burn)
    row = rows["emergencyRaiseFromBelowZero"][1]
    near(row["cash"], 1.5 * 4 * (10 - (row["cash"] - 0.96 * row["raised"])))
    assert companies["emergencyRaiseFromBelowZero"].runway == 0.25
    # Of the limited one, what is raised is 0.4 of the equity before it.
    row, before = rows["emergencyRaiseLimited"][2], rows["emergencyRaiseLimited"][1]
    raised = row["raised"] - before["raised"]
    near(raised, 0.4 * (row["enterpriseValue"] + row["cash"] - 0.96 * raised))
    for name in ("insolvency", "insolvencyByLimit", "insolvencyWindowShut", "valueOfInsolvent"):
        company = companies[name]
        assert company.insolvent and company.rows[-1]["sharePrice"] == company.cash == 0, name
        assert company.raises == 0 and company.rows[-1]["ebitda"] < 0, name
    near(companies["stockCompensation"].issued, 10 * 1.06 ** 0.75)
    near(companies["stockCompensationWithoutCosts"].outcomes()["dilution"], 1 - 1.06 ** -3)


if __name__ == "__main__":
    amazon()
    by_hand({name: write(name, step, keys) for name, (step, keys) in MECHANISMS.items()})
