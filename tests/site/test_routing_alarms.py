"""No lead is without an owner and nobody knows: managers hear of it at once, and again every hour."""

from __future__ import annotations

from datetime import timedelta

import frappe
import pytest
from frappe.utils import now_datetime

from lead_intelligence.adapters import routing_alarms
from lead_intelligence.adapters.routing_alarms import BOARD, tell_managers
from lead_intelligence.adapters.routing_requests import DOCTYPE, RoutingCause, ask
from tests.bench.base_company import COMPANY
from tests.bench.people import MANAGER, REP
from tests.site.builders import a_lead, another_company, stored
from tests.site.escalated_leads import employed, notices, wants_no_notices

HOUR = timedelta(hours=1)


def nobody_for(lead: str, owner: str | None = None, **fields) -> None:
	ask([(lead, COMPANY, owner)], RoutingCause.BREACH if owner else RoutingCause.READY)
	frappe.db.set_value(DOCTYPE, {"open_for": lead}, {"state": "Nobody", **fields})


def unowned(name: str = "Ada", **fields) -> str:
	lead = str(a_lead(first_name=name, company_name=None).name)
	frappe.db.set_value("Lead", lead, "lead_owner", None)
	nobody_for(lead, **fields)
	return lead


def alarmed_at(lead: str):
	return frappe.db.get_value(DOCTYPE, {"lead": lead}, "alarmed_at")


def an_hour_passes(**ago: float) -> None:
	"""As if all that was told had been told so long ago."""
	before = now_datetime() - timedelta(**(ago or {"minutes": 61}))
	frappe.db.set_value("Notification Log", {"link": BOARD}, "creation", before, update_modified=False)
	frappe.db.set_value(
		DOCTYPE, {"alarmed_at": (">", before - HOUR)}, "alarmed_at", before, update_modified=False
	)


@pytest.fixture(autouse=True)
def one_manager(rolled_back) -> None:
	"""And nobody else who would be told."""
	for role in ("Sales Manager", "System Manager"):
		others = {"role": role, "parenttype": "User", "parent": ("!=", MANAGER.user)}
		frappe.db.delete("Has Role", others)


def test_managers_hear_of_a_lead_that_nobody_can_take():
	lead = unowned()
	assert tell_managers() == {MANAGER.user}
	(notice,) = notices(MANAGER.user)
	assert "<b>Ada</b> has no owner: nobody was found who can take it." in notice
	assert frappe.db.get_value("Notification Log", {"for_user": MANAGER.user}, "link") == BOARD
	assert alarmed_at(lead)


def test_of_many_leads_there_is_one_notice():
	for name in ("Ada", "Bo", "Cy", "Di", "Ed"):
		unowned(name)
	tell_managers()
	(notice,) = notices(MANAGER.user)
	assert "<b>5</b> leads have no owner" in notice
	assert "<b>Cy</b> and 2 more" in notice


def test_a_lead_that_stays_with_its_owner_is_told_as_such():
	lead = str(a_lead(first_name="Ada", company_name=None, lead_owner=REP.user).name)
	nobody_for(lead, REP.user)
	tell_managers()
	assert "<b>Ada</b> stays with Rosa Bernard: nobody else was found" in notices(MANAGER.user)[0]


def test_managers_are_told_once_an_hour_of_all_that_is_open():
	unowned("Ada")
	tell_managers()
	assert tell_managers() == frozenset()
	unowned("Bo")
	assert tell_managers() == frozenset()
	an_hour_passes()
	assert tell_managers() == {MANAGER.user}
	told = notices(MANAGER.user)
	assert len(told) == 2
	assert any("<b>2</b> leads have no owner" in notice for notice in told)


def test_a_lead_that_came_within_the_hour_is_told_of_when_it_is_over():
	first = unowned("Ada")
	tell_managers()
	unowned("Bo")
	tell_managers()
	frappe.db.set_value(DOCTYPE, {"lead": first}, {"state": "Assigned", "open_for": None})
	an_hour_passes()
	tell_managers()
	assert any("<b>Bo</b> has no owner" in notice for notice in notices(MANAGER.user))


def test_what_is_decided_is_told_of_no_more():
	lead = unowned()
	frappe.db.set_value(DOCTYPE, {"lead": lead}, {"state": "Assigned", "open_for": None})
	assert tell_managers() == frozenset()


def waiting(lead: str, in_background: int = 0, **ago: float) -> None:
	values = {"asked_at": now_datetime() - timedelta(**ago), "in_background": in_background}
	ask([(lead, COMPANY, None)], RoutingCause.READY)
	frappe.db.set_value(DOCTYPE, {"open_for": lead}, values)


@pytest.mark.parametrize(
	("in_background", "minutes", "is_told"), [(0, 14, False), (0, 16, True), (1, 59, False), (1, 61, True)]
)
def test_a_lead_that_nobody_works_at_is_told_of(in_background, minutes, is_told):
	waiting(str(a_lead().name), in_background, minutes=minutes)
	assert bool(tell_managers()) is is_told
	assert any("background jobs" in notice for notice in notices(MANAGER.user)) is is_told


def test_whoever_manages_the_owner_hears_of_it_first():
	boss = employed(MANAGER.user)
	employed(REP.user, reports_to=boss)
	lead = str(a_lead(lead_owner=REP.user).name)
	nobody_for(lead, REP.user)
	assert tell_managers() == {MANAGER.user}


def test_where_no_manager_can_be_told_who_looks_after_the_site_is():
	wants_no_notices(MANAGER.user)
	frappe.get_doc("User", REP.user).add_roles("System Manager")
	unowned()
	assert tell_managers() == {REP.user}


def test_where_there_is_nobody_to_tell_it_is_logged_once_an_hour():
	wants_no_notices(MANAGER.user)
	lead = unowned()
	title = routing_alarms._NOBODY_TO_TELL
	# The log does not roll back.
	before = frappe.db.count("Error Log", {"method": title})

	def logged() -> int:
		return frappe.db.count("Error Log", {"method": title}) - before

	assert (tell_managers(), logged()) == (frozenset(), 1)
	tell_managers()
	assert logged() == 1
	an_hour_passes()
	tell_managers()
	assert logged() == 2
	assert stored(lead, "lead_owner") is None


def test_a_manager_who_may_not_see_the_lead_is_not_told_of_it(rolled_back):
	lead = unowned()
	frappe.get_doc("User", REP.user).add_roles("System Manager")
	elsewhere = another_company()
	permission = {"user": MANAGER.user, "allow": "Company", "for_value": elsewhere}
	frappe.get_doc({"doctype": "User Permission", "apply_to_all_doctypes": 1, **permission}).insert()
	assert tell_managers() == {REP.user}
	assert (notices(MANAGER.user), bool(alarmed_at(lead))) == ([], True)


def test_a_defect_with_one_manager_keeps_no_other_from_being_told(monkeypatch):
	frappe.get_doc("User", REP.user).add_roles("Sales Manager")
	unowned()
	tell = routing_alarms.tell

	def broken(user, *args, **kwargs):
		if user == MANAGER.user:
			raise ValueError("broken")
		tell(user, *args, **kwargs)

	monkeypatch.setattr(routing_alarms, "tell", broken)
	assert tell_managers() == {REP.user}


def test_names_are_written_by_outsiders():
	frappe.db.set_value("Lead", unowned(), "lead_name", "<img src=x>")
	tell_managers()
	assert "<img" not in notices(MANAGER.user)[0]
