"""Rows that are imported, and leads that were there before them."""

import frappe
import pytest
from frappe.core.doctype.data_import.data_import import start_import

from tests.site.builders import a_lead
from tests.site.territory_builders import a_territory

COUNTRY, OTHER = "Iceland", "Norway"
ROWS = """Country,City,Postal Code From,Postal Code To,Territory
Iceland,,101,155,Reykjavik
Iceland,Akureyri,,,Akureyri
Iceland,,1O1,105,Reykjavik
,Vík,,,Vik
"""


@pytest.fixture(scope="module")
def imported(live_site):
	"""The import's own report."""

	def start() -> dict:
		frappe.set_user("Administrator")
		for name in ("Reykjavik", "Akureyri", "Vik"):
			a_territory(name)
		file = frappe.get_doc(
			{"doctype": "File", "file_name": "territories.csv", "content": ROWS, "is_private": 1}
		).insert()
		values = {"reference_doctype": "Lead Territory Mapping", "import_type": "Insert New Records"}
		job = frappe.get_doc(
			{"doctype": "Data Import", **values, "import_file": file.file_url, "mute_emails": 1}
		).insert()
		frappe.db.commit()
		start_import(job.name)
		frappe.db.commit()
		return {
			"status": frappe.db.get_value("Data Import", job.name, "status"),
			"failed": frappe.get_all(
				"Data Import Log", filters={"data_import": job.name, "success": 0}, pluck="messages"
			),
		}

	# Leads of before, past the save that would look for their territory.
	def before() -> dict[str, str]:
		found = {}
		for place, fields in {
			"city": {"country": COUNTRY, "city": "AKUREYRI"},
			"code": {"country": COUNTRY, "li_postal_code": "IS-104"},
			"nowhere": {"country": COUNTRY, "li_postal_code": "900"},
			"chosen": {"country": COUNTRY, "li_postal_code": "104", "territory": "France"},
		}.items():
			found[place] = a_lead(first_name=place, **fields).name
		return found

	leads = live_site.run(before)
	yield {**live_site.run(start), "leads": leads}

	def tidy_up() -> None:
		for row in frappe.get_all("Lead Territory Mapping", pluck="name"):
			frappe.delete_doc("Lead Territory Mapping", row)

	live_site.run(tidy_up)


def territories(live_site, names) -> list[str | None]:
	def read():
		return [frappe.db.get_value("Lead", name, "territory") for name in names]

	return live_site.run(read)


def test_rows_are_imported_and_a_wrong_one_is_refused_with_its_reason(live_site, imported):
	assert imported["status"] == "Partial Success"
	(reason,) = imported["failed"]
	assert "comes before" in reason

	def rows():
		fields = ["country", "city", "postal_code_from", "territory"]
		return frappe.get_all("Lead Territory Mapping", fields=fields, order_by="creation", as_list=True)

	assert [tuple(row) for row in live_site.run(rows)] == [
		(COUNTRY, None, "101", "Reykjavik"),
		(COUNTRY, "Akureyri", None, "Akureyri"),
		# Where the file says no country, Frappe takes that of the site.
		("France", "Vík", None, "Vik"),
	]


def test_new_leads_get_their_territory_over_http(live_site, imported):
	rep = live_site.signed_in("Sales User")
	values = {"first_name": "New", "company_name": "Ice", "country": COUNTRY, "li_postal_code": "101"}
	answer = rep.post("/api/resource/Lead", json=values)
	assert answer.json()["data"]["territory"] == "Reykjavik"
	assert "Territory Reykjavik, because of" in answer.text
	other = rep.post(
		"/api/resource/Lead", json={**values, "first_name": "B", "country": "France", "city": "vik"}
	)
	assert other.json()["data"]["territory"] == "Vik"


def test_leads_of_before_get_theirs_in_the_background(live_site, imported):
	leads = imported["leads"]
	assert territories(live_site, leads.values()) == [None, None, None, "France"]
	manager = live_site.signed_in("Sales Manager")
	assert manager.call("lead_intelligence.api.territory.count_without") >= 3
	manager.call("lead_intelligence.api.territory.fill_in")
	live_site.wait_for_jobs()
	assert territories(live_site, leads.values()) == ["Akureyri", "Reykjavik", None, "France"]
	# What no row is about is left alone however often it is tried.
	manager.call("lead_intelligence.api.territory.fill_in")
	live_site.wait_for_jobs()
	assert territories(live_site, leads.values()) == ["Akureyri", "Reykjavik", None, "France"]


def test_a_rep_may_not_begin_it(live_site, imported):
	rep = live_site.signed_in("Sales User")
	answer = rep.post("/api/method/lead_intelligence.api.territory.fill_in")
	assert answer.status_code == 403
