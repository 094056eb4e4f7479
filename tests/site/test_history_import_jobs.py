"""Whatever the scheduler does afterwards, nobody hears of leads of the past, and their stages stay as they are dated."""

import frappe
import pytest

from lead_intelligence.jobs import (
	clocks,
	escalations,
	handovers,
	next_steps,
	reevaluation,
	reroutes,
	routing,
	stages,
	stagnation,
)
from tests.bench.people import REP
from tests.site.agreed_leads import a_live_definition
from tests.site.builders import a_live_model, another_company, rule
from tests.site.history_files import an_import as an_import_of
from tests.site.history_files import csv_of, entered, lead_with, stages_of, undone
from tests.site.response_builders import a_live_policy
from tests.site.routing_builders import a_live_routing_policy, a_pool, routing_rule

COMPANY = "Atelier of the Past"
JOBS = (
	*(
		reevaluation.pick_up_marked,
		reevaluation.pick_up_due,
		stages.reconcile,
		routing.sweep,
		clocks.look_again,
	),
	*(handovers.mark_lapsed, stagnation.look_for_stagnant, escalations.sweep, reroutes.look_for_absent),
	next_steps.look_again,
)
BY_LEAD = (
	*("Lead Clock", "Lead Assignment", "Lead Handover", "Lead Escalation", "Lead Touch", "Lead Next Step"),
	"Lead Stagnation",
)
BY_REFERENCE = {
	"ToDo": ("reference_type", "reference_name"),
	"Communication": ("reference_doctype", "reference_name"),
	"Comment": ("reference_doctype", "reference_name"),
	"Email Queue": ("reference_doctype", "reference_name"),
	"Notification Log": ("document_type", "document_name"),
}
HEADER = (
	"Own Number",
	"Email",
	"First Contact",
	"Reached MQL",
	"Reached Customer",
	"Lead Owner",
	"Answered On",
)


def policies() -> None:
	"""Everything that could notice a lead, live for one company, and once only on a site that is kept."""
	another_company(COMPANY, "AOTP")
	if frappe.db.exists("Lead Definition", {"company": COMPANY, "docstatus": 1}):
		return
	a_live_model(rule("email_id", "is set", points=25), company=COMPANY)
	a_live_definition(company=COMPANY)
	a_live_policy(company=COMPANY)
	a_live_routing_policy(routing_rule(a_pool("Pool of the Past", REP.user)), company=COMPANY)


def heard_of(leads: list[str]) -> dict[str, int]:
	found = {doctype: frappe.db.count(doctype, {"lead": ("in", leads)}) for doctype in BY_LEAD}
	for doctype, (kind, name) in BY_REFERENCE.items():
		found[doctype] = frappe.db.count(doctype, {kind: "Lead", name: ("in", leads)})
	return {doctype: count for doctype, count in found.items() if count}


@pytest.mark.parametrize("came_in", ["2019-03-01", "today"])
def test_no_job_makes_anything_of_leads_of_the_past(live_site, came_in):
	prefix = frappe.generate_hash(length=8)

	def take_in() -> str:
		policies()
		# A lead that came in this morning is imported no less than one of years ago.
		day = frappe.utils.today() if came_in == "today" else came_in
		rows = [
			(f"{prefix}-raw", f"{prefix}-raw@past.example", day, "", "", "", ""),
			(f"{prefix}-mql", f"{prefix}-mql@past.example", day, day, "", REP.user, day),
			(f"{prefix}-won", f"{prefix}-won@past.example", day, day, day, "", ""),
		]
		doc = an_import_of(csv_of(HEADER, *rows), company=COMPANY, create_leads=1)
		found = entered(doc)
		assert (found["status"], found["findings"]["counts"]["created"]) == ("Imported", 3)
		return str(doc.name)

	def journeys() -> tuple[list[str], list[list[tuple]]]:
		leads = [lead_with(f"{prefix}-{one}") for one in ("raw", "mql", "won")]
		return leads, [stages_of(lead) for lead in leads]

	name = live_site.run(take_in)
	live_site.wait_for_jobs()
	leads, before = live_site.run(journeys)
	for _round in range(2):
		for job in JOBS:
			live_site.run(job)
		live_site.wait_for_jobs()
	assert live_site.run(heard_of, leads) == {}
	assert live_site.run(journeys) == (leads, before)
	rows = live_site.run(
		lambda: frappe.get_all(
			"Lead",
			{"name": ("in", leads)},
			["li_stage", "li_grade", "li_clocks", "lead_owner"],
			order_by="name",
		)
	)
	assert [row.li_stage for row in rows] == ["Raw", "MQL", "Customer"]
	assert all(row.li_grade for row in rows)
	assert [row.li_clocks for row in rows] == [None, None, None]
	assert [row.lead_owner for row in rows] == [None, REP.user, None]
	found = live_site.run(lambda: undone(frappe.get_doc("Lead History Import", name)))
	assert found["findings"]["kept"] == []
