"""Counts and choices of several workers at the same moment: what was given is never lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import frappe
import pytest
from frappe.utils import now_datetime

from lead_intelligence.adapters.rep_load_rows import LOAD, load_rows
from lead_intelligence.adapters.rep_loads import count_again, reps_for, store_taken
from lead_intelligence.adapters.stale_loads import make_stale
from lead_intelligence.jobs.reps import count_open_work, work_out_figures
from tests.bench.people import REP, SECOND_REP
from tests.site.builders import a_lead

PEOPLE = {REP.user: None, SECOND_REP.user: None}


@pytest.fixture
def counted(live_site):
	live_site.wait_for_jobs()
	live_site.run(lambda: frappe.db.delete(LOAD))
	yield live_site
	live_site.run(lambda: frappe.db.delete(LOAD))


def give(leads: int = 1) -> None:
	"""As a choice does it, with leads that are given and not seen anywhere else."""
	now = now_datetime()
	reps = reps_for(PEOPLE, now, lock=True)
	one = reps[REP.user]
	more = {"load": one.load + leads, "taken_today": one.taken_today + leads}
	reps[REP.user] = replace(one, **more, taken_this_hour=one.taken_this_hour + leads)
	store_taken(reps, {REP.user: leads}, now)


def stored(live_site) -> tuple[float, int]:
	def look():
		row = load_rows([REP.user], lock=False)[REP.user]
		return row.weighted_load, row.taken_today

	return live_site.run(look)


def test_a_count_of_before_does_not_take_back_what_others_gave_meanwhile(counted):
	def begin_early_and_count_late():
		own = reps_for(PEOPLE, now_datetime(), lock=True)[REP.user].load
		frappe.db.commit()
		# From here on, this transaction counts what is there now.
		frappe.db.exists("User", REP.user)
		counted.run(lambda: give(3))
		frappe.db.set_value(LOAD, SECOND_REP.user, "counted_at", "2020-01-01")
		frappe.flags.li_stale_loads = set(PEOPLE)
		return own, reps_for(PEOPLE, now_datetime(), lock=True)[REP.user].load

	own, late = counted.run(begin_early_and_count_late)
	assert late == own + 3
	assert stored(counted) == (own + 3, 3)


def test_what_eight_give_at_once_is_all_kept(counted):
	before = counted.run(lambda: reps_for(PEOPLE, now_datetime(), lock=True)[REP.user].load)
	with ThreadPoolExecutor(8) as pool:
		ends = [future.exception() for future in [pool.submit(counted.run, give) for _ in range(24)]]
	assert ends == [None] * 24
	assert stored(counted) == (before + 24, 24)


def test_those_without_a_row_get_one_whoever_comes_first(counted):
	with ThreadPoolExecutor(4) as pool:
		ends = [future.exception() for future in [pool.submit(counted.run, give) for _ in range(4)]]
	deadlocks = sum(isinstance(end, frappe.QueryDeadlockError) for end in ends)
	assert [end for end in ends if end and not isinstance(end, frappe.QueryDeadlockError)] == []
	assert stored(counted)[1] == 4 - deadlocks
	assert deadlocks < 4


def test_a_committed_change_of_owner_is_counted_by_the_next_choice(counted):
	def load():
		return reps_for(PEOPLE, now_datetime(), lock=True)[REP.user].load

	before = counted.run(load)
	lead = counted.run(lambda: a_lead(lead_owner=REP.user).name)
	assert counted.run(load) == before + 1
	counted.run(lambda: frappe.delete_doc("Lead", lead, force=True))
	assert counted.run(load) == before


def test_a_change_that_is_taken_back_is_none(counted):
	counted.run(lambda: reps_for(PEOPLE, now_datetime(), lock=True))

	def change_and_take_back():
		make_stale([REP.user])
		frappe.db.rollback()

	counted.run(change_and_take_back)
	assert counted.run(lambda: count_again([REP.user])) == 0


def test_the_jobs_count_and_work_out_figures(counted):
	lead = counted.run(lambda: a_lead(lead_owner=REP.user, status="Do Not Contact").name)
	counted.run(lambda: reps_for(PEOPLE, now_datetime(), lock=True))
	counted.run(lambda: frappe.db.set_value(LOAD, REP.user, "counted_at", None))
	counted.run(count_open_work)
	counted.run(work_out_figures)
	row = counted.run(lambda: load_rows([REP.user], lock=False)[REP.user])
	assert row.counted_at
	assert row.leads_decided >= 1
	counted.run(lambda: frappe.delete_doc("Lead", lead, force=True))


WITHOUT_REDIS = """
from frappe.utils import now_datetime
from frappe.utils.redis_wrapper import RedisWrapper
frappe.cache = RedisWrapper.from_url("redis://127.0.0.1:1")
frappe.local.cache = {}
from lead_intelligence.adapters.rep_loads import make_stale, reps_for
user = "rosa@atelier-lumiere.example"
rep = reps_for({user: None}, now_datetime(), lock=True)[user]
make_stale([user])
print("stands", rep.name)
"""


def test_without_redis(counted):
	assert "stands Rosa Bernard" in counted.run_in_process(WITHOUT_REDIS)
