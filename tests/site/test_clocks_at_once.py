"""Clocks of several leads at the same moment: nobody waits for a lead that is not theirs."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from threading import Barrier

import frappe
import pytest

from lead_intelligence.adapters.clocks import OfLead, current_clocks, store
from lead_intelligence.adapters.lead_state import values_of_clocks
from lead_intelligence.core.sla.response_clock import Purpose, State
from tests.site.at_once import all_at_once
from tests.site.builders import a_lead, another_company
from tests.site.response_builders import a_live_policy, answer, clock, clocks


@pytest.fixture
def company(live_site):
	abbr = live_site.run(lambda: frappe.generate_hash(length=6))
	return live_site.run(another_company, f"Clocked {abbr}", abbr)


def test_two_leads_that_get_their_first_clocks_do_not_wait_for_one_another(live_site, company):
	leads = live_site.run(lambda: [a_lead(company=company).name for _ in range(2)])
	live_site.run(a_live_policy, company=company)
	model = live_site.run(lambda: a_lead(company=company).name)
	pattern = live_site.run(clock, model)
	have_looked = Barrier(2)

	def begin(lead):
		frappe.db.get_value("Lead", lead, "name", for_update=True)
		assert current_clocks({lead: None}) == {}
		have_looked.wait(60)
		new = replace(pattern, name=None)
		store([OfLead(lead, company, new)])
		frappe.db.set_value("Lead", lead, values_of_clocks([new]), update_modified=False)

	with ThreadPoolExecutor(2) as pool:
		ends = [one.exception() for one in [pool.submit(live_site.run, begin, lead) for lead in leads]]
	assert ends == [None, None]
	assert [len(live_site.run(clocks, lead)) for lead in leads] == [1, 1]


def test_who_began_to_look_before_a_clock_was_stopped_sees_that_it_was(live_site, company):
	live_site.run(a_live_policy, company=company)
	lead = live_site.run(lambda: a_lead(company=company).name)

	def look():
		# The transaction sees what was before from here on.
		frappe.db.get_value("Lead", lead, "name")
		with ThreadPoolExecutor(1) as pool:
			pool.submit(live_site.run, answer, lead).result()
		text = frappe.db.get_value("Lead", lead, "li_clocks", for_update=True)
		return current_clocks({lead: text})[lead]

	(found,) = live_site.run(look)
	assert (found.purpose, found.outcome) == (Purpose.FIRST_RESPONSE, State.MET)


def test_answers_to_one_lead_at_once_are_both_recorded(live_site, company):
	live_site.run(a_live_policy, company=company)
	lead = live_site.run(lambda: a_lead(company=company).name)
	ends = all_at_once(live_site, *[partial(answer, lead)] * 3)
	assert not [end for end in ends if isinstance(end, BaseException)]
	assert live_site.run(lambda: frappe.db.count("Lead Touch", {"lead": lead, "response": "Answer"})) == 3
	assert live_site.run(clock, lead).outcome is State.MET
