"""Who may look at which desk, what they see on it, and in how few statements."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import frappe
import pytest
from frappe.utils import get_system_timezone, now_datetime

from lead_intelligence.adapters import lead_desk_leads
from lead_intelligence.adapters.manual_answers import NUMBERS
from lead_intelligence.api import lead_desk as api
from tests.bench.base_company import COMPANY
from tests.bench.erpnext_alone import counted_queries
from tests.bench.people import MANAGER, MARKETING, REP, SECOND_REP
from tests.site.builders import another_company
from tests.site.desk_leads import (
	a_handover,
	a_hot_touch,
	a_step,
	in_minutes,
	leads_of,
	nothing_else,
	unattended,
)
from tests.site.team_builders import an_answer, an_owned_lead
from tests.site.touch_builders import touched

METHODS = (
	(api.queue, {}),
	(api.resting, {}),
	(api.why, {"lead": "x"}),
	(api.order, {}),
)


@pytest.fixture(autouse=True)
def alone():
	nothing_else()


@pytest.fixture
def desk(by):
	return lambda person=REP, **about: by(person)(api.queue, **about)


def permitted(user: str, allow: str, value: str) -> None:
	permission = {"user": user, "allow": allow, "for_value": value, "apply_to_all_doctypes": 1}
	frappe.get_doc({"doctype": "User Permission", **permission}).insert()


@pytest.mark.parametrize("person", [REP, MARKETING])
@pytest.mark.parametrize("method", [api.queue, api.resting, api.why])
def test_only_managers_look_at_the_desks_of_others(by, person, method):
	more = {"lead": "x"} if method is api.why else {}
	with pytest.raises(frappe.PermissionError, match="Only managers can look at the desks of others"):
		by(person)(method, user=SECOND_REP.user, **more)


def test_only_managers_are_told_whose_desks_there_are(by):
	for person in (REP, MARKETING):
		with pytest.raises(frappe.PermissionError, match="Only managers"):
			by(person)(api.reps)


@pytest.mark.parametrize(("method", "arguments"), METHODS)
def test_who_may_read_no_leads_has_no_desk(signed_in_as, method, arguments):
	with signed_in_as("Guest"), pytest.raises(frappe.PermissionError):
		method(**arguments)


def test_there_is_no_desk_of_nobody(by):
	with pytest.raises(frappe.DoesNotExistError, match="There is no user &lt;b&gt;"):
		by(MANAGER)(api.queue, user="<b>")


@pytest.mark.parametrize(
	("method", "arguments", "words"),
	[
		(api.queue, {"user": ["x"]}, "User must be given as text"),
		(api.queue, {"user": "u" * 141}, "User must have at most 140 characters"),
		(api.queue, {"group": "Colourful"}, "Group must be one of "),
		(api.queue, {"group": {"a": 1}}, "Group must be "),
		(api.why, {"lead": None}, "Lead must be given as text"),
		(api.why, {"lead": ["x"]}, "Lead must be given as text"),
	],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(by, method, arguments, words):
	with pytest.raises(frappe.ValidationError, match=words):
		by(MANAGER)(method, **arguments)


def test_a_lead_that_a_rep_may_not_read_is_not_on_their_desk(desk, by):
	other = another_company()
	seen = an_owned_lead(REP.user)
	for minutes in (-5, 5):
		an_owned_lead(REP.user, company=other, due_in_minutes=minutes)
	hidden = an_owned_lead(REP.user, company=other)
	a_hot_touch(hidden)
	a_step(hidden, REP.user, 90)
	unattended(hidden, 12)
	handed = an_owned_lead(SECOND_REP.user, company=other)
	a_handover(handed, REP.user)
	an_answer(hidden, REP.user, 5)
	permitted(REP.user, "Company", COMPANY)

	shown = desk()

	assert (leads_of(shown), shown["total"], shown["response"]) == ([seen], 1, None)
	assert by(REP)(api.resting) == []
	with pytest.raises(frappe.DoesNotExistError):
		by(REP)(api.why, hidden)


def test_a_manager_sees_what_they_may_read_of_the_desk_of_a_rep(desk, by):
	other = another_company()
	seen = an_owned_lead(REP.user)
	an_owned_lead(REP.user, company=other)
	permitted(MANAGER.user, "Company", COMPANY)

	assert leads_of(desk(MANAGER, user=REP.user)) == [seen]
	assert next(rep for rep in by(MANAGER)(api.reps) if rep["user"] == REP.user)["open"] == 1


def test_what_somebody_may_read_but_not_write_is_said_of_the_row(desk, changed_meta):
	lead = an_owned_lead(REP.user)
	shared = an_owned_lead(REP.user)
	assert [row["may_write"] for row in desk()["rows"]] == [True, True]

	frappe.get_doc({"doctype": "Role", "role_name": "Reads Leads"}).insert()
	frappe.permissions.add_permission("Lead", "Reads Leads")
	user = frappe.get_doc("User", REP.user)
	user.set("roles", [{"role": "Reads Leads"}])
	user.save()
	frappe.share.add("Lead", shared, REP.user, write=1)
	frappe.local.role_permissions = {}

	shown = desk()

	assert {row["lead"]: row["may_write"] for row in shown["rows"]} == {lead: False, shared: True}


def test_numbers_and_addresses_that_a_user_may_not_see_are_not_shown(desk, changed_meta):
	lead = an_owned_lead(REP.user, mobile_no="+33 6 12 34 56 78", email_id="ada@analytical.example")
	for field in (*NUMBERS, "email_id"):
		frappe.make_property_setter(
			{
				"doctype": "Lead",
				"fieldname": field,
				"property": "permlevel",
				"value": 2,
				"property_type": "Int",
			}
		)
	frappe.clear_cache(doctype="Lead")
	frappe.local.role_permissions = {}

	(row,) = desk()["rows"]

	assert (row["lead"], row["phones"], row["email"], row["todo"]["act"]) == (lead, [], None, "look")


def test_it_takes_the_same_few_statements_for_no_leads_and_for_many(desk):
	gone = an_owned_lead(REP.user)
	desk()
	frappe.db.set_value("Lead", gone, "disabled", 1)
	with counted_queries() as none:
		assert desk()["total"] == 0
	_many_leads(5_000)
	with counted_queries() as many:
		shown = desk(most=500)

	assert (shown["total"], len(shown["rows"])) == (5_000, 500)
	# Without leads there are no details to ask for.
	assert (len(none), len(many)) == (6, 7), many


def test_who_may_not_see_all_leads_costs_one_statement_more(desk):
	lead = an_owned_lead(REP.user)
	a_handover(an_owned_lead(SECOND_REP.user), REP.user)
	permitted(REP.user, "Company", COMPANY)
	frappe.share.add("Lead", lead, REP.user)
	desk()
	with counted_queries() as asked:
		assert desk()["total"] == 2

	assert len(asked) <= 8


def test_of_more_leads_than_anybody_can_work_through_what_is_due_first(desk, monkeypatch):
	monkeypatch.setattr(lead_desk_leads, "MOST_LEADS", 2)
	an_owned_lead(REP.user)
	due = an_owned_lead(REP.user, due_in_minutes=90)
	late = an_owned_lead(REP.user, due_in_minutes=-5)

	assert leads_of(desk()) == [late, due]


def _many_leads(number: int) -> None:
	"""Of all sorts, straight into the tables."""
	lead = frappe.get_doc("Lead", an_owned_lead(REP.user)).as_dict()
	columns = ["name", "lead_name", "lead_owner", "status", "company", "li_grade", "creation", "li_clocks"]
	rows = []
	for row in range(number - 1):
		clock = f"First Response {in_minutes(row - 60)}" if row % 3 else None
		rows.append(
			(
				f"MANY-{row}",
				f"Lead {row}",
				REP.user,
				"Open",
				lead.company,
				"ABC"[row % 3],
				now_datetime(),
				clock,
			)
		)
	frappe.db.bulk_insert("Lead", columns, rows)
	for row in range(0, 200, 7):
		a_step(f"MANY-{row}", REP.user, -row)
		a_hot_touch(f"MANY-{row + 1}")
		unattended(f"MANY-{row + 2}", 12)


def test_today_begins_at_midnight_where_the_rep_is(desk):
	lead = an_owned_lead(REP.user)
	zone = ZoneInfo("Pacific/Auckland" if now_datetime().hour < 12 else "America/Los_Angeles")
	frappe.db.set_value("User", REP.user, "time_zone", zone.key)
	frappe.clear_document_cache("User", REP.user)
	system = ZoneInfo(get_system_timezone())
	there = now_datetime().replace(tzinfo=system).astimezone(zone)
	midnight = datetime.combine(there.date(), datetime.min.time(), zone).astimezone(system)
	for minutes in (-1, 1):
		at = midnight.replace(tzinfo=None) + timedelta(minutes=minutes)
		touch = touched(lead, "Call Made", at, author=REP.user, response="Answer", channel="Phone")
		frappe.db.set_value("Lead Touch", touch, "recorded_at", at)

	assert desk()["today"]["reached"] == 1


def test_a_time_zone_that_nobody_knows_is_that_of_the_system(desk):
	frappe.db.set_value("User", REP.user, "time_zone", "Middle/Earth")
	frappe.clear_document_cache("User", REP.user)

	assert desk()["today"]["leads"] == 0


def test_what_is_missing_by_now_harms_nothing(desk):
	"""Users who left, grades of models that are gone, kinds that are no longer there, nonsense in fields."""
	lead = an_owned_lead(REP.user, "No such grade", due_in_minutes=-5, lead_name="Ada")
	frappe.db.set_value("Lead", lead, {"li_stage": "No such stage", "company": None}, update_modified=False)
	a_handover(lead, REP.user, -5, from_user="gone@atelier-lumiere.example")
	a_step(lead, "gone@atelier-lumiere.example", -5, "Dance")
	a_step(lead, "gone@atelier-lumiere.example", -5, due_at=None)
	a_hot_touch(lead, author="gone@atelier-lumiere.example")
	frappe.db.set_value("Lead Touch", {"lead": lead}, "kind", "No such kind")
	odd = an_owned_lead(REP.user)
	frappe.db.set_value("Lead", odd, "li_clocks", "nonsense", update_modified=False)

	first, second = desk()["rows"]

	assert (first["lead"], first["colour"], second["lead"]) == (lead, None, odd)
	assert first["handover"]["by"] == "gone@atelier-lumiere.example"
	assert first["steps"][0]["kind"] == "Other"
	assert first["steps"][0]["by"] == "gone@atelier-lumiere.example"


def test_a_lead_that_is_deleted_merged_or_given_away_is_gone_at_the_next_look(desk):
	deleted, merged, into, given = (an_owned_lead(REP.user) for _number in range(4))
	for lead in (deleted, merged, given):
		a_step(lead, REP.user, -5)
	for lead in (deleted, merged):
		a_handover(lead, REP.user)
	assert desk()["total"] == 4

	frappe.delete_doc("Lead", deleted)
	frappe.rename_doc("Lead", merged, into, merge=True)
	document = frappe.get_doc("Lead", given)
	document.lead_owner = SECOND_REP.user
	document.save()

	assert leads_of(desk()) == [into]
	assert leads_of(desk(SECOND_REP)) == [given]


def test_markup_stays_text(desk):
	lead = an_owned_lead(REP.user, due_in_minutes=-5)
	frappe.db.set_value("Lead", lead, {"lead_name": "<b>Ada</b>", "company_name": "<i>Firm</i>"})
	a_step(lead, REP.user, -5, note="<img src=x onerror=alert(1)>")

	(row,) = desk()["rows"]

	assert (row["name"], row["company"]) == ("<b>Ada</b>", "<i>Firm</i>")
	assert row["steps"][0]["note"] == "<img src=x onerror=alert(1)>"
	assert "<img src=x onerror=alert(1)>" in row["also"][0]
