"""What the columns of a file of costs mean."""

from __future__ import annotations

import pytest

from lead_intelligence.core.costs.file_columns import CostColumn, cost_columns, guess_columns
from lead_intelligence.core.problems import Refused

DAY, TEXT = ["2024-03-01", "2024-03-02"], ["a", "b"]


@pytest.mark.parametrize(
	("columns", "means"),
	[
		("Source,Campaign,From,To,Amount,Currency,Note", "Source,Campaign,From,To,Amount,Currency,Note"),
		(
			"Source du prospect,Campagne,Du,Au,Montant,Devise,Remarque",
			"Source,Campaign,From,To,Amount,Currency,Note",
		),
		(
			"Campaign name,Reporting starts,Reporting ends,Amount spent (EUR),Impr.",
			"Campaign,From,To,Amount,Ignore",
		),
		("Canal,Mois,Coût (EUR)", "Source,Month,Amount"),
		("Day,Campaign,Cost,Currency code", "From,Campaign,Amount,Currency"),
		("Date,Month,Spend", "From,Ignore,Amount"),
		("Start,End,Amount,Cost", "From,To,Amount,Ignore"),
	],
)
def test_columns_are_guessed_by_their_names(columns, means):
	names = columns.split(",")
	assert [one.value for one in guess_columns(names, [DAY] * len(names))] == means.split(",")


def test_a_column_without_dates_holds_no_days():
	assert guess_columns(["Start", "Cost"], [TEXT, ["1", "2"]]) == [CostColumn.IGNORE, CostColumn.AMOUNT]


def said(**meanings: str) -> list[tuple[str, CostColumn]]:
	return [(column, CostColumn(meaning)) for column, meaning in meanings.items()]


def test_what_can_be_read():
	found = cost_columns(said(a="Source", b="Month", c="Amount", d="Ignore", e="Ignore"), has_source=False)
	assert found == {CostColumn.SOURCE: "a", CostColumn.MONTH: "b", CostColumn.AMOUNT: "c"}
	assert cost_columns(said(b="From", c="Amount"), has_source=True)


@pytest.mark.parametrize(
	("columns", "says"),
	[
		({"a": "Source", "b": "From"}, "No column holds the amount"),
		({"a": "Source", "c": "Amount"}, "No column says for which days"),
		({"b": "From", "c": "Amount"}, "No column names the source or the campaign"),
		(
			{"a": "Source", "b": "From", "m": "Month", "c": "Amount"},
			"m is the month, and there are days besides",
		),
		({"a": "Source", "b": "From", "c": "Amount", "d": "Amount"}, "c, d are both Amount"),
	],
)
def test_what_cannot(columns, says):
	with pytest.raises(Refused, match=says):
		cost_columns(said(**columns), has_source=False)
