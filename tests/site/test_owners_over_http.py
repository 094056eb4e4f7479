"""Owners over HTTP: forms that were opened before somebody was found, programs that send leads without marks, files that are imported."""

from __future__ import annotations

import json

import frappe
import pytest

from lead_intelligence.adapters.routing_requests import DOCTYPE, RoutingCause, ask
from lead_intelligence.jobs.routing import route_waiting
from tests.bench.people import MANAGER, REP, SECOND_REP
from tests.site.builders import a_lead, another_company
from tests.site.routing_builders import a_live_routing_policy, a_pool, a_profile, routing_rule

ATELIER = ("Atelier Owners", "AOW")


@pytest.fixture(scope="module", autouse=True)
def routing(live_site):
	"""Of a company of its own, to Rosa and Théo."""

	def put_live() -> str:
		company = another_company(*ATELIER)
		# Whatever other tests have left to them, both have room.
		for user in (REP.user, SECOND_REP.user):
			frappe.delete_doc("Lead Rep Profile", user, ignore_missing=True, force=True)
			a_profile(user, capacity=5_000)
		pool = a_pool("Owners over HTTP", REP.user, SECOND_REP.user)
		return str(a_live_routing_policy(routing_rule(pool), company=company, title="Over HTTP").name)

	name = live_site.run(put_live)
	yield name

	def take_down() -> None:
		frappe.get_doc("Lead Routing Policy", name).cancel()
		for user in (REP.user, SECOND_REP.user):
			frappe.delete_doc("Lead Rep Profile", user, ignore_missing=True, force=True)

	live_site.wait_for_jobs()
	live_site.run(take_down)
	live_site.wait_for_jobs()


@pytest.fixture(scope="module")
def rep(live_site):
	return live_site.signed_in("Sales User")


@pytest.fixture(scope="module")
def manager(live_site):
	return live_site.signed_in("Sales Manager")


def made(live_site, **fields) -> str:
	return str(live_site.run(lambda: a_lead(company=ATELIER[0], **fields).name))


def owner_of(live_site, lead: str) -> str | None:
	return live_site.run(lambda: frappe.db.get_value("Lead", lead, "lead_owner"))


def states(live_site, lead: str) -> list[str]:
	filters = {"lead": lead}
	return live_site.run(lambda: frappe.get_all(DOCTYPE, filters=filters, pluck="state", order_by="name"))


def opened(session, lead: str) -> dict:
	"""What the desk holds of a form."""
	answer = session.get("/api/method/frappe.desk.form.load.getdoc", params={"doctype": "Lead", "name": lead})
	return answer.json()["docs"][0]


def saved(session, doc: dict, **changes) -> tuple[dict, list[str]]:
	"""As the desk saves it: what comes back, and what is said."""
	form = json.dumps({**doc, **changes, "__unsaved": 1})
	answer = session.post("/api/method/frappe.desk.form.save.savedocs", data={"doc": form, "action": "Save"})
	assert answer.ok, answer.text[-2000:]
	content = answer.json()
	messages = json.loads(content.get("_server_messages") or "[]")
	said = [json.loads(one)["message"] for one in messages]
	return content["docs"][0], [one for one in said if one != "Saved"]


def moved(live_site, lead: str, user: str) -> str:
	"""The routing gives it to the other one."""

	def move() -> str:
		company = frappe.db.get_value("Lead", lead, "company")
		ask([(lead, company, user)], RoutingCause.ASKED, not_to={user: "moved"})
		frappe.db.commit()
		route_waiting()
		return frappe.db.get_value("Lead", lead, "lead_owner")

	other = live_site.run(move)
	assert other not in (None, user)
	return other


@pytest.fixture
def routed(live_site) -> str:
	lead = made(live_site, lead_owner="")
	live_site.run(route_waiting)
	assert owner_of(live_site, lead) in (REP.user, SECOND_REP.user)
	return lead


def test_a_form_of_before_keeps_who_was_found_meanwhile(live_site, manager):
	lead = made(live_site, lead_owner="")
	form = opened(manager, lead)
	live_site.run(route_waiting)
	owner = owner_of(live_site, lead)
	assert owner
	doc, said = saved(manager, form, city="Lyon")
	assert (doc["lead_owner"], doc["city"], said) == (owner, "Lyon", [])
	assert (owner_of(live_site, lead), states(live_site, lead)) == (owner, ["Assigned"])
	# From here on the form knows, and what is chosen on it counts.
	doc, said = saved(manager, doc, lead_owner=MANAGER.user)
	assert (owner_of(live_site, lead), said) == (MANAGER.user, [])
	assert states(live_site, lead) == ["Assigned", "By Hand"]
	doc, said = saved(manager, doc, lead_owner=REP.user)
	assert (owner_of(live_site, lead), said) == (REP.user, [])


def test_who_chooses_on_a_form_of_before_reads_that_it_came_too_late(live_site, manager, routed):
	form, owner = opened(manager, routed), owner_of(live_site, routed)
	other = moved(live_site, routed, owner)
	doc, (said,) = saved(manager, form, lead_owner=MANAGER.user, city="Nantes")
	assert (doc["lead_owner"], doc["city"], owner_of(live_site, routed)) == (other, "Nantes", other)
	name = "Théo Lefèvre" if other == SECOND_REP.user else "Rosa Bernard"
	assert said == (
		f"Meanwhile {name} has become the owner of this lead, so Maud Petit has not. "
		"Choose again if you still want to."
	)
	assert states(live_site, routed) == ["Assigned", "Assigned"]


def test_who_empties_it_there_reads_that_too(live_site, manager, routed):
	form, owner = opened(manager, routed), owner_of(live_site, routed)
	other = moved(live_site, routed, owner)
	_doc, (said,) = saved(manager, form, lead_owner="")
	assert "stays it" in said
	assert owner_of(live_site, routed) == other


def test_a_program_that_sends_no_mark_does_not_take_it_back(live_site, manager, routed):
	form, owner = opened(manager, routed), owner_of(live_site, routed)
	other = moved(live_site, routed, owner)
	del form["li_assignment"]
	manager.call("frappe.client.save", doc={**form, "city": "Brest"})
	assert owner_of(live_site, routed) == other
	# Who names somebody else than the owner of before means it.
	form = opened(manager, routed)
	del form["li_assignment"]
	manager.call("frappe.client.save", doc={**form, "lead_owner": MANAGER.user})
	assert owner_of(live_site, routed) == MANAGER.user


def test_the_api_can_choose_an_owner(live_site, manager, routed):
	assert manager.put(f"/api/resource/Lead/{routed}", json={"lead_owner": MANAGER.user}).ok
	assert owner_of(live_site, routed) == MANAGER.user
	assert states(live_site, routed) == ["Assigned", "By Hand"]


def test_a_mark_is_not_written_from_outside(live_site, manager, routed):
	before = opened(manager, routed)["li_assignment"]
	manager.put(f"/api/resource/Lead/{routed}", json={"li_assignment": 123456})
	manager.call("frappe.client.set_value", doctype="Lead", name=routed, fieldname="li_assignment", value=7)
	assert opened(manager, routed)["li_assignment"] == before
	assert states(live_site, routed) == ["Assigned"]


@pytest.fixture
def without_mails(live_site):
	"""There is no server that would send what Frappe writes to whoever is assigned something."""

	def set_to(value: int) -> None:
		if not frappe.db.exists("Notification Settings", REP.user):
			frappe.get_doc({"doctype": "Notification Settings", "name": REP.user}).insert()
		frappe.db.set_value("Notification Settings", REP.user, "enable_email_notifications", value)

	live_site.run(set_to, 0)
	yield
	live_site.wait_for_jobs()
	live_site.run(set_to, 1)


def test_a_lead_that_is_assigned_in_the_sidebar_is_owned(live_site, manager, without_mails):
	lead = made(live_site, lead_owner="")
	form = opened(manager, lead)
	manager.call(
		"frappe.desk.form.assign_to.add", assign_to=json.dumps([REP.user]), doctype="Lead", name=lead
	)
	assert owner_of(live_site, lead) == REP.user
	saved(manager, form, city="Lyon")
	live_site.run(route_waiting)
	assert owner_of(live_site, lead) == REP.user


CSV = """"First Name","Status","Company","Lead Owner"
"Imported A","Lead","{company}","{first}"
"Imported B","Lead","{company}","{second}"
"""


def imported(live_site, first: str, second: str) -> list[str]:
	"""By Maud, as the desk does it."""

	def run() -> list[str]:
		text = CSV.format(company=ATELIER[0], first=first, second=second)
		name = f"owners-{frappe.generate_hash(length=6)}"
		file = frappe.get_doc({"doctype": "File", "file_name": f"{name}.csv", "content": text}).insert()
		data_import = frappe.get_doc(
			{
				"doctype": "Data Import",
				"reference_doctype": "Lead",
				"import_type": "Insert New Records",
				"import_file": file.file_url,
				"mute_emails": 1,
			}
		).insert()
		frappe.db.commit()
		frappe.set_user(MANAGER.user)
		try:
			data_import.get_importer().import_data()
		finally:
			frappe.set_user("Administrator")
		log = frappe.get_all(
			"Data Import Log",
			filters={"data_import": data_import.name},
			fields=["docname", "success", "messages", "exception"],
			order_by="log_index",
		)
		assert all(row.success for row in log), log
		return [row.docname for row in log]

	return live_site.run(run)


def asked_by_hand(live_site, lead: str) -> list[str | None]:
	filters = {"lead": lead, "state": "By Hand"}
	return live_site.run(lambda: frappe.get_all(DOCTYPE, filters=filters, pluck="to_user"))


def test_who_imports_owns_only_what_the_file_says(live_site):
	blank, theirs = imported(live_site, "", SECOND_REP.user)
	assert asked_by_hand(live_site, blank) == []
	assert asked_by_hand(live_site, theirs) == [SECOND_REP.user]
	live_site.run(route_waiting)
	assert owner_of(live_site, blank) in (REP.user, SECOND_REP.user)
	assert owner_of(live_site, theirs) == SECOND_REP.user
	mine, theirs = imported(live_site, MANAGER.user, REP.user)
	live_site.run(route_waiting)
	assert (owner_of(live_site, mine), owner_of(live_site, theirs)) == (MANAGER.user, REP.user)


def test_a_visitor_of_the_website_gets_a_rep(live_site):
	def fill_in() -> str:
		frappe.set_user("Guest")
		try:
			lead = frappe.get_doc({"doctype": "Lead", "first_name": "Vera", "company": ATELIER[0]})
			lead.flags.in_web_form = True
			return str(lead.insert(ignore_permissions=True).name)
		finally:
			frappe.set_user("Administrator")

	lead = live_site.run(fill_in)
	live_site.run(route_waiting)
	assert owner_of(live_site, lead) in (REP.user, SECOND_REP.user)
