"""The same over HTTP, as a rep's browser or a script of theirs would try it."""

import frappe
import pytest
import requests

from tests.site.builders import a_lead, journey_of

OURS = {"li_score": 99, "li_points": 99, "li_grade": "Best", "li_scored_on": "2020-01-01 00:00:00"}
METHODS = {
	"lead_intelligence.api.lead_score.panel": {"lead": "x"},
	"lead_intelligence.api.lead_score.rescore": {"leads": "x"},
	"lead_intelligence.api.evaluation_run.progress": {"run": "x"},
	"lead_intelligence.api.evaluation_run.pause": {"run": "x"},
	"lead_intelligence.api.evaluation_run.resume": {"run": "x"},
	"lead_intelligence.api.evaluation_run.stop": {"run": "x"},
	"lead_intelligence.api.scoring_model.dialog": {},
	"lead_intelligence.api.scoring_model.check_condition": {"condition": "{}"},
	"lead_intelligence.api.scoring_model.preview": {"model": "{}"},
	"lead_intelligence.api.scoring_model.new_version": {"model": "x"},
	"lead_intelligence.api.scoring_model.export_model": {"model": "x"},
	"lead_intelligence.api.scoring_model.import_model": {"content": "{}", "company": "x"},
}
_WRITE = ("rescore", "new_version", "import_model", "pause", "resume", "stop")
WRITING = [name for name in METHODS if name.rsplit(".", 1)[1] in _WRITE]


@pytest.fixture
def rep(live_site):
	return live_site.signed_in("Sales User")


@pytest.fixture
def lead(live_site):
	return live_site.run(lambda: a_lead(job_title="CEO").name)


def stored(live_site, lead: str) -> dict:
	return live_site.run(lambda: frappe.db.get_value("Lead", lead, list(OURS), as_dict=True))


def test_a_rep_cannot_set_a_score(live_site, rep, lead):
	before = stored(live_site, lead)
	assert rep.put(f"/api/resource/Lead/{lead}", json={**OURS, "fax": "1"}).ok
	rep.call("frappe.client.set_value", doctype="Lead", name=lead, fieldname="li_points", value=99)
	rep.call("frappe.client.set_value", doctype="Lead", name=lead, fieldname=OURS)
	rep.call(
		"frappe.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs",
		doctype="Lead",
		docnames=frappe.as_json([lead]),
		action="update",
		data=frappe.as_json(OURS),
	)
	live_site.wait_for_jobs()
	assert stored(live_site, lead) == before


def test_a_rep_cannot_bring_a_score_along(live_site, rep):
	answer = rep.post("/api/resource/Lead", json={"first_name": "Eve", **OURS})
	assert answer.ok
	assert stored(live_site, answer.json()["data"]["name"])["li_grade"] != "Best"


@pytest.mark.parametrize("who", ["Sales User", "Sales Manager", "Administrator"])
def test_nobody_writes_to_the_journey(live_site, lead, who):
	session = live_site.signed_in(who)
	row = live_site.run(lambda: journey_of(lead)[0].name)
	path = f"/api/resource/Lead Journey Entry/{row}"
	for answer in (
		session.post("/api/resource/Lead Journey Entry", json={"lead": lead, "kind": "First score"}),
		session.put(path, json={"points_after": 99}),
		session.delete(path),
	):
		assert answer.status_code in (403, 417)
	assert live_site.run(lambda: journey_of(lead)[0].points_after) != 99


@pytest.mark.parametrize(("method", "arguments"), METHODS.items())
def test_a_guest_may_call_nothing(live_site, method, arguments):
	answer = requests.post(
		f"{live_site.url}/api/method/{method}", json=arguments, headers={"Accept": "application/json"}
	)
	assert answer.status_code in (401, 403)


@pytest.mark.parametrize("method", WRITING)
def test_what_writes_is_not_done_by_a_link(live_site, method):
	answer = live_site.signed_in("Sales Manager").get(f"/api/method/{method}", params=METHODS[method])
	assert answer.status_code == 403


@pytest.mark.parametrize("doctype", ["Lead Journey Entry", "Lead Scoring Model", "Lead Field Change"])
def test_a_guest_reads_nothing(live_site, doctype):
	answer = requests.get(f"{live_site.url}/api/resource/{doctype}", headers={"Accept": "application/json"})
	assert answer.status_code in (401, 403)
