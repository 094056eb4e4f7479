"""What each origin cost and brought in: summed up, divided, rounded, and set beside the ledger."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.funnel.remarks import LeftOut
from lead_intelligence.core.problems import Refused
from lead_intelligence.core.reporting.groups import Grouping
from lead_intelligence.core.reporting.result import Result, Sentence, Statement
from lead_intelligence.core.returns.figures import Money, Reached, Return, Returns, Won
from lead_intelligence.core.returns.question import ReturnBasis, ReturnQuestion, read_return_question
from lead_intelligence.core.returns.reconciliation import Reconciled, statement_of
from lead_intelligence.core.returns.remarks import ReturnLeftOut
from lead_intelligence.core.returns.source_return import Books, source_return

QUESTION = ReturnQuestion(by="Source", basis=ReturnBasis.COHORT)
EUR = Books(currency="EUR")
BY_SOURCE = Grouping(label="Source")


def money(invoiced: float | str, ordered: float | str = 0, paid: float | str = 0) -> Money:
	return Money(ordered=Decimal(ordered), invoiced=Decimal(invoiced), paid=Decimal(paid))


def won(*sales: tuple[float | None, int | None]) -> Won:
	found = Won()
	for amount, days in sales:
		found.add(amount, days)
	return found


def test_sales_that_are_alike_are_added_at_once():
	one_by_one, at_once = won((10, 3), (5, 3), (None, 3), (None, 3)), Won()
	at_once.add(15, 3, 2)
	at_once.add(None, 3, 2)
	for found in (one_by_one, at_once):
		assert (found.sales, found.unknown, found.amount, found.by_days) == (4, 2, 15, {3: 4})
	both = one_by_one + at_once + won((1, None))
	assert (both.sales, both.unknown, both.amount, both.by_days) == (9, 4, 31, {3: 8})
	assert one_by_one.sales == 4


def costs(**of: float | str) -> dict[str, Any]:
	found = {group: Decimal(amount) for group, amount in of.items()}
	return {"costs": found, "cost": sum(found.values(), Decimal(0))}


def report(
	now: Returns,
	before: Returns | None = None,
	*,
	grouping: Grouping = BY_SOURCE,
	books: Books = EUR,
	left_out: ReturnLeftOut | None = None,
	young: dict[str, int] | None = None,
) -> Result:
	return source_return(
		QUESTION, grouping, now, before, books, left_out or ReturnLeftOut(), ripe_days=90, young=young or {}
	)


def rows(result: Result) -> dict[str, dict[str, Any]]:
	return {str(row["key"]): dict(row) for row in result.rows}


def said(result: Result) -> str:
	return "\n".join(note.text.format(**note.values) for note in result.notes)


def names(result: Result) -> set[str]:
	return {column.name for column in result.columns}


def test_cost_is_divided_by_each_of_the_counts():
	reached = Reached(leads=40, mql=20, sql=10, opportunities=4, customers=2)
	row = rows(report(Returns(reached={"Fair": reached}, **costs(Fair=1000))))["=Fair"]
	assert [row[f"cost_per_{one}"] for one in ("lead", "mql", "sql", "opportunity", "customer")] == [
		25,
		50,
		100,
		250,
		500,
	]


def test_return_on_cost_is_what_was_invoiced_beyond_the_cost():
	now = Returns(money={"Fair": money(350), "Web": money(50)}, **costs(Fair=100, Web=100))
	found = rows(report(now))
	assert [found[key]["return_on_cost"] for key in ("=Fair", "=Web", "all")] == [2.5, -0.5, 1.0]


@pytest.mark.parametrize("cost", [None, "0", "-10"])
def test_there_is_no_return_on_no_cost(cost):
	one = Return(money=money(100), cost=None if cost is None else Decimal(cost))
	assert one.on_cost is None


def test_a_credit_of_the_supplier_makes_the_cost_less_and_is_shown():
	row = rows(report(Returns(reached={"Fair": Reached(leads=2)}, **costs(Fair="-10"))))["=Fair"]
	assert (row["cost"], row["cost_per_lead"], row["return_on_cost"]) == (-10, -5, None)


def test_what_cost_something_and_brought_no_lead_has_a_row_and_is_said():
	result = report(Returns(reached={"Web": Reached(leads=1)}, **costs(Fair=100)))
	row = rows(result)["=Fair"]
	assert (row["cost"], row["leads"], row["cost_per_lead"]) == (100, 0, None)
	assert row["cost_per_lead_why"].text == "There are none to divide the cost by."
	assert "brought no lead in this period: 1." in said(result)


def test_an_origin_without_cost_is_not_one_that_was_free():
	row = rows(report(Returns(reached={"Web": Reached(leads=1)}, **costs(Fair=100))))["=Web"]
	assert (row["cost"], row["cost_per_lead"], row["return_on_cost"]) == (None, None, None)
	assert row["cost_per_lead_why"].text == "No cost of it is known for these days."


def test_cost_that_names_no_origin_is_in_the_total_and_in_a_row_of_its_own():
	now = Returns(
		reached={"": Reached(leads=10), "Fair": Reached(leads=10)},
		costs={"Fair": Decimal(100)},
		nameless=Decimal(50),
		cost=Decimal(150),
	)
	found = rows(report(now))
	assert (found["nameless"]["cost"], found["="]["cost"], found["all"]["cost"]) == (50, None, 150)
	assert found["nameless"].get("leads") is None
	assert found["all"]["cost_per_lead"] == 7.5


def test_where_costs_are_told_in_all_only_the_rows_have_none():
	left_out = ReturnLeftOut(no_split=Sentence(text="In all only."))
	found = rows(report(Returns(reached={"Rosa": Reached(leads=4)}, cost=Decimal(8)), left_out=left_out))
	assert (found["=Rosa"]["cost"], found["all"]["cost"], found["all"]["cost_per_lead"]) == (None, 8, 2)
	assert found["=Rosa"]["cost_per_lead_why"].text == "In all only."


def test_those_that_brought_in_most_come_first_and_then_those_that_cost_most():
	now = Returns(
		reached={"Many leads": Reached(leads=99)},
		money={"A little": money(1), "Much": money(9), "Credited": money(-3)},
		**costs(Dear=7, Cheap=2),
	)
	keys = [row["key"] for row in report(now).rows]
	assert keys == ["=Much", "=A little", "=Dear", "=Cheap", "=Many leads", "=Credited", "all"]


def test_the_calendar_is_in_its_order_and_not_compared_row_by_row():
	by_month = Grouping(label="Month", in_time=True)
	now = Returns(reached={"2025-02": Reached(leads=1), "2025-01": Reached(leads=2)})
	before = Returns(reached={"2024-12": Reached(leads=5)})
	result = report(now, before, grouping=by_month)
	assert [row["key"] for row in result.rows] == ["=2025-01", "=2025-02", "all"]
	assert "leads_before" not in names(result)
	assert next(card for card in result.cards if card.label == "Leads").before == 5


def test_the_period_before_stands_beside():
	now = Returns(money={"Fair": money(300)}, **costs(Fair=100))
	before = Returns(money={"Fair": money(150), "Web": money(20)}, **costs(Fair=100))
	result = report(now, before)
	found = rows(result)
	assert (found["=Fair"]["invoiced_before"], found["=Fair"]["return_on_cost_before"]) == (150, 0.5)
	assert (found["=Web"]["invoiced"], found["=Web"]["invoiced_before"]) == (0, 20)
	assert {"cost_before", "leads_before"} <= names(result)


def test_won_sales_are_those_whose_amount_is_known():
	result = report(Returns(won={"Fair": won((100.5, 10), (None, 20)), "Web": won((None, None))}))
	found = rows(result)
	assert (found["=Fair"]["won_amount"], found["=Fair"]["won_median"]) == (100.5, 15)
	assert (found["=Web"]["won_amount"], found["=Web"]["won_median"]) == (None, None)
	assert found["all"]["won_amount"] == 100.5
	assert "Won without a known amount: 2." in said(result)


def test_amounts_of_several_currencies_are_not_told():
	now = Returns(reached={"Fair": Reached(leads=3)}, money=None, won={"Fair": won((10, 1))})
	result = report(now, books=Books(currency=None), left_out=ReturnLeftOut(several_currencies=True))
	row = rows(result)["=Fair"]
	assert [row[name] for name in ("cost", "ordered", "invoiced", "paid", "won_amount")] == [None] * 5
	assert row["leads"] == 3
	assert "Choose a company to see them." in said(result)


def test_nothing_at_all_has_no_rows_and_says_why():
	result = report(
		Returns(), left_out=ReturnLeftOut(leads=LeftOut(before=[Sentence(text="No such source.")]))
	)
	assert result.rows == ()
	assert said(result).startswith("No lead, no cost and no revenue")
	assert "No such source." in said(result)


def test_a_group_of_young_leads_is_marked():
	now = Returns(reached={"Fair": Reached(leads=3), "Web": Reached(leads=3)})
	result = report(now, young={"Web": 2})
	found = rows(result)
	assert (found["=Fair"]["unripe"], found["=Web"]["unripe"], found["all"]["unripe"]) == (False, True, False)
	assert "Leads of less than 90 days: 2." in said(result)


def test_the_chart_is_of_what_cost_or_brought_in_something():
	now = Returns(
		reached={"Idle": Reached(leads=9)}, money={"Fair": money(30), "Web": money(10)}, **costs(Fair=5)
	)
	chart = report(now).chart
	assert chart
	assert list(chart.labels) == ["Fair", "Web"]
	assert [list(series.numbers) for series in chart.series] == [[5, None], [30, 10]]


amounts = st.lists(st.decimals(-(10**7), 10**7, places=9), min_size=1, max_size=12)


@given(amounts, st.sampled_from([0, 2, 3]))
def test_what_is_shown_of_the_rows_adds_up_to_what_is_shown_of_all(exact, places):
	now = Returns(
		money={str(place): Money(paid=amount) for place, amount in enumerate(exact)},
		costs={str(place): amount for place, amount in enumerate(exact)},
		nameless=Decimal("0.005"),
		cost=sum(exact, Decimal("0.005")),
	)
	found = rows(report(now, books=Books(currency="EUR", places=places)))
	total = found.pop("all")
	for name in ("paid", "cost"):
		shown = [Decimal(str(row[name])) for row in found.values() if row.get(name) is not None]
		assert sum(shown, Decimal(0)) == Decimal(str(total[name]))
	assert abs(Decimal(str(total["paid"])) - sum(exact, Decimal(0))) <= Decimal(1).scaleb(-places) / 2


def reconciled(**more: Any) -> Reconciled:
	usual: dict[str, Any] = {
		"customers": 2,
		"shown": Decimal(70),
		"elsewhere": Decimal(10),
		"untraced": Decimal(20),
		"why": [(Sentence(text="By hand"), Decimal(15)), (Sentence(text="No order"), Decimal(5))],
		"ledger": Decimal(100),
	}
	return Reconciled(**{**usual, **more})


def lines(statement: Statement) -> list[tuple[str, Decimal]]:
	return [(line.label.text, line.amount) for line in statement.lines]


def test_traced_and_untraced_come_to_what_the_ledger_holds():
	statement = statement_of(reconciled(), "EUR", 2)
	assert [amount for _label, amount in lines(statement)] == [70, 10, 20, 15, 5, 100, 100]
	assert [one.tone for one in statement.found] == ["good"]
	assert statement.found[0].text.endswith("to the cent.")


def test_a_difference_is_a_line_and_names_the_vouchers():
	statement = statement_of(reconciled(ledger=Decimal("99.99"), vouchers=["SINV-1", "SINV-2"]), "EUR", 2)
	assert lines(statement)[-1] == ("Difference", Decimal("-0.01"))
	assert [one.tone for one in statement.found] == ["bad", "bad"]
	assert statement.found[1].values == {"vouchers": "SINV-1, SINV-2"}


def test_no_more_than_ten_vouchers_are_named():
	vouchers = [f"SINV-{number}" for number in range(30)]
	statement = statement_of(reconciled(ledger=Decimal(0), vouchers=vouchers), "EUR", 2)
	assert str(statement.found[1].values["vouchers"]).count("SINV") == 10


@given(st.lists(st.decimals(-(10**6), 10**6, places=6), min_size=5, max_size=5), st.sampled_from([0, 2, 3]))
def test_the_lines_add_up_as_they_are_shown(parts, places):
	shown, elsewhere, *why = parts
	reasons = [(Sentence(text=str(place)), amount) for place, amount in enumerate(why)]
	untraced = sum(why, Decimal(0))
	found = reconciled(
		shown=shown, elsewhere=elsewhere, untraced=untraced, why=reasons, ledger=shown + elsewhere + untraced
	)
	statement = statement_of(found, "EUR", places)
	whole = [line.amount for line in statement.lines if not line.level]
	assert sum(whole[:3], Decimal(0)) == whole[3] == whole[4]
	if any(why):
		assert sum((line.amount for line in statement.lines if line.level), Decimal(0)) == whole[2]
	assert [one.tone for one in statement.found] == ["good"]


def test_without_choice_it_is_by_the_usual_and_by_cohort():
	assert read_return_question({}, ("Source", "Month"), "Source") == QUESTION


@pytest.mark.parametrize("values", [{"group_by": "Moon"}, {"basis": "Yesterday"}])
def test_what_is_not_among_the_choices_is_refused(values):
	with pytest.raises(Refused, match="is not among the choices"):
		read_return_question(values, ("Source",), "Source")
