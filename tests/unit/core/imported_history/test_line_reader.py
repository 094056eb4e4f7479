"""A line of a file says who it is about and what happened when; what cannot be understood is named."""

from datetime import datetime
from decimal import Decimal

import pytest

from lead_intelligence.core.imported_history.meanings import Mapped, Meaning, columns_by_meaning
from lead_intelligence.core.imported_history.past_line import DealOutcome, in_order, stands_on
from lead_intelligence.core.imported_history.values import DateOrder, DecimalSign
from lead_intelligence.core.problems import Refused
from lead_intelligence.core.qualification.stages import Stage
from tests.unit.core.imported_history.lines import NOW, WON_AND_LOST, a_line, reader, refused

M = Meaning
DAY = datetime(2024, 3, 5)


def moment(text: str, **options) -> datetime:
	return a_line({M.MQL: text}, **options).stages[Stage.MQL]


@pytest.mark.parametrize(
	("text", "order", "expected"),
	[
		("2024-03-05", DateOrder.YEAR_FIRST, DAY),
		(" 2024/3/5 ", DateOrder.YEAR_FIRST, DAY),
		("2024-03-05 14:07", DateOrder.YEAR_FIRST, datetime(2024, 3, 5, 14, 7)),
		("2024-03-05T14:07:09.5", DateOrder.YEAR_FIRST, datetime(2024, 3, 5, 14, 7, 9, 500000)),
		("2024-03-05T14:07:09.123456789Z", DateOrder.YEAR_FIRST, datetime(2024, 3, 5, 14, 7, 9, 123456)),
		("2024-03-05T01:00:00+02:00", DateOrder.YEAR_FIRST, datetime(2024, 3, 4, 23, 0)),
		("2024-03-05 20:00-0530", DateOrder.YEAR_FIRST, datetime(2024, 3, 6, 1, 30)),
		("05/03/2024", DateOrder.DAY_FIRST, DAY),
		("5.3.2024 08:15", DateOrder.DAY_FIRST, datetime(2024, 3, 5, 8, 15)),
		("2024-03-05", DateOrder.DAY_FIRST, DAY),
		("03/05/2024", DateOrder.MONTH_FIRST, DAY),
		("3/5/2024 12:30 AM", DateOrder.MONTH_FIRST, datetime(2024, 3, 5, 0, 30)),
		("3/5/2024 12:30 pm", DateOrder.MONTH_FIRST, datetime(2024, 3, 5, 12, 30)),
		("2026-11-26", DateOrder.YEAR_FIRST, datetime(2026, 11, 26)),
	],
)
def test_dates_are_read_as_they_are_written(text, order, expected):
	assert moment(text, dates=order) == expected


REFUSED_DATES = [
	("yesterday", DateOrder.YEAR_FIRST, "MQL: 'yesterday' is not a date that is written like 2024-12-31"),
	("05/03/2024", DateOrder.YEAR_FIRST, "is not a date that is written like 2024-12-31"),
	("13/31/2024", DateOrder.DAY_FIRST, "'13/31/2024' is a date that does not exist"),
	("12/31/24", DateOrder.MONTH_FIRST, "is not a date that is written like 12/31/2024"),
	("2023-02-29", DateOrder.YEAR_FIRST, "'2023-02-29' is a date that does not exist"),
	("2024-03-05 25:00", DateOrder.YEAR_FIRST, "is a date that does not exist"),
	("3/5/2024 13:00 PM", DateOrder.MONTH_FIRST, "is a date that does not exist"),
	("2024-03-05T00:00+99:00", DateOrder.YEAR_FIRST, "is a date that does not exist"),
	("2026-11-26 12:01", DateOrder.YEAR_FIRST, "is in the future"),
	("9999-12-31T23:59:59-12:00", DateOrder.YEAR_FIRST, "is a date that does not exist"),
	("1899-12-30", DateOrder.YEAR_FIRST, "'1899-12-30' is before 1900"),
	("43157", DateOrder.YEAR_FIRST, "is not a date"),
]


@pytest.mark.parametrize(("text", "order", "why"), REFUSED_DATES)
def test_what_is_no_date_of_the_past_is_refused(text, order, why):
	(sentence,) = refused({M.MQL: text}, dates=order)
	assert why in sentence
	assert sentence.startswith("Reached MQL: ")


@pytest.mark.parametrize("text", ["", " ", "-", "NULL", "n/a", "NaN"])
def test_what_is_blank_is_not_known(text):
	line = a_line({M.MQL: "2024-03-05", M.CUSTOMER: text, M.AMOUNT: text})
	assert line.stages == {Stage.MQL: DAY}
	assert line.deal is None


def test_all_that_is_wrong_with_a_line_is_named_together():
	sentences = refused({M.MQL: "soon", M.CUSTOMER: "2999-01-01", M.AMOUNT: "many", M.EMAIL: "ada"})
	assert [sentence.split(":")[0] for sentence in sentences] == [
		"Reached MQL",
		"Reached Customer",
		"Opportunity Amount",
		"E-Mail",
	]


def test_a_first_contact_is_when_a_lead_came_in():
	line = a_line({M.FIRST_CONTACT: "2024-03-01", M.MQL: "2024-03-05"})
	assert line.stages == {Stage.RAW: datetime(2024, 3, 1), Stage.MQL: DAY}
	said = a_line({M.FIRST_CONTACT: "2024-03-01", M.RAW: "2024-03-02"})
	assert said.stages == {Stage.RAW: datetime(2024, 3, 2)}
	assert said.begins_at == said.came_in_at == datetime(2024, 3, 1)


@pytest.mark.parametrize(
	("text", "sign", "expected"),
	[
		("1234.5", DecimalSign.POINT, "1234.5"),
		("1,234,567.89", DecimalSign.POINT, "1234567.89"),
		("€ 1 234", DecimalSign.POINT, "1234"),
		("1234 EUR", DecimalSign.POINT, "1234"),
		("1.234,56 €", DecimalSign.COMMA, "1234.56"),
		("1234,5", DecimalSign.COMMA, "1234.5"),
		("0", DecimalSign.POINT, "0"),
	],
)
def test_amounts_are_read_as_they_are_written(text, sign, expected):
	line = a_line({M.OPENED_ON: "2024-03-05", M.AMOUNT: text}, amounts=sign)
	assert line.deal.amount == Decimal(expected)


REFUSED_AMOUNTS = [
	("1.234,56", DecimalSign.POINT, "is not an amount in EUR that is written like 1,234.56"),
	("1,5", DecimalSign.POINT, "is not an amount"),
	("1.5", DecimalSign.COMMA, "is not an amount"),
	("12 USD", DecimalSign.POINT, "is not an amount in EUR"),
	("-5", DecimalSign.POINT, "'-5' is negative"),
	("(5)", DecimalSign.POINT, "is negative"),
	("1e9", DecimalSign.POINT, "is not an amount"),
	("9999999999999", DecimalSign.POINT, "is too large an amount"),
]


@pytest.mark.parametrize(("text", "sign", "why"), REFUSED_AMOUNTS)
def test_what_is_no_amount_is_refused(text, sign, why):
	(sentence,) = refused({M.OPENED_ON: "2024-03-05", M.AMOUNT: text}, amounts=sign)
	assert why in sentence


def test_a_company_that_the_line_names_has_its_own_currency():
	cells = {M.OPENED_ON: "2024-03-05", M.COMPANY: "Acme", M.AMOUNT: "USD 5"}
	assert a_line(cells, currencies={"acme": "USD"}).deal.amount == 5


def deal_of(**cells: str):
	return a_line({M[name]: text for name, text in cells.items()}, **WON_AND_LOST)


def test_an_outcome_is_won_or_lost_by_the_words_that_mean_so_and_else_open():
	opened = {"OPENED_ON": "2024-03-05"}
	assert deal_of(**opened, CLOSED_ON="2024-04-05", OUTCOME="GAGNÉ").deal.outcome is DealOutcome.WON
	assert deal_of(**opened, CLOSED_ON="2024-04-05", OUTCOME="lost ").deal.outcome is DealOutcome.LOST
	assert deal_of(**opened, OUTCOME="Engaging").deal.outcome is DealOutcome.OPEN
	assert deal_of(**opened, OUTCOME="").deal.outcome is DealOutcome.OPEN


def test_a_customer_without_an_outcome_was_won_that_day():
	line = deal_of(MQL="2024-03-05", CUSTOMER="2024-05-01")
	assert (line.deal.outcome, line.deal.opened_at, line.deal.closed_at) == (
		DealOutcome.WON,
		None,
		datetime(2024, 5, 1),
	)
	assert line.deal.amount is None


def test_stages_follow_from_an_opportunity_where_the_file_does_not_date_them():
	line = deal_of(OPENED_ON="2024-03-05", CLOSED_ON="2024-05-01", OUTCOME="Won")
	assert line.stages == {Stage.OPPORTUNITY: DAY, Stage.CUSTOMER: datetime(2024, 5, 1)}
	lost = deal_of(OPENED_ON="2024-03-05", CLOSED_ON="2024-05-01", OUTCOME="Lost")
	assert lost.stages == {Stage.OPPORTUNITY: DAY}
	dated = deal_of(OPENED_ON="2024-03-05", OPPORTUNITY="2024-03-09", OUTCOME="")
	assert dated.stages == {Stage.OPPORTUNITY: datetime(2024, 3, 9)}


def test_closed_before_it_was_opened_is_kept_and_known_as_such():
	line = deal_of(OPENED_ON="2024-03-05", CLOSED_ON="2024-03-01", OUTCOME="Won")
	assert line.deal.is_negative
	assert line.is_out_of_order


REFUSED_LINES = [
	({M.MQL: ""}, "The line has no date"),
	({M.OWN_NUMBER: "", M.EMAIL: "", M.MQL: "2024-03-05"}, "does not say which lead it is about"),
	({M.MQL: "2024-03-05", M.EMAIL: "ada@"}, "'ada@' is not an e-mail address"),
	({M.MQL: "2024-03-05", M.SOURCE: "x" * 141}, "is longer than 140 characters"),
	({M.ANSWERED_ON: "", M.ANSWERED_BY: "Rosa", M.MQL: "2024-03-05"}, "It says who answered, but not when"),
	(
		{M.OPENED_ON: "2024-03-05", M.CLOSED_ON: "2024-03-06", M.OUTCOME: "Maybe"},
		"its outcome 'Maybe' means neither won nor lost",
	),
]


@pytest.mark.parametrize(("cells", "why"), REFUSED_LINES)
def test_a_line_that_does_not_fit_together_is_refused(cells, why):
	assert any(why in sentence for sentence in refused(cells, **WON_AND_LOST))


def test_what_was_made_harmless_for_spreadsheets_is_read_as_it_was():
	line = a_line({M.MQL: "2024-03-05", M.COMPANY_NAME: "'=Sum & Co", M.FIRST_NAME: "'t Hooft"})
	assert line.texts == {"Company Name": "=Sum & Co", "First Name": "'t Hooft"}


def test_a_file_without_a_column_that_is_mapped_is_refused():
	lacking = reader(M.OWN_NUMBER, M.MQL)
	with pytest.raises(Refused, match="The file has no column Reached MQL"):
		type(lacking)(lacking._reading, ["Own Number"])


def mapped(*pairs: tuple[str, Meaning]) -> str:
	with pytest.raises(Refused) as refusal:
		columns_by_meaning([Mapped(column=column, meaning=meaning) for column, meaning in pairs])
	return str(refusal.value)


REFUSED_COLUMNS = [
	([("a", M.MQL), ("b", M.MQL), ("n", M.OWN_NUMBER)], "a, b are both Reached MQL"),
	([("a", M.MQL), ("a", M.OWN_NUMBER)], "The column a stands in the table twice"),
	([("a", M.MQL)], "No column tells one lead from another"),
	([("a", M.OWN_NUMBER)], "No column holds a date"),
	(
		[("n", M.OWN_NUMBER), ("a", M.MQL), ("b", M.ANSWERED_BY)],
		"b says who answered, but no column says when",
	),
	([("n", M.OWN_NUMBER), ("a", M.MQL), ("b", M.CLOSED_ON)], "b says when opportunities were closed"),
]


@pytest.mark.parametrize(("pairs", "why"), REFUSED_COLUMNS)
def test_columns_that_do_not_fit_together_are_refused(pairs, why):
	assert why in mapped(*pairs)


def test_any_number_of_columns_may_be_ignored():
	pairs = [("n", M.EMAIL), ("a", M.MQL), ("x", M.IGNORE), ("y", M.IGNORE)]
	found = columns_by_meaning([Mapped(column=column, meaning=meaning) for column, meaning in pairs])
	assert found == {M.EMAIL: "n", M.MQL: "a"}


def test_stages_are_in_the_order_of_their_dates_and_on_one_day_from_the_bottom_up():
	stages = {Stage.CUSTOMER: DAY, Stage.NURTURE: DAY, Stage.MQL: DAY, Stage.LEAD: NOW}
	assert [stage for stage, _at in in_order(stages)] == [
		Stage.MQL,
		Stage.CUSTOMER,
		Stage.NURTURE,
		Stage.LEAD,
	]


@pytest.mark.parametrize(
	("stages", "expected"),
	[
		({}, None),
		({Stage.MQL: 1, Stage.CUSTOMER: 3}, Stage.CUSTOMER),
		({Stage.MQL: 3, Stage.CUSTOMER: 1}, Stage.CUSTOMER),
		({Stage.MQL: 1, Stage.NURTURE: 3}, Stage.NURTURE),
		({Stage.MQL: 3, Stage.NURTURE: 1}, Stage.MQL),
		({Stage.MQL: 2, Stage.DISQUALIFIED: 2}, Stage.DISQUALIFIED),
		({Stage.NURTURE: 1, Stage.DISQUALIFIED: 2}, Stage.DISQUALIFIED),
	],
)
def test_a_lead_stands_on_the_highest_rung_unless_it_was_put_aside_later(stages, expected):
	found = stands_on({stage: datetime(2024, 1, day) for stage, day in stages.items()})
	assert (found and found[0]) == expected
