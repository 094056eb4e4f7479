"""Many who save leads and many who give them owners at the same moment, and those who are killed at it: no lead is lost, none given
twice, no capacity exceeded, and the turns come out exact."""

from __future__ import annotations

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import frappe
import pytest

from lead_intelligence.adapters.routing_requests import DOCTYPE
from lead_intelligence.jobs.routing import route_waiting
from tests.bench.people import MANAGER, REP, SECOND_REP, Person, hire
from tests.bench.shadow import BenchCommandFailed
from tests.site.builders import another_company, condition
from tests.site.routing_builders import a_live_routing_policy, a_pool, a_profile, routing_rule
from tests.site.rq_workers import wait_until

PROCESSES, LEADS = 8, 2_000
THIRD = Person("nour@atelier-lumiere.example", "Nour", "Haddad", ("Sales User",))
FEW = 40
INSERTS = """
import frappe
for number in range({leads}):
	frappe.get_doc({{
		"doctype": "Lead", "first_name": f"{process}-{{number}}", "company": {company!r}, "lead_owner": "",
		"city": "Few" if number % 10 == 0 else "Lyon",
	}}).insert()
	frappe.db.commit()
"""
ROUTES = """
import time
from lead_intelligence.jobs.routing import route_waiting
end = time.monotonic() + {seconds}
while time.monotonic() < end:
	route_waiting()
	time.sleep(0.05)
"""


@pytest.fixture
def company(live_site):
	"""Rosa has weight 2. Few leads go to a pool of Nour, who has room for fewer, and of Rosa."""

	def make() -> str:
		abbr = frappe.generate_hash(length=6)
		name = another_company(f"Routed {abbr}", abbr)
		hire(THIRD)
		for person, capacity in ((REP, 5_000), (SECOND_REP, 5_000), (THIRD, FEW)):
			if frappe.db.exists("Lead Rep Profile", person.user):
				frappe.delete_doc("Lead Rep Profile", person.user)
			a_profile(person.user, capacity=capacity)
		all_of_them = a_pool(f"All {abbr}", {"user": REP.user, "weight": 2}, SECOND_REP.user, company="")
		few = a_pool(f"Few {abbr}", REP.user, {"user": THIRD.user, "weight": 3}, SECOND_REP.user, company="")
		a_live_routing_policy(
			routing_rule(few, condition("city", "is", "Few")), routing_rule(all_of_them), company=name
		)
		return name

	return live_site.run(make)


def owners(live_site, company, city=None) -> Counter:
	def look() -> Counter:
		filters = {"company": company, **({"city": city} if city else {})}
		return Counter(frappe.get_all("Lead", filters=filters, pluck="lead_owner", limit=0))

	return live_site.run(look)


def test_eight_processes_insert_while_others_route(live_site, company):
	before = live_site.run(load_of, THIRD.user)
	each = LEADS // PROCESSES
	with ThreadPoolExecutor(PROCESSES + 2) as pool:
		inserts = [
			pool.submit(
				live_site.run_in_process, INSERTS.format(leads=each, company=company, process=process)
			)
			for process in range(PROCESSES)
		]
		routes = [pool.submit(live_site.run_in_process, ROUTES.format(seconds=10)) for _ in range(2)]
		assert [one.exception() for one in (*inserts, *routes)] == [None] * (PROCESSES + 2)
	live_site.wait_for_jobs(120)
	live_site.run(route_waiting)
	all_of_them = owners(live_site, company)
	assert all_of_them.total() == LEADS
	assert set(all_of_them) == {REP.user, SECOND_REP.user, THIRD.user}
	assert all_of_them[THIRD.user] == FEW - before
	ordinary = owners(live_site, company, "Lyon")
	number = ordinary.total()
	assert abs(ordinary[REP.user] - number * 2 / 3) <= 1
	assert live_site.run(what_each_lead_has, company) == {(1, 1, 1): LEADS}
	assert live_site.run(load_of, THIRD.user) == FEW


def load_of(user: str) -> float:
	from frappe.utils import now_datetime

	from lead_intelligence.adapters.rep_loads import reps_for

	return reps_for({user: None}, now_datetime(), lock=False)[user].load


def what_each_lead_has(company: str) -> dict[tuple[int, int, int], int]:
	"""How many leads have so many assignments, open ToDos of their owner and rows of the journey about it."""
	owner = dict(
		frappe.get_all(
			"Lead", filters={"company": company}, fields=["name", "lead_owner"], as_list=True, limit=0
		)
	)
	rows = frappe.get_all(
		DOCTYPE, filters={"company": company, "state": "Assigned"}, fields=["lead", "to_user"], limit=0
	)
	assigned = Counter(row.lead for row in rows if row.to_user == owner[row.lead])
	todos = frappe.get_all(
		"ToDo",
		filters={"reference_type": "Lead", "status": "Open", "reference_name": ("in", list(owner))},
		fields=["reference_name", "allocated_to"],
		limit=0,
	)
	open_ones = Counter(row.reference_name for row in todos if row.allocated_to == owner[row.reference_name])
	entries = frappe.get_all(
		"Lead Journey Entry",
		filters={"lead": ("in", list(owner)), "kind": "Assigned"},
		pluck="lead",
		limit=0,
	)
	told = Counter(entries)
	return dict(Counter((assigned[name], open_ones[name], told[name]) for name in owner))


KILLED_WHILE_WRITING = """
import os, signal
from lead_intelligence.jobs import routing as job
from lead_intelligence.adapters import routing_outcomes
change_owners = routing_outcomes.change_owners
def change_and_die(*args):
	change_owners(*args)
	os.kill(os.getpid(), signal.SIGKILL)
routing_outcomes.change_owners = change_and_die
job.route_waiting()
"""
KILLED_BEFORE_TELLING = """
import os, signal
from lead_intelligence.jobs import routing as job
job.tell_new_owners = lambda *args: os.kill(os.getpid(), signal.SIGKILL)
job.route_waiting()
"""


@pytest.fixture
def waiting_leads(live_site, company):
	def make() -> list[str]:
		from lead_intelligence.adapters import routing_requests

		# As where the queue is dead.
		routing_requests.frappe.flags.li_routing_is_called = True
		names = []
		for number in range(12):
			values = {"doctype": "Lead", "first_name": f"K{number}", "company": company, "lead_owner": ""}
			names.append(frappe.get_doc(values).insert().name)
		return names

	# A worker that is at its last look would route them.
	live_site.wait_for_jobs()
	return live_site.run(make)


@pytest.mark.parametrize(
	("program", "left"), [(KILLED_WHILE_WRITING, {(0, 0, 0): 12}), (KILLED_BEFORE_TELLING, {(1, 1, 1): 12})]
)
def test_what_a_killed_worker_leaves_is_whole_and_done_by_the_next(
	live_site, company, waiting_leads, program, left
):
	with pytest.raises(BenchCommandFailed):
		live_site.run_in_process(program)
	assert live_site.run(what_each_lead_has, company) == left
	live_site.run(route_waiting)
	assert live_site.run(what_each_lead_has, company) == {(1, 1, 1): 12}
	assert owners(live_site, company) == Counter({REP.user: 8, SECOND_REP.user: 4})
	untold = {"lead": ("in", waiting_leads), "told_at": ("is", "not set")}
	assert live_site.run(lambda: frappe.get_all(DOCTYPE, filters=untold)) == []


def test_a_lead_that_somebody_is_saving_is_left_for_the_next_look(
	live_site, company, waiting_leads, tmp_path
):
	first, *others = waiting_leads
	locked, done = tmp_path / "locked", tmp_path / "done"
	holder = f"""
import os, time, frappe
frappe.db.get_value("Lead", {first!r}, "name", for_update=True)
open({str(locked)!r}, "w").close()
while not os.path.exists({str(done)!r}):
	time.sleep(0.05)
frappe.db.commit()
"""
	with ThreadPoolExecutor(1) as pool:
		held = pool.submit(live_site.run_in_process, holder)
		try:
			wait_until(lambda: locked.exists() or held.done())
			assert not held.done()
			# Whoever waited for that lead here would wait in vain until the database gives up.
			live_site.run(route_waiting)
		finally:
			done.touch()
		found = live_site.run(
			lambda: dict(
				frappe.get_all(
					"Lead",
					filters={"name": ("in", waiting_leads)},
					fields=["name", "lead_owner"],
					as_list=True,
				)
			)
		)
		assert not found[first]
		assert all(found[name] for name in others)
		held.result()
	live_site.run(route_waiting)
	assert live_site.run(lambda: frappe.db.get_value("Lead", first, "lead_owner"))


def test_who_gets_several_leads_is_told_once(live_site, company, waiting_leads):
	def notices() -> list[str]:
		mine = {"for_user": REP.user, "subject": ("like", "%leads are yours now%")}
		return frappe.get_all("Notification Log", filters=mine, pluck="subject", limit=0)

	before = len(live_site.run(notices))
	live_site.run(route_waiting)
	live_site.run(route_waiting)
	assert len(live_site.run(notices)) == before + 1


def test_the_mark_on_the_lead_and_the_todo_say_who_owns_it(live_site, company, waiting_leads):
	live_site.run(route_waiting)

	def look():
		fields = ["lead_owner", "_assign", "li_assignment"]
		return frappe.get_all("Lead", filters={"name": ("in", waiting_leads)}, fields=fields)

	rows = live_site.run(look)
	assert [json.loads(row._assign) for row in rows] == [[row.lead_owner] for row in rows]
	assert all(row.li_assignment for row in rows)
	assert MANAGER.user not in {row.lead_owner for row in rows}
