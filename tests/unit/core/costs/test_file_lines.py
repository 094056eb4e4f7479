"""From the cells of a line to the cost that it says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from lead_intelligence.core.costs.entry import CostEntry
from lead_intelligence.core.costs.file_columns import CostColumn
from lead_intelligence.core.costs.file_lines import CostLines, CostReading
from lead_intelligence.core.imported_history.values import DateOrder, DecimalSign
from lead_intelligence.core.problems import Refused

HEADER = ["Source", "Campaign", "From", "To", "Amount", "Currency", "Note"]
COLUMNS = {CostColumn(name): name for name in HEADER}


def a_reader(header=HEADER, columns=None, **fields) -> CostLines:
	known = {"currency": "EUR", "currencies": {"EUR", "USD"}, "columns": columns or COLUMNS}
	return CostLines(CostReading(**{**known, **fields}), header)


def read(line: str, **fields) -> CostEntry:
	return a_reader(**fields).read(2, line.split("|"))


def test_a_line_is_a_cost():
	assert read("Radio| Spring  fair|2024-03-01|2024-03-31|1,200.50|usd|three spots") == CostEntry(
		first=date(2024, 3, 1),
		last=date(2024, 3, 31),
		amount=Decimal("1200.50"),
		currency="USD",
		source="Radio",
		campaign="Spring fair",
		note="three spots",
	)


def test_what_may_be_blank():
	entry = read("|Spring|2024-03-01||5||")
	assert (entry.first, entry.last, entry.currency, entry.source) == (
		date(2024, 3, 1),
		date(2024, 3, 1),
		"EUR",
		"",
	)
	assert read("|Spring|2024-03-01||5||", source="Fair").source == "Fair"
	assert read("Radio|-|2024-03-01|n/a|5||").campaign == ""


@pytest.mark.parametrize(
	("amount", "sign", "found"),
	[
		("-1,200.50", DecimalSign.POINT, "-1200.5"),
		("(1.200,50)", DecimalSign.COMMA, "-1200.5"),
		("300-", DecimalSign.POINT, "-300"),
		("€ 12", DecimalSign.POINT, "12"),
		("12 EUR", DecimalSign.COMMA, "12"),
		("0", DecimalSign.POINT, "0"),
		("'-5", DecimalSign.POINT, "-5"),
	],
)
def test_amounts(amount, sign, found):
	assert read(f"Radio||2024-03-01||{amount}||", amounts=sign).amount == Decimal(found)


@pytest.mark.parametrize(
	("text", "last"),
	[("2024-02", 29), ("02/2023", 28), ("2024-2", 29), ("2024-02-17", 29), ("17/02/2024", 29)],
)
def test_months(text, last):
	columns = {CostColumn.SOURCE: "Source", CostColumn.MONTH: "Month", CostColumn.AMOUNT: "Amount"}
	entry = a_reader(["Source", "Month", "Amount"], columns, dates=DateOrder.DAY_FIRST).read(
		2, ["Radio", text, "1"]
	)
	assert (entry.first.day, entry.last.day, entry.first.month, entry.last.month) == (1, last, 2, 2)


@pytest.mark.parametrize("text", ["2024-13", "March", "2024", "00/2024", "0000-01", "32/01/2024"])
def test_what_is_no_month(text):
	columns = {CostColumn.SOURCE: "Source", CostColumn.MONTH: "Month", CostColumn.AMOUNT: "Amount"}
	with pytest.raises(Refused, match="is not a month that is written like 2024-12"):
		a_reader(["Source", "Month", "Amount"], columns).read(2, ["Radio", text, "1"])


@pytest.mark.parametrize(
	("line", "says"),
	[
		("Radio||||5||", "From: Nothing stands here"),
		("Radio||2024-03-01||||", "Amount: Nothing stands here"),
		("Radio||2024-02-30||5||", "From: '2024-02-30' is a date that does not exist"),
		("Radio||2024-02-03|soon|5||", "To: 'soon' is not a date"),
		("Radio||2024-02-03||five||", "Amount: 'five' is not an amount in EUR"),
		("Radio||2024-02-03||5|XXX|", "Currency: There is no currency 'XXX'"),
		("||2024-02-03||5||", "neither a source nor a campaign"),
		("Radio||2024-02-03|2024-02-02|5||", "before the beginning"),
		(f"{'R' * 141}||2024-02-03||5||", "Source: 'R+…' is longer than 140 characters"),
	],
)
def test_what_is_refused(line, says):
	with pytest.raises(Refused, match=says):
		read(line)


def test_all_that_is_wrong_is_said_at_once():
	with pytest.raises(Refused) as refused:
		read("Radio||soon||five|XXX|")
	assert len(refused.value.problems) == 3


def test_the_same_line_twice():
	reader = a_reader()
	reader.read(2, ["Radio", "", "2024-03-01", "", "5", "", ""])
	reader.read(3, ["Radio", "", "2024-03-02", "", "5", "", ""])
	with pytest.raises(Refused, match="says the same as line 2"):
		reader.read(4, ["RADIO", "", "2024-03-01", "2024-03-01", "5.00", "EUR", "again"])


def test_a_header_without_the_column():
	with pytest.raises(Refused, match="no column Amount"):
		a_reader(HEADER[:4])
