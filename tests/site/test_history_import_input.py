"""Whatever is attached, by whomever: what cannot be read is said, line by line, and nobody reaches what they may not."""

import frappe
import pytest
from frappe.permissions import add_user_permission

from lead_intelligence.api import history_import as api
from tests.bench.base_company import COMPANY
from tests.bench.people import MANAGER, MARKETING, REP
from tests.site.builders import a_lead, another_company
from tests.site.history_files import (
	IMPORT,
	an_import,
	attached,
	csv_of,
	facts_of,
	judged,
	lead_with,
	refusals,
	stages_of,
	taken_in,
)

HEADER = ("Own Number", "Email", "Reached MQL")
ROW = ("n-1", "", "2023-02-01")


def refused(content: str | bytes, **fields) -> str:
	with pytest.raises(frappe.ValidationError) as refusal:
		an_import(content, **fields)
	return str(refusal.value)


@pytest.mark.parametrize(
	("content", "sentence"),
	[
		(b" ", "The file is empty"),
		(b"\n\n", "The file is empty"),
		(b"PK\x03\x04" + b"\0" * 200, "The file is an Excel workbook"),
		(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "The file is no text file"),
		(b"n-1,2023-01-01\nn-2,2023-01-02\n", "looks like data ('2023-01-01')"),
		(b"number,date,date\n1,2,3\n", "several columns named 'date'"),
		((",".join(f"c{n}" for n in range(201)) + "\n").encode(), "more than 200 columns"),
		(b'"a,b\n', "The first line of the file cannot be read"),
	],
)
def test_a_file_that_is_no_table_is_refused_with_what_to_do(content, sentence):
	assert sentence in refused(content)


def test_a_file_must_be_one_of_the_site_that_the_user_may_read(by):
	for url in ("https://example.com/x.csv", "/private/files/../../site_config.json", "/files/none.csv"):
		with pytest.raises(
			frappe.ValidationError, match="The file is not on this site, or you may not read it"
		):
			frappe.get_doc({"doctype": IMPORT, "title": "T", "company": COMPANY, "file": url}).insert()
	mine = attached(csv_of(HEADER, ROW))
	doc = frappe.get_doc({"doctype": IMPORT, "title": "T", "company": COMPANY, "file": mine})
	with pytest.raises(frappe.ValidationError, match="you may not read it"):
		by(MANAGER)(doc.insert)


def test_a_draft_without_a_file_can_be_saved_and_not_checked():
	doc = frappe.get_doc({"doctype": IMPORT, "title": "T", "company": COMPANY}).insert()
	with pytest.raises(frappe.ValidationError, match="There is no file yet"):
		api.check(doc.name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_files_of_any_encoding_and_delimiter_are_read(encoding, delimiter):
	name = "Éloïse à côté des forêts où l’été s’étire"
	text = csv_of(("Numéro", "Prénom", "Premier contact"), ("é-1", name, "2023-02-01"), delimiter=delimiter)
	doc = an_import(text.encode(encoding), create_leads=1)
	assert [row.meaning for row in doc.columns] == ["Own Number", "First Name", "First Contact"]
	(line,) = judged(doc)
	assert (line.problems, line.past.texts) == ((), {"First Name": name})


def test_blank_lines_are_nothing_and_damaged_ones_cost_only_themselves():
	text = 'Own Number,Reached MQL\nn-1,2023-01-01\n\n,,\nn-2\n"n-3"x,2023-01-01\nn-4,2023-01-02\nn-5,soon\n'
	lines = judged(an_import(text, create_leads=1))
	assert [line.record.line for line in lines] == [2, 5, 6, 7, 8]
	assert {line: sentence.split(".")[0] for line, sentence in refusals(lines).items()} == {
		5: "The line has 1 cells, but the first line names 2 columns",
		6: "A quote stands in the middle of a cell in quotes",
		8: "Reached MQL: 'soon' is not a date that is written like 2024-12-31",
	}


def test_cells_that_a_spreadsheet_would_run_are_only_text():
	header = ("Own Number", "Company Name", "Reached MQL")
	_doc, lines = taken_in(csv_of(header, ("=1+1", "=cmd|' /C calc'!A0", "2023-01-01")), create_leads=1)
	assert refusals(lines) == {}
	assert frappe.db.get_value("Lead", lead_with("=1+1"), "company_name") == "=cmd|' /C calc'!A0"


def test_lines_about_unknown_leads_are_refused_unless_leads_are_created():
	text = csv_of(HEADER, ROW, ("", "nobody@history.example", "2023-02-01"))
	assert set(refusals(judged(an_import(text))).values()) == {
		"There is no such lead. Create it, correct how the line names it, or have this import create what is missing."
	}
	assert refusals(judged(an_import(text, create_leads=1))) == {}


def test_a_line_finds_its_lead_by_address_and_keeps_it_by_number():
	lead = a_lead(email_id="Finds@History.example").name
	taken_in(csv_of(HEADER, ("f-1", "finds@history.example", "2023-02-01")))
	assert lead_with("f-1") == lead
	frappe.db.set_value("Lead", lead, "email_id", "moved@history.example")
	header = ("Own Number", "Reached SQL")
	_doc, lines = taken_in(csv_of(header, ("f-1", "2023-03-01")))
	assert refusals(lines) == {}
	assert [after for _before, after, _at in stages_of(lead)] == ["MQL", "SQL"]


def test_two_lines_about_one_lead_and_two_leads_of_one_address_are_refused():
	for name in ("Ada", "Bob"):
		frappe.get_doc({"doctype": "Lead", "first_name": name, "company": COMPANY}).insert()
	twins = frappe.get_all(
		"Lead", {"first_name": ("in", ("Ada", "Bob"))}, pluck="name", order_by="creation desc", limit=2
	)
	for name in twins:
		frappe.db.set_value("Lead", name, "email_id", "twins@history.example")
	lead = a_lead().name
	header = ("Lead ID", "Own Number", "Email", "Reached MQL")
	text = csv_of(
		header,
		("", "", "twins@history.example", "2023-02-01"),
		(lead, "t-1", "", "2023-02-01"),
		(lead.lower(), "", "", "2023-02-01"),
		("", "t-2", "", "2023-02-01"),
		("", "t-2", "", "2023-02-01"),
		("CRM-LEAD-NONE", "", "", "2023-02-01"),
	)
	found = refusals(judged(an_import(text, create_leads=1)))
	assert {line: sentence.split(".")[0].split(":")[0] for line, sentence in found.items()} == {
		2: "Several leads have the address 'twins@history",
		4: "Line 3 is about the same lead",
		6: "Line 5 is about the same lead",
		7: "There is no lead 'CRM-LEAD-NONE', or you may not see it",
	}


def test_what_a_line_names_must_be_there_or_be_created():
	header = ("Own Number", "Source", "Territory", "Lead Owner", "Answered On", "Answered By", "Reached MQL")
	row = ("m-1", "Autumn Fair", "Mars", "Nobody Here", "2023-02-02", "rosa bernard", "2023-02-01")
	(sentence,) = refusals(judged(an_import(csv_of(header, row), create_leads=1))).values()
	assert "Lead Owner: There is no user 'Nobody Here'" in sentence
	row = ("m-1", "Autumn Fair", "Mars", REP.user, "2023-02-02", "rosa bernard", "2023-02-01")
	(sentence,) = refusals(judged(an_import(csv_of(header, row), create_leads=1))).values()
	assert "There is no Source 'Autumn Fair'" in sentence
	assert "There is no Territory 'Mars'" in sentence
	_doc, lines = taken_in(csv_of(header, row), create_leads=1, create_masters=1)
	assert refusals(lines) == {}
	lead = frappe.get_doc("Lead", lead_with("m-1"))
	assert (lead.source, lead.territory, lead.lead_owner) == ("Autumn Fair", "Mars", REP.user)
	assert frappe.db.get_value("Territory", "Mars", "parent_territory") == "All Territories"
	assert facts_of(lead.name, "Answer")[0].user == REP.user


def test_a_check_creates_nothing():
	header = ("Own Number", "Source", "Campaign", "Reached MQL")
	doc = an_import(
		csv_of(header, ("c-1", "Winter Fair", "Snow", "2023-01-01")), create_leads=1, create_masters=1
	)
	assert refusals(judged(doc)) == {}
	assert not frappe.db.exists("Lead Source", "Winter Fair")
	assert not frappe.db.exists("Campaign", "Snow")


def test_what_erpnext_would_not_save_later_is_refused_now():
	header = ("Own Number", "Phone", "Reached MQL")
	(sentence,) = refusals(
		judged(an_import(csv_of(header, ("p-1", "call me", "2023-01-01")), create_leads=1))
	).values()
	assert "Phone: ERPNext does not accept 'call me'" in sentence


def test_amounts_of_another_company_are_in_its_currency():
	other = another_company("Atelier Dollar", "AD")
	frappe.db.set_value("Company", other, "default_currency", "USD")
	header = ("Own Number", "Our Company", "Opened On", "Amount", "Outcome")
	_doc, lines = taken_in(
		csv_of(
			header, ("cur-1", other, "2023-01-01", "USD 10.50", ""), ("cur-2", "", "2023-01-01", "10 EUR", "")
		),
		create_leads=1,
	)
	assert refusals(lines) == {}
	facts = [facts_of(lead_with(number), "Opportunity")[0] for number in ("cur-1", "cur-2")]
	assert [(fact.company, fact.currency, fact.amount) for fact in facts] == [
		(other, "USD", 10.5),
		(COMPANY, "EUR", 10),
	]
	again = refusals(
		judged(an_import(csv_of(header, ("cur-3", "Nowhere Inc", "2023-01-01", "1", "")), create_leads=1))
	)
	assert "There is no Company 'Nowhere Inc'" in again[2]


@pytest.mark.parametrize("person", [REP, MARKETING])
def test_who_does_not_manage_sales_has_no_part_in_it(by, person):
	doc = an_import(csv_of(HEADER, ROW))
	for method in (api.check, api.begin, api.undo, api.stop, api.progress):
		with pytest.raises(frappe.PermissionError):
			by(person)(method, doc.name)
	with pytest.raises(frappe.PermissionError):
		by(person)(an_import, csv_of(HEADER, ROW))


def test_a_manager_of_one_company_reaches_no_lead_of_another(by):
	other = another_company()
	theirs = a_lead(company=other, email_id="theirs@history.example").name
	add_user_permission("Company", COMPANY, MANAGER.user)
	header = ("Lead ID", "Email", "Our Company", "Reached MQL")
	text = csv_of(
		header,
		(theirs, "", "", "2023-01-01"),
		("", "theirs@history.example", "", "2023-01-01"),
		("", "own@history.example", other, "2023-01-01"),
	)

	def lines():
		return refusals(judged(an_import(text, create_leads=1)))

	found = by(MANAGER)(lines)
	assert "There is no lead" in found[2]
	assert 3 not in found
	assert "There is no Company" in found[4]


def test_a_manager_who_may_not_create_territories_is_told_so(by):
	header = ("Own Number", "Territory", "Reached MQL")

	def lines():
		doc = an_import(csv_of(header, ("ter-1", "Venus", "2023-01-01")), create_leads=1, create_masters=1)
		return refusals(judged(doc))

	assert "you may not create any" in by(MANAGER)(lines)[2]


def test_columns_are_read_again_with_another_file_and_what_people_said_stays():
	doc = an_import(csv_of(("Code", "Day"), ("x", "2023-01-01")))
	assert [row.meaning for row in doc.columns] == ["Ignore", "Ignore"]
	doc.columns[0].meaning, doc.columns[1].meaning = "Own Number", "Reached SQL"
	doc.file = attached(
		csv_of(("Code", "Email", "Day"), ("x", "a@history.example", "31/01/2023")), "other.csv"
	)
	doc.save()
	assert [row.meaning for row in doc.columns] == ["Own Number", "E-Mail", "Reached SQL"]
	assert doc.date_order == "Day-Month-Year"
	assert doc.columns[2].example == "31/01/2023"


def test_what_is_ours_cannot_be_written_by_a_form():
	doc = an_import(csv_of(HEADER, ROW))
	doc.update({"status": "Imported", "leads_created": 99, "findings": "{}", "requested_by": REP.user})
	doc.save()
	assert (doc.status, doc.leads_created, doc.requested_by) == ("Draft", 0, None)
	made = an_import(csv_of(HEADER, ROW), status="Imported", rows_read=5)
	assert (made.status, made.rows_read or 0) == ("Draft", 0)


def test_what_was_not_checked_is_neither_imported_nor_undone():
	doc = an_import(csv_of(HEADER, ROW))
	with pytest.raises(frappe.ValidationError, match="Check the file first"):
		api.begin(doc.name)
	with pytest.raises(frappe.ValidationError, match="nothing to undo"):
		api.undo(doc.name)
	with pytest.raises(frappe.ValidationError, match="not at work"):
		api.stop(doc.name)


def test_columns_that_do_not_fit_are_said_before_anything_begins():
	doc = an_import(
		csv_of(HEADER, ROW), {"Own Number": "Own Number", "Reached MQL": "Reached MQL", "Email": "Own Number"}
	)
	with pytest.raises(frappe.ValidationError, match="are both Own Number"):
		api.check(doc.name)
	assert frappe.db.get_value(IMPORT, doc.name, "status") == "Draft"
