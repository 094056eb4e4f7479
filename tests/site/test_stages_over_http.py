"""Stages over HTTP, as browsers, scripts and visitors try them."""

import html

import frappe
import pytest
import requests

from tests.bench.people import MARKETING, REP, SECOND_REP
from tests.site.agreed_leads import (
	a_live_definition,
	a_reached_lead,
	an_mql,
	handovers_of,
	stage_of,
	steps_of,
)
from tests.site.builders import another_company
from tests.site.test_save_paths_that_commit import a_mailbox

API = "lead_intelligence.api.stage."
ATELIER = ("Atelier Stage", "AST")
METHODS = {
	"panel": {"lead": "x"},
	"reasons": {},
	"accept": {"leads": "x"},
	"refuse": {"leads": "x", "reason": "No Fit"},
	"contest": {"handover": "1", "note": "x"},
	"hand_over": {"lead": "x", "to_user": "y"},
	"move_up": {"lead": "x", "to": "SQL"},
	"put_aside": {"leads": "x", "to": "Nurture", "reason": "x"},
	"bring_back": {"lead": "x", "reason": "x"},
	"open_gate": {"lead": "x", "target": "Opportunity", "reason": "x"},
	"refusals": {},
	"release_preview": {"company": ATELIER[0]},
	"release": {"company": ATELIER[0]},
}
READING = ("panel", "reasons", "refusals", "release_preview")


@pytest.fixture(scope="module", autouse=True)
def agreement(live_site):
	def prepare():
		company = another_company(*ATELIER)
		gates = {"opportunity_from_stage": "SAL", "customer_from_stage": "SQL"}
		return a_live_definition(company=company, **gates).name

	return live_site.run(prepare)


@pytest.fixture(scope="module")
def rep(live_site):
	return live_site.signed_in("Sales User")


@pytest.fixture(scope="module")
def manager(live_site):
	return live_site.signed_in("Sales Manager")


def made(live_site, make, **fields):
	return live_site.run(lambda: make(company=ATELIER[0], **fields))


def refusal(answer) -> str:
	assert 400 <= answer.status_code < 500, answer.text[-2000:]
	messages = [frappe.parse_json(text) for text in frappe.parse_json(answer.json()["_server_messages"])]
	texts = [message["message"] for message in messages]
	return html.unescape("\n".join("\n".join(t) if isinstance(t, list) else t for t in texts))


@pytest.mark.parametrize("method", METHODS)
def test_a_guest_may_call_nothing(live_site, method):
	answer = requests.post(
		f"{live_site.url}/api/method/{API}{method}",
		json=METHODS[method],
		headers={"Accept": "application/json"},
		timeout=60,
	)
	assert answer.status_code in (401, 403)


@pytest.mark.parametrize("method", [name for name in METHODS if name not in READING])
def test_what_changes_a_lead_is_not_done_by_a_link(manager, method):
	assert manager.get(f"/api/method/{API}{method}", params=METHODS[method]).status_code == 403


@pytest.mark.parametrize("who", ["Sales User", "Lead Marketing", "Sales Manager", "Administrator"])
def test_nobody_writes_handovers(live_site, who):
	lead = made(live_site, an_mql)
	row = live_site.run(lambda: handovers_of(lead)[0].name)
	session, path = live_site.signed_in(who), f"/api/resource/Lead Handover/{row}"
	for answer in (
		session.post("/api/resource/Lead Handover", json={"lead": lead, "status": "Accepted"}),
		session.put(path, json={"status": "Accepted"}),
		session.delete(path),
	):
		assert answer.status_code in (403, 417)
	assert live_site.run(lambda: handovers_of(lead)[0].status) == "Waiting"


def test_a_stage_cannot_be_written(live_site, rep):
	lead = made(live_site, an_mql)
	ours = {"li_stage": "Customer", "li_cycle": 7, "li_due_at": None, "li_stage_since": "2020-01-01"}
	look = lambda: frappe.db.get_value("Lead", lead, list(ours), as_dict=True)  # noqa: E731
	before = live_site.run(look)
	assert rep.put(f"/api/resource/Lead/{lead}", json={**ours, "fax": "1"}).ok
	for session in (rep, live_site.signed_in("Administrator")):
		session.call("frappe.client.set_value", doctype="Lead", name=lead, fieldname=ours)
		session.post(
			"/api/method/frappe.client.save", json={"doc": {"doctype": "Lead", "name": lead, **ours}}
		)
	assert live_site.run(look) == before


def test_a_card_that_is_dragged_changes_nothing(live_site, manager):
	lead = made(live_site, an_mql)

	def a_board():
		if not frappe.db.exists("Kanban Board", "Dragged"):
			stages = ("Raw", "Lead", "MQL", "SAL", "Customer")
			frappe.get_doc(
				{
					"doctype": "Kanban Board",
					"kanban_board_name": "Dragged",
					"reference_doctype": "Lead",
					"field_name": "li_stage",
					"columns": [{"column_name": stage} for stage in stages],
				}
			).insert()

	live_site.run(a_board)
	board = "frappe.desk.doctype.kanban_board.kanban_board."
	manager.post(
		f"/api/method/{board}update_order",
		json={"board_name": "Dragged", "order": frappe.as_json({"Customer": [lead]})},
	)
	manager.post(
		f"/api/method/{board}update_order_for_single_card",
		json={
			"board_name": "Dragged",
			"docname": lead,
			"from_colname": "MQL",
			"to_colname": "Customer",
			"old_index": 0,
			"new_index": 0,
		},
	)
	assert live_site.run(stage_of, lead) == "MQL"


def opportunity_of(session, lead):
	"""What the button does: a mapped document, which the form then saves."""
	mapped = session.call("erpnext.crm.doctype.lead.lead.make_opportunity", source_name=lead)
	mapped["name"] = "new-opportunity-1"
	return session.post(
		"/api/method/frappe.desk.form.save.savedocs", json={"doc": frappe.as_json(mapped), "action": "Save"}
	)


def test_the_button_is_refused_until_the_lead_is_that_far(live_site, rep):
	lead = made(live_site, an_mql)
	said = refusal(opportunity_of(rep, lead))
	assert "is MQL. The agreement asks for SAL before a lead becomes Opportunity." in said
	assert "Sales Manager" in said
	assert rep.call(f"{API}accept", leads=lead)["accepted"] == [lead]
	assert opportunity_of(rep, lead).ok
	assert live_site.run(stage_of, lead) == "Opportunity"


def test_the_same_over_rest(live_site, rep, manager):
	lead = made(live_site, a_reached_lead)
	content = {"opportunity_from": "Lead", "party_name": lead, "company": "Atelier Lumière"}
	assert "asks for SAL" in refusal(rep.post("/api/resource/Opportunity", json=content))
	assert not live_site.run(lambda: frappe.db.exists("Opportunity", {"party_name": lead}))
	denied = rep.post(
		f"/api/method/{API}open_gate", json={"lead": lead, "target": "Opportunity", "reason": "x"}
	)
	assert denied.status_code == 403
	manager.call(f"{API}open_gate", lead=lead, target="Opportunity", reason="Big fish")
	assert rep.post("/api/resource/Opportunity", json=content).ok
	assert live_site.run(steps_of, lead)[-2:] == [
		("Gate opened", "Lead", "Lead"),
		("Stage changed", "Lead", "Opportunity"),
	]


def test_the_administrator_at_the_desk_is_a_person_too(live_site):
	lead = made(live_site, a_reached_lead)
	content = {"customer_name": f"Of {lead}", "customer_type": "Company", "lead_name": lead}
	session = live_site.signed_in("Administrator")
	assert "asks for SQL" in refusal(session.post("/api/resource/Customer", json=content))


def test_the_contact_page_is_never_refused_and_those_who_signed_are_told(live_site):
	address = f"{frappe.generate_hash(length=8)}@stage-page.example"

	def prepare():
		a_mailbox()
		frappe.db.delete("Notification Log")
		return a_reached_lead(company=ATELIER[0], email_id=address)

	lead = live_site.run(prepare)
	answer = requests.post(
		f"{live_site.url}/api/method/erpnext.templates.utils.send_message",
		data={"sender": address, "message": "Hello", "subject": "Website Query"},
		headers={"Accept": "application/json"},
		timeout=60,
	)
	assert answer.ok, answer.text
	live_site.wait_for_jobs()
	assert live_site.run(steps_of, lead)[-2:] == [
		("Gate bypassed", "Lead", "Lead"),
		("Stage changed", "Lead", "Opportunity"),
	]
	told = live_site.run(
		lambda: frappe.get_all(
			"Notification Log", filters={"document_name": lead}, fields=["for_user", "subject"]
		)
	)
	alarmed = {log.for_user for log in told if "The gate was bypassed" in log.subject}
	assert alarmed == {REP.user, "maud@atelier-lumiere.example"}


def test_the_receiver_is_told_as_soon_as_the_lead_is_stored(live_site):
	live_site.run(lambda: frappe.db.delete("Notification Log"))
	lead = made(live_site, an_mql, lead_owner=SECOND_REP.user)
	live_site.wait_for_jobs()
	found = live_site.run(
		lambda: frappe.get_all(
			"Notification Log", filters={"document_name": lead}, fields=["for_user", "subject"]
		)
	)
	assert [log.for_user for log in found] == [SECOND_REP.user]
	assert "is handed over to you" in found[0].subject


def test_who_may_do_what(live_site, rep, manager):
	marketing, second = live_site.signed_in(MARKETING), live_site.signed_in(SECOND_REP)
	lead = made(live_site, an_mql)
	assert second.call(f"{API}accept", leads=lead)["accepted"] == []
	assert rep.call(f"{API}refuse", leads=lead, reason="No Fit", note="Too small")["done"] == [lead]
	row = str(live_site.run(lambda: handovers_of(lead)[0].name))
	assert rep.post(f"/api/method/{API}contest", json={"handover": row, "note": "x"}).status_code == 403
	assert lead in {one["lead"] for one in marketing.call(f"{API}refusals")["refusals"]}
	marketing.call(f"{API}contest", handover=row, note="Look again")
	for session in (rep, marketing):
		for method in ("release", "release_preview"):
			assert session.post(f"/api/method/{API}{method}", json=METHODS[method]).status_code == 403
	assert manager.call(f"{API}release_preview", company=ATELIER[0])["leads"] == 0
	assert second.call(f"{API}panel", lead=lead)["actions"] == ["nurture", "disqualify"]
	assert manager.call(f"{API}accept", leads=[lead])["accepted"] == [lead]


NO_TEXT, NO_NAMES = "must be given as text", "must be given as a name or a list of names"


@pytest.mark.parametrize(
	("method", "arguments", "says"),
	[
		("panel", {"lead": None}, NO_TEXT),
		("panel", {"lead": {"name": ["like", "%"]}}, NO_TEXT),
		("panel", {"lead": "no such lead"}, "not found"),
		("accept", {"leads": None}, NO_NAMES),
		("accept", {"leads": [1]}, NO_NAMES),
		("accept", {"leads": "[broken"}, NO_NAMES),
		("accept", {"leads": [f"LEAD-{number}" for number in range(501)]}, "at most 500 leads"),
		("refuse", {"leads": "x", "reason": None}, NO_TEXT),
		("refuse", {"leads": "x", "reason": ["No Fit"]}, NO_TEXT),
		("refuse", {"leads": "x", "reason": "<b>"}, "There is no rejection reason '<b>'"),
		("refuse", {"leads": {"a": 1}, "reason": "No Fit"}, NO_NAMES),
		("refuse", {"leads": "x", "reason": "No Fit", "note": 5}, NO_TEXT),
		("refuse", {"leads": "x", "reason": "No Fit", "note": "x" * 2001}, "at most 2000 characters"),
		("refuse", {"leads": "x", "reason": "No Fit", "revisit_on": "soon"}, "must be given as a date"),
		("refuse", {"leads": "x", "reason": "No Fit", "revisit_on": [1]}, "must be given as a date"),
		("refuse", {"leads": "x", "reason": "No Fit", "duplicate_of": {}}, NO_TEXT),
		("contest", {"handover": None, "note": "x"}, NO_TEXT),
		("contest", {"handover": "999999999", "note": "x"}, "not found"),
		("contest", {"handover": ["like", "%"], "note": "x"}, NO_TEXT),
		("hand_over", {"lead": 5, "to_user": "x"}, NO_TEXT),
		("move_up", {"lead": "x", "to": "Customer"}, "must be one of Lead, MQL, SAL, SQL"),
		("move_up", {"lead": "x", "to": ["SQL"]}, "must be one of"),
		("move_up", {"lead": "no such lead", "to": "SQL"}, "not found"),
		("put_aside", {"leads": "x", "to": "Raw", "reason": "x"}, "must be one of Disqualified, Nurture"),
		("put_aside", {"leads": "x", "to": "Nurture", "reason": 5}, NO_TEXT),
		("bring_back", {"lead": None, "reason": "x"}, NO_TEXT),
		("open_gate", {"lead": "x", "target": "User", "reason": "x"}, "must be one of"),
		("refusals", {"since": "yesterday-ish"}, "must be given as a date"),
		("refusals", {"contested": "perhaps"}, "must be true or false"),
		("refusals", {"reason": {"a": 1}}, NO_TEXT),
		("release", {"company": None}, NO_TEXT),
		("release", {"company": "No Such Company"}, "not found"),
		("release_preview", {"company": ATELIER[0], "filters": "[broken"}, "list of filters"),
	],
	ids=lambda value: str(value)[:40],
)
def test_whatever_is_sent_gets_a_sentence(live_site, method, arguments, says):
	session = live_site.signed_in("Lead Marketing" if method == "contest" else "Sales Manager")
	assert says in refusal(session.post(f"/api/method/{API}{method}", json=arguments))


def test_override_of_no_sort(live_site, manager):
	lead = made(live_site, a_reached_lead)
	answer = manager.post(
		f"/api/method/{API}move_up", json={"lead": lead, "to": "SQL", "override": "perhaps"}
	)
	assert "must be true or false" in refusal(answer)


def test_a_user_that_is_no_user(live_site, rep):
	lead = made(live_site, an_mql)
	rep.call(f"{API}accept", leads=lead)
	for user in ([], {"a": 1}, None, 7):
		assert NO_TEXT in refusal(
			rep.post(f"/api/method/{API}hand_over", json={"lead": lead, "to_user": user})
		)


def test_many_are_released_in_the_background(live_site, manager):
	from frappe.utils import add_days, now_datetime

	def old_leads():
		names = [an_mql(company=ATELIER[0], city="Released") for _ in range(3)]
		frappe.db.delete("Lead Handover", {"lead": ("in", names)})
		frappe.db.delete("Lead Clock", {"lead": ("in", names)})
		long_ago = add_days(now_datetime(), -30)
		values = {"creation": long_ago, "li_cycle": 0, "li_due_at": None, "li_clocks": None}
		frappe.db.set_value("Lead", {"name": ("in", names)}, values)
		return names

	names = live_site.run(old_leads)
	filters = [["city", "=", "Released"]]
	assert manager.call(f"{API}release_preview", company=ATELIER[0], filters=filters) == {
		"leads": 3,
		"handed_over": 3,
		"stages": [{"stage": "MQL", "leads": 3}],
	}

	def in_background():
		from lead_intelligence.jobs.stages import release

		frappe.set_user("maud@atelier-lumiere.example")
		release(ATELIER[0], filters)

	live_site.run(in_background)
	live_site.run(in_background)
	rows = live_site.run(lambda: [handovers_of(name) for name in names])
	assert [[row.status for row in found] for found in rows] == [["Waiting"]] * 3
