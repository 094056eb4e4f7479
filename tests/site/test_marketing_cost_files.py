"""Files of costs: checked, imported as a whole, never twice, and taken back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import frappe
import pytest

from lead_intelligence.api import marketing_cost_file as api
from tests.bench.people import MARKETING, REP, SECOND_REP
from tests.site.cost_builders import COMPANY, a_cost, a_record, cost_company, costs

HEADER = "Source,Campaign,From,To,Amount,Currency,Note"
LINES = (
	"Radio of the Coast,Spring of Radios,2024-01-01,2024-01-31,310,EUR,three spots",
	"Radio of the Coast,,2024-02-01,2024-02-29,290.50,,",
	",Spring of Radios,2024-03-01,,-10,,given back",
)


def given_once() -> None:
	a_record("Lead Source", "Radio of the Coast", source_name="Radio of the Coast")
	a_record("Campaign", "Spring of Radios", campaign_name="Spring of Radios")
	cost_company()


def a_file(*lines: str, header: str = HEADER, **fields: Any) -> str:
	content = "\n".join((header, *lines)).encode(fields.pop("encoding", "utf-8"))
	doc = {"doctype": "File", "file_name": f"costs-{frappe.generate_hash(length=6)}.csv", "content": content}
	return str(frappe.get_doc({**doc, "is_private": 1}).insert().file_url)


def said(file: str, **fields: Any) -> dict[str, Any]:
	"""As it is guessed."""
	read = api.read(file)
	columns = [{"column": row["column"], "meaning": row["meaning"]} for row in read["columns"]]
	written = {"date_order": read["date_order"], "decimal_sign": read["decimal_sign"]}
	return {"file": file, "company": COMPANY, "columns": columns, **written, **fields}


def of_company() -> list[Any]:
	return frappe.get_all("Marketing Cost", filters={"company": COMPANY}, fields=["*"], order_by="from_date")


def test_a_check_writes_nothing_and_says_what_would_come():
	found = api.check(**said(a_file(*LINES)))
	assert (found["read"], found["new"], found["known"], found["refused"]) == (3, 3, 0, 0)
	assert found["amounts"] == [{"currency": "EUR", "amount": 590.5}]
	assert found["sample"][0]["source"] == "Radio of the Coast"
	assert found["unknown_sources"] == found["unknown_campaigns"] == found["without_rate"] == []
	assert of_company() == []


def test_a_file_is_imported_as_costs_that_count():
	file = a_file(*LINES)
	added = api.add(**said(file))
	assert (added["added"], added["known"]) == (3, 0)
	first, _second, third = of_company()
	assert (first.origin, first.cost_import, first.note) == ("CSV", added["name"], "three spots")
	assert (first.amount, first.conversion_rate, first.base_amount) == (310, 1, 310)
	assert first.title == "Radio of the Coast · Spring of Radios"
	assert (third.source, third.amount) == (None, -10)
	assert costs().total == Decimal("590.5")
	assert costs().by("Source") == {"Radio of the Coast": Decimal("600.5")}
	kept = frappe.get_doc("File", {"file_url": file})
	assert (kept.attached_to_doctype, kept.attached_to_name) == ("Marketing Cost Import", added["name"])
	# What was stored past the document can be saved as one.
	doc = frappe.get_doc("Marketing Cost", first.name)
	doc.save()
	assert (doc.origin, doc.cost_import, doc.base_amount) == ("CSV", added["name"], 310)


def test_the_same_file_twice_adds_nothing_twice():
	api.add(**said(a_file(*LINES)))
	again = said(a_file(*LINES))
	assert (api.check(**again)["new"], api.check(**again)["known"]) == (0, 3)
	with pytest.raises(frappe.ValidationError, match="there already"):
		api.add(**again)
	longer = said(a_file(*LINES, "radio of the coast,,2024-04-01,2024-04-30,30,,"))
	assert api.add(**longer)["added"] == 1
	assert len(of_company()) == 4


def test_what_was_entered_by_hand_is_there_already():
	a_cost("2024-02-01", "2024-02-29", 290.5)
	assert api.check(**said(a_file(*LINES)))["known"] == 1


def test_nothing_of_a_file_with_problems_is_imported():
	wrong = (
		"Radio of the Coast,,2024-13-01,2024-01-31,310,EUR,",
		"a,b",
		"Radio of the Coast,,2024-01-01,,,EUR,",
	)
	asked = said(a_file(*LINES, *wrong, LINES[0]), date_order="Year-Month-Day")
	found = api.check(**asked)
	assert (found["read"], found["refused"]) == (7, 4)
	by_line = {row["line"]: " ".join(row["sentences"]) for row in found["problems"]}
	assert "2024-13-01" in by_line[5]
	assert "2 cells" in by_line[6]
	assert "Amount: Nothing stands here" in by_line[7]
	assert "says the same as line 2" in by_line[8]
	with pytest.raises(frappe.ValidationError, match="nothing is imported"):
		api.add(**asked)
	assert of_company() == []


def test_names_and_currencies_that_are_not_known_are_said():
	found = api.check(**said(a_file("Rdio,Sprng,2024-01-01,,5,USD,", "Rdio,,2024-01-02,,5,USD,")))
	assert found["unknown_sources"] == [{"name": "Rdio", "lines": 2}]
	assert found["unknown_campaigns"] == [{"name": "Sprng", "lines": 1}]
	assert found["without_rate"] == [{"name": "USD", "lines": 2}]


def test_in_another_currency_the_rate_of_the_first_day_counts():
	for day, rate in (("2023-12-31", 0.9), ("2024-01-02", 0.8)):
		pair = {
			"from_currency": "USD",
			"to_currency": "EUR",
			"for_buying": 1,
			"exchange_rate": rate,
			"date": day,
		}
		frappe.get_doc({"doctype": "Currency Exchange", **pair}).insert()
	api.add(
		**said(a_file("Radio of the Coast,,2024-01-01,,5,usd,", "Radio of the Coast,,2024-01-02,,5,USD,"))
	)
	assert [row.base_amount for row in of_company()] == [4.5, 4]
	assert costs().total == Decimal("8.5")


def test_as_a_french_spreadsheet_writes_it():
	lines = ("Radio of the Coast;03/2024;1.234,56", "Radio of the Coast;13/04/2024;-5,5")
	file = a_file(*lines, header="Source du prospect;Mois;Coût (EUR)", encoding="cp1252")
	asked = said(file)
	assert [row["meaning"] for row in asked["columns"]] == ["Source", "Month", "Amount"]
	assert asked["decimal_sign"] == "1.234,56"
	api.add(**{**asked, "date_order": "Day-Month-Year"})
	first, second = of_company()
	assert (str(first.from_date), str(first.to_date), first.amount) == ("2024-03-01", "2024-03-31", 1234.56)
	assert (str(second.from_date), str(second.to_date), second.amount) == ("2024-04-01", "2024-04-30", -5.5)


def test_an_import_is_undone_and_can_be_made_again():
	asked = said(a_file(*LINES))
	kept = a_cost("2024-06-01", "2024-06-02", 7)
	name = api.add(**asked)["name"]
	with pytest.raises(frappe.ValidationError, match="Undo this import before you delete it"):
		frappe.delete_doc("Marketing Cost Import", name)
	assert api.undo(name) == {"removed": 3}
	assert [row.name for row in of_company()] == [kept.name]
	assert frappe.db.get_value("Marketing Cost Import", name, "status") == "Undone"
	with pytest.raises(frappe.ValidationError, match="undone already"):
		api.undo(name)
	assert api.add(**asked)["added"] == 3
	frappe.delete_doc("Marketing Cost Import", name)


@pytest.mark.parametrize(
	("change", "says"),
	[
		({"columns": []}, "No column holds the amount"),
		({"columns": "nonsense"}, "columns cannot be read"),
		({"columns": [{"column": "Source", "meaning": "Nonsense"}]}, "columns cannot be read"),
		({"columns": 7}, "columns cannot be read"),
		({"company": "Nobody & Sons"}, "There is no company Nobody &amp; Sons"),
		({"company": None}, "must be given as text"),
		({"date_order": "Backwards"}, "must be one of"),
		({"file": "/private/files/none.csv"}, "not on this site"),
		({"source": "S" * 141}, "at most 140 characters"),
	],
)
def test_what_cannot_be_checked(change, says):
	asked = said(a_file(*LINES))
	for act in (api.check, api.add):
		with pytest.raises(frappe.ValidationError, match=says):
			act(**{**asked, **change})


@pytest.mark.parametrize(
	("content", "says"),
	[(b"", "empty"), (b"PK\x03\x04abc", "Excel workbook"), (b"2024-01-01,5\n", "looks like data")],
)
def test_what_is_no_file_of_costs(content, says):
	file = {"doctype": "File", "file_name": "odd.csv", "content": content or " ", "is_private": 1}
	url = frappe.get_doc(file).insert().file_url
	with pytest.raises(frappe.ValidationError, match=says):
		api.read(url)


def test_too_many_lines(monkeypatch):
	monkeypatch.setattr("lead_intelligence.adapters.marketing_costs.file_check.MOST_LINES", 2)
	with pytest.raises(frappe.ValidationError, match="more than 2 lines"):
		api.check(**said(a_file(*LINES)))


def test_who_may_import(signed_in_as):
	with signed_in_as(MARKETING.user):
		asked = said(a_file(*LINES))
		name = api.add(**asked)["name"]
	with signed_in_as(REP.user):
		for act in (
			lambda: api.read(asked["file"]),
			lambda: api.check(**asked),
			lambda: api.add(**asked),
			lambda: api.undo(name),
		):
			with pytest.raises(frappe.PermissionError):
				act()


def test_who_works_for_one_company_imports_for_no_other(signed_in_as):
	other = cost_company("Autre Imprimerie", "AIC")
	user = frappe.get_doc("User", SECOND_REP.user)
	user.add_roles("Lead Marketing")
	permission = {"doctype": "User Permission", "user": user.name, "allow": "Company", "for_value": other}
	frappe.get_doc(permission).insert()
	with signed_in_as(user.name):
		asked = said(a_file(*LINES))
		with pytest.raises(frappe.PermissionError):
			api.add(**asked)
		assert api.add(**{**asked, "company": other})["added"] == 3
		assert costs(company=None).total == Decimal("590.5")
