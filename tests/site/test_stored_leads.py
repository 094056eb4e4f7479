"""Many leads read at once are judged exactly as their documents are."""

from datetime import timedelta

import frappe
import pytest
from frappe.custom.doctype.custom_field.custom_field import create_custom_field
from frappe.utils import get_datetime

from lead_intelligence.adapters import stored_leads
from lead_intelligence.adapters.erpnext_versions import actual_name
from lead_intelligence.adapters.lead_state import stored_state
from lead_intelligence.adapters.policies import policies_for
from lead_intelligence.adapters.settings import settings
from lead_intelligence.adapters.snapshots import snapshot_of
from lead_intelligence.adapters.stored_leads import StoredLeads, batches_of_names
from tests.site.builders import a_lead, a_live_model, condition, rule

FIELDS = (
	*("job_title", "city", "no_of_employees", "qualification_status", "annual_revenue", "request_type"),
	*("territory", "unsubscribed", "qualified_on", "creation", "source", "type", "status"),
)


def a_territory(name: str, under: str = "All Territories", group: int = 0) -> str:
	values = {"territory_name": name, "parent_territory": under, "is_group": group}
	return frappe.get_doc({"doctype": "Territory", **values}).insert().name


def leads_of_every_kind() -> list[str]:
	a_territory("Iberia", group=1)
	a_territory("Porto", under="Iberia")
	a_territory("Faro", under="Iberia")
	leads = [
		a_lead(),
		a_lead(job_title="  CEO ", city="", annual_revenue=0, no_of_employees="1-10"),
		a_lead(no_of_employees="11-50", qualification_status="Unqualified", annual_revenue=2500.5),
		a_lead(territory="Porto", request_type="Other", unsubscribed=1, qualified_on="2026-01-02"),
		a_lead(territory="Faro", company=None),
		a_lead(territory="All Territories", **{actual_name("source"): None}),
	]
	old = a_lead(no_of_employees="1-10", qualification_status="Unqualified")
	before_us = get_datetime(settings().choices_known_from) - timedelta(days=1)
	frappe.db.set_value("Lead", old.name, "creation", before_us, update_modified=False)
	by_hand = {"territory": "porto", "annual_revenue": -3, "type": ""}
	frappe.db.set_value("Lead", a_lead(last_name="By hand").name, by_hand, update_modified=False)
	frappe.db.delete("Territory", {"name": "Faro"})
	moved = frappe.get_doc("Lead", leads[0].name)
	moved.city = "Lyon"
	moved.save()
	return frappe.get_all("Lead", pluck="name", order_by="name")


def a_model(*more):
	a_live_model(
		*(rule("", "", when=condition(name, "is set"), rule=f"{name} known", points=1) for name in FIELDS),
		rule("territory", "is within", ["Iberia"]),
		rule("city", "changed in the last N days", 9),
		*more,
	)
	return policies_for(None)


def read_alike(names: list[str]) -> None:
	policies, catalogue = policies_for(None)
	many = StoredLeads.of([policies.scoring], catalogue).read(names)
	assert [lead.name for lead in many] == names
	for lead in many:
		doc = frappe.get_doc("Lead", lead.name)
		assert lead.snapshot == snapshot_of(doc, policies.scoring, catalogue)
		assert lead.state == stored_state(doc)
		assert (lead.company, lead.created, lead.next_change_at, lead.needs_evaluation) == (
			doc.company,
			doc.creation,
			doc.li_next_change_at,
			bool(doc.li_needs_evaluation),
		)


def test_snapshots_are_those_of_the_documents():
	a_model()
	names = leads_of_every_kind()
	read_alike(names)
	policies, catalogue = policies_for(None)
	leads = StoredLeads.of([policies.scoring], catalogue).read(names, lock=True)
	# That they are alike says little unless the kinds are all there.
	assert {"Iberia", "Porto", "All Territories"} in [
		set(lead.snapshot.ancestors.get("territory", ())) for lead in leads
	]
	assert [lead for lead in leads if lead.snapshot.changed_at]
	assert len({lead.snapshot.values.get("no_of_employees") for lead in leads}) > 2


OTHER_TYPES = (
	{"fieldname": "topics", "fieldtype": "Table MultiSelect", "options": "Competitor Detail"},
	{"fieldname": "stars", "fieldtype": "Rating"},
	{"fieldname": "size", "fieldtype": "Select", "options": "small\nlarge"},
)


@pytest.fixture
def fields_of_other_types(live_site):
	def add() -> None:
		for field in OTHER_TYPES:
			create_custom_field("Lead", {"label": field["fieldname"], **field})

	def remove() -> None:
		for field in OTHER_TYPES:
			frappe.delete_doc("Custom Field", f"Lead-{field['fieldname']}", force=True)
		frappe.clear_cache(doctype="Lead")

	live_site.run(add)
	yield
	live_site.run(remove)


def test_multiple_choices_and_stars_too(live_site, fields_of_other_types):
	live_site.run(_compare_multiple_choices)


def _compare_multiple_choices() -> None:
	for name in ("Zeta", "Alpha"):
		if not frappe.db.exists("Competitor", name):
			frappe.get_doc({"doctype": "Competitor", "competitor_name": name}).insert()
	names = sorted(
		[
			a_lead(topics=[{"competitor": "Zeta"}, {"competitor": "Alpha"}], stars=0.6, size="large").name,
			a_lead(topics=[], stars=0, size="small").name,
			a_lead().name,
		]
	)
	a_live_model(
		rule("topics", "includes", ["Alpha"]), rule("stars", "is at least", 1), rule("size", "is", "large")
	)
	read_alike(names)
	frappe.db.rollback()


def test_leads_that_are_gone_are_left_out_and_no_names_give_no_leads():
	policies, catalogue = a_model()
	reader = StoredLeads.of([policies.scoring], catalogue)
	lead = a_lead()
	assert [found.name for found in reader.read(["no such lead", lead.name])] == [lead.name]
	assert reader.read([]) == []


def test_more_leads_than_fit_a_query_come_in_their_order(monkeypatch):
	policies, catalogue = a_model()
	names = [a_lead().name for _ in range(5)]
	monkeypatch.setattr(stored_leads, "MOST_NAMES", 2)
	reader = StoredLeads.of([policies.scoring], catalogue)
	assert [lead.name for lead in reader.read(names[::-1])] == names


@pytest.mark.parametrize("size", [1, 2, 100])
def test_batches_name_every_lead_once(size):
	names = [a_lead(city="Batch" if number % 2 else "Other").name for number in range(6)]
	batches = list(batches_of_names({"city": "Batch"}, size))
	assert [name for batch in batches for name in batch] == names[1::2]
	assert all(len(batch) <= size for batch in batches)
	some = batches_of_names([["name", "in", names[:2]]], size)
	assert [name for batch in some for name in batch] == names[:2]
