"""Loading and removing the sample: once, again, interrupted, in use, and without trace."""

from __future__ import annotations

import frappe
import pytest
import requests

from lead_intelligence.jobs.figures import sweep
from lead_intelligence.setup.sample_data import record
from lead_intelligence.setup.sample_data.loading import load
from lead_intelligence.setup.sample_data.removal import remove
from tests.bench.people import MANAGER, REP
from tests.site.builders import a_lead, journey_of
from tests.site.site_contents import SiteContents, contents, differences
from tests.site.test_sample_data import TODAY, take_away

LEAD = record.name_of("Lead", 1)
# Written by those who look on, by whoever runs a job, and by what runs beside: not what a sample leaves.
NOISE = ("tabSessions", "tabError Log", "tabScheduled Job Log", "tabRoute History", "tabActivity Log: ")


@pytest.fixture
def site(live_site):
	live_site.run(take_away)
	settle_marks(live_site)
	yield live_site
	live_site.run(take_away)
	live_site.wait_for_jobs()


def settle_marks(site) -> None:
	"""Where all is marked, by a job of its own first."""
	for _minute in range(2):
		site.wait_for_jobs()
		site.run(sweep)


def left_since(site, before: SiteContents) -> list[str]:
	settle_marks(site)
	return [line for line in differences(before, site.run(contents)) if not any(n in line for n in NOISE)]


def test_nothing_is_left(site):
	before = site.run(contents)
	site.run(load, 1, TODAY)
	site.run(remove)
	assert left_since(site, before) == []


def use() -> None:
	"""What people do with the sample, as a manager would."""
	frappe.set_user(MANAGER.user)
	lead = frappe.get_doc("Lead", LEAD)
	lead.update({"job_title": "CEO", "no_of_employees": "1000+", "request_type": "Product Enquiry"})
	lead.append("notes", {"note": "Called"})
	lead.save()
	lead.add_comment("Comment", "Promising")
	lead.add_tag("sample-tried")
	frappe.share.add("Lead", LEAD, REP.user)
	task = {"doctype": "ToDo", "reference_type": "Lead", "reference_name": LEAD, "description": "Call"}
	frappe.get_doc({**task, "allocated_to": MANAGER.user}).insert()
	told = {"doctype": "Notification Log", "document_type": "Lead", "document_name": LEAD, "subject": "Look"}
	notice = frappe.get_doc({**told, "for_user": REP.user, "name": "sample-notice"})
	notice.db_insert()
	frappe.get_doc(
		{
			"doctype": "Communication",
			"communication_type": "Communication",
			"communication_medium": "Phone",
			"subject": "Call",
			"content": "Talked",
			"reference_doctype": "Lead",
			"reference_name": LEAD,
		}
	).insert(ignore_permissions=True)
	contact = frappe.get_doc({"doctype": "Contact", "first_name": "Only for the sample"})
	contact.append("links", {"link_doctype": "Lead", "link_name": LEAD})
	contact.insert(ignore_permissions=True)
	customer = frappe.get_doc(
		"Customer", frappe.get_all("Customer", {"name": ("like", "LI-SAMPLE-%")})[0].name
	)
	customer.customer_details = "Looked at"
	customer.save()
	frappe.set_user("Administrator")
	frappe.delete_doc("Lead", record.name_of("Lead", 3), force=True)
	frappe.get_doc("Lead Scoring Model", "ALS Scoring v1").add_comment("Comment", "Fine")
	from lead_intelligence.adapters.versions import copy_as_draft

	copy_as_draft(frappe.get_doc("Lead Scoring Model", "ALS Scoring v1")).submit()


def test_nothing_is_left_after_people_have_used_it(site):
	site.run(
		lambda: frappe.get_doc({"doctype": "Tag", "name": "sample-tried"}).insert(ignore_if_duplicate=True)
	)
	before = site.run(contents)
	site.run(load, 1, TODAY)
	site.run(use)
	site.wait_for_jobs()
	site.run(remove)
	assert site.run(waiting_searches) == []
	assert left_since(site, before) == []


def waiting_searches() -> list[str]:
	"""What Frappe would enter into its search soon although it is gone."""
	waiting = [
		frappe.parse_json(entry.decode()) for entry in frappe.cache.lrange("global_search_queue", 0, -1)
	]
	looked_at = ("Lead", "Customer", "Contact", "ToDo", "Communication", "Lead Scoring Model", "Opportunity")
	return [
		f"{entry['doctype']} {entry['name']}"
		for entry in waiting
		if entry["doctype"] in looked_at and not frappe.db.exists(entry["doctype"], entry["name"])
	]


def test_a_real_lead_stays_as_it_is(site):
	real = site.run(lambda: a_lead(job_title="CEO").name)

	def of_the_lead():
		return frappe.db.get_value("Lead", real, "*", as_dict=True), journey_of(real)

	before = site.run(of_the_lead)
	site.run(load, 1, TODAY)
	assert site.run(of_the_lead) == before
	site.run(remove)
	assert site.run(of_the_lead) == before


def test_the_rows_are_the_same_every_time(site):
	def rows():
		doctypes = [*record.KINDS, "Lead Journey Entry"]
		own = {"lead": ("like", record.all_of("Lead"))}
		kept = {}
		for doctype in doctypes:
			filters = own if doctype == "Lead Journey Entry" else {"name": ("like", record.all_of(doctype))}
			found = frappe.get_all(doctype, filters=filters, fields=["*"], order_by="creation, name")
			if doctype == "Lead Journey Entry":
				apart = ("name", "creation", "modified")
				found = [{k: v for k, v in row.items() if k not in apart} for row in found]
				found.sort(key=lambda row: (row["lead"], row["at"]))
			kept[doctype] = found
		return kept

	site.run(load, 1, TODAY)
	first = site.run(rows)
	site.run(remove)
	site.run(load, 1, TODAY)
	assert site.run(rows) == first


def test_it_is_loaded_once(site):
	site.run(load, 1, TODAY)
	with pytest.raises(frappe.ValidationError, match="loaded already"):
		site.run(load, 1, TODAY)
	assert site.run(record.state)["counts"]["lead"] == 400


def test_what_is_not_there_is_not_removed(site):
	with pytest.raises(frappe.ValidationError, match="no sample data"):
		site.run(remove)


KILLED = """
import os
from lead_intelligence.setup.sample_data import loading
write, batches = loading._write, []
def die(*args):
	write(*args)
	batches.append(args)
	if len(batches) == 2:
		os._exit(0)
loading._write = die
loading.load(1, "2026-11-20")
"""


@pytest.mark.parametrize("then", ["remove", "load"])
def test_a_load_that_is_killed_can_be_cleaned_up(site, then):
	before = site.run(contents)
	site.run_in_process(KILLED)
	state = site.run(record.state)
	assert (state["state"], state["percent"]) == ("interrupted", 50)
	if then == "load":
		assert site.run(load, 1, TODAY)["counts"]["lead"] == 400
	site.run(remove)
	assert left_since(site, before) == []


def test_a_removal_that_is_killed_can_be_taken_up(site):
	before = site.run(contents)
	site.run(load, 1, TODAY)
	site.run_in_process(
		"import os\nfrom lead_intelligence.setup.sample_data import removal\n"
		"removal._remove_the_rest = lambda company: os._exit(0)\nremoval.remove()"
	)
	assert site.run(record.state)["state"] == "interrupted"
	site.run(remove)
	assert left_since(site, before) == []


def an_opportunity() -> str:
	from erpnext.crm.doctype.lead.lead import make_opportunity

	return make_opportunity(LEAD).insert().name


def test_work_that_people_have_made_of_it_is_named_and_kept(site):
	site.run(load, 1, TODAY)
	opportunity = site.run(an_opportunity)
	# It is a touch of the lead, which is evaluated for it.
	settle_marks(site)
	before = site.run(contents)
	with pytest.raises(frappe.ValidationError, match=opportunity) as refusal:
		site.run(remove)
	assert "Nothing has been removed" in str(refusal.value)
	assert left_since(site, before) == []
	site.run(lambda: frappe.delete_doc("Opportunity", opportunity))
	site.run(remove)


def test_a_lead_that_people_entered_for_the_company_is_named_and_kept(site):
	company = site.run(load, 1, TODAY)["company"]
	lead = site.run(lambda: a_lead(company=company).name)
	with pytest.raises(frappe.ValidationError, match=lead):
		site.run(remove)
	site.run(lambda: frappe.delete_doc("Lead", lead))


def test_a_list_entry_that_is_used_since_stays(site):
	site.run(load, 1, TODAY)
	created = site.run(lambda: frappe.parse_json(record.stored().masters))
	assert ["Lead Source", "Website"] in created
	lead = site.run(lambda: a_lead(source="Website").name)
	site.run(remove)
	assert site.run(lambda: frappe.db.exists("Lead Source", "Website"))
	assert not site.run(lambda: frappe.db.exists("Campaign", "LED Retrofit"))
	site.run(lambda: (frappe.delete_doc("Lead", lead), frappe.delete_doc("Lead Source", "Website")))


def test_the_job_runs_in_the_background(site):
	manager = site.signed_in("Sales Manager")
	assert manager.call("lead_intelligence.api.sample_data.state")["state"] == "none"
	assert manager.call("lead_intelligence.api.sample_data.load")["state"] in ("loading", "loaded")
	site.wait_for_jobs()
	assert manager.call("lead_intelligence.api.sample_data.state")["counts"]["lead"] == 400
	manager.call("lead_intelligence.api.sample_data.remove")
	site.wait_for_jobs()
	assert manager.call("lead_intelligence.api.sample_data.state")["state"] == "none"


@pytest.mark.parametrize("method", ["state", "load", "remove"])
def test_who_may_not_write_the_settings_may_not(site, method):
	rep = site.signed_in("Sales User")
	path = f"/api/method/lead_intelligence.api.sample_data.{method}"
	assert rep.post(path).status_code == 403
	assert requests.post(site.url + path, headers={"Accept": "application/json"}).status_code in (401, 403)
	assert site.run(record.stored) is None


@pytest.mark.parametrize("method", ["load", "remove"])
def test_neither_is_done_by_a_link(site, method):
	path = f"/api/method/lead_intelligence.api.sample_data.{method}"
	assert site.signed_in("Sales Manager").get(path).status_code == 403
