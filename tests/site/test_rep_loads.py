"""How much reps have open and have taken."""

from __future__ import annotations

from datetime import timedelta

from frappe.utils import now_datetime

from lead_intelligence.adapters.rep_load_rows import load_rows
from lead_intelligence.adapters.rep_loads import count_again, make_stale, reps_for, store_taken
from tests.bench.people import REP, SECOND_REP
from tests.site.builders import a_lead


def rep(user=REP.user, *, lock=True, now=None):
	return reps_for({user: None}, now or now_datetime(), lock=lock)[user]


def test_open_leads_of_a_rep_are_counted():
	before = rep(lock=False).load
	a_lead(lead_owner=REP.user)
	a_lead(lead_owner=REP.user)
	a_lead(lead_owner=SECOND_REP.user)
	assert rep().load == before + 2
	assert load_rows([REP.user], lock=False)[REP.user].open_leads == before + 2


def test_a_choice_adds_to_what_is_kept():
	now = now_datetime()
	first = rep(now=now)
	given = {
		REP.user: first.__class__(
			**{f: getattr(first, f) for f in first.__slots__}
			| {"load": first.load + 3, "taken_today": 2, "taken_this_hour": 2}
		)
	}
	store_taken(given, {REP.user: 2}, now)
	again = rep(now=now)
	assert (again.load, again.taken_today, again.taken_this_hour) == (first.load + 3, 2, 2)
	assert rep(now=now + timedelta(hours=26)).taken_today == 0
	make_stale([REP.user])
	assert rep(now=now).load == first.load
	assert count_again([REP.user]) == 0
