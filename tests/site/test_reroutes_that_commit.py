"""Jobs that look for other owners commit, and may run at the same moment: with a real worker, each lead goes once, and each is told once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import frappe
import pytest
from frappe.utils import now_datetime

from lead_intelligence.adapters.hand_over import begin_hand_over
from lead_intelligence.adapters.rep_profiles import forget_reps
from lead_intelligence.adapters.routing_requests import DOCTYPE, RoutingCause, ask
from lead_intelligence.jobs.hand_overs import give_all
from lead_intelligence.jobs.reroutes import look_for_absent
from lead_intelligence.jobs.routing_alarms import alarm
from tests.bench.people import MANAGER, Person, hire
from tests.site.builders import a_lead, another_company
from tests.site.response_builders import a_live_policy
from tests.site.routing_builders import a_live_routing_policy, a_pool, a_profile, routing_rule

LEADS = 12


def a_person() -> str:
	name = frappe.generate_hash(length=8)
	hire(Person(f"{name}@rerouted.example", name.title(), "Rep", ("Sales User",)))
	return f"{name}@rerouted.example"


@pytest.fixture
def team(live_site):
	"""A rep with leads that wait for an answer, and two who could take them."""

	def make() -> tuple[str, list[str], list[str]]:
		abbr = frappe.generate_hash(length=6)
		company = another_company(f"Rerouted {abbr}", abbr)
		leaver, *others = reps = [a_person() for _ in range(3)]
		a_live_policy(company=company)
		names = [str(a_lead(company=company, lead_owner=leaver).name) for _ in range(LEADS)]
		pool = a_pool(f"Rerouted {abbr}", *reps)
		a_live_routing_policy(routing_rule(pool), company=company)
		return leaver, others, names

	live_site.wait_for_jobs()
	made = live_site.run(make)
	live_site.wait_for_jobs()
	return made


def owners(live_site, names: list[str]) -> list[str]:
	return live_site.run(
		lambda: frappe.get_all("Lead", filters={"name": ("in", names)}, pluck="lead_owner", limit=0)
	)


def told(live_site, user: str) -> list[str]:
	return live_site.run(
		lambda: frappe.get_all("Notification Log", filters={"for_user": user}, pluck="subject")
	)


def test_by_routing_all_go_and_each_receiver_is_told_once(live_site, team):
	leaver, others, names = team
	live_site.run(lambda: begin_hand_over(leaver))
	live_site.wait_for_jobs()
	assert sorted(owners(live_site, names)) == sorted(others * (LEADS // 2))
	for user in others:
		assert told(live_site, user) == [f"<b>{LEADS // 2}</b> leads are yours now."]


def test_to_a_colleague_all_go_and_they_are_told_once(live_site, team):
	leaver, (colleague, _other), names = team
	live_site.run(lambda: give_all(leaver, colleague, names))
	live_site.wait_for_jobs()
	assert set(owners(live_site, names)) == {colleague}
	assert told(live_site, colleague) == [f"<b>{LEADS}</b> leads are yours now."]


def test_looked_at_twice_at_once_what_waits_for_who_is_away_goes_once(live_site, team):
	leaver, others, names = team

	def go_away() -> None:
		a_profile(leaver, out_of_office=1, out_until=now_datetime() + timedelta(days=3))
		forget_reps([leaver])

	live_site.run(go_away)
	with ThreadPoolExecutor(2) as pool:
		ends = [
			future.exception() for future in [pool.submit(live_site.run, look_for_absent) for _ in range(2)]
		]
	assert ends == [None, None]
	live_site.wait_for_jobs()
	assert sorted(owners(live_site, names)) == sorted(others * (LEADS // 2))
	rows = live_site.run(lambda: frappe.db.count(DOCTYPE, {"lead": ("in", names), "cause": "Absence"}))
	assert rows == LEADS


def test_of_two_alarms_at_once_managers_hear_one(live_site, team):
	_leaver, _others, names = team

	def nobody() -> None:
		lead = names[0]
		ask([(lead, None, None)], RoutingCause.READY)
		later = now_datetime() + timedelta(hours=1)
		frappe.db.set_value(DOCTYPE, {"open_for": lead}, {"state": "Nobody", "next_attempt_at": later})
		frappe.db.delete("Notification Log", {"for_user": MANAGER.user})

	live_site.run(nobody)
	with ThreadPoolExecutor(2) as pool:
		ends = [future.exception() for future in [pool.submit(live_site.run, alarm) for _ in range(2)]]
	assert ends == [None, None]
	assert len([one for one in told(live_site, MANAGER.user) if "has no owner" in one]) == 1
	live_site.run(lambda: frappe.db.delete(DOCTYPE, {"open_for": names[0]}))
