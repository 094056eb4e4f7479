"""What goes wrong while a lead is evaluated costs it no clock, and what it says of its clocks is what there is."""

from __future__ import annotations

from contextlib import contextmanager

import frappe
import pytest
from frappe.utils import get_datetime

from lead_intelligence.adapters import saving
from lead_intelligence.adapters.bulk_evaluation import BulkEvaluation
from lead_intelligence.core.history.journey import Cause
from lead_intelligence.core.sla.open_clocks import from_text, nearest_due, open_clocks
from lead_intelligence.core.sla.response_clock import Purpose, Start
from tests.site.agreed_leads import a_live_definition, an_mql, handovers_of, stage_of
from tests.site.builders import a_lead, stored
from tests.site.response_builders import a_live_policy, clock, clocks, journey_of

STEPS = ("snapshot_of", "evaluate_lead", "append_entries", "store_decisions", "follow_decisions")


@pytest.fixture
def policy(rolled_back):
	return a_live_policy()


@contextmanager
def broken(monkeypatch, step):
	def fail(*args, **kwargs):
		raise RuntimeError("broken on purpose")

	with monkeypatch.context() as scripted:
		scripted.setattr(saving, step, fail)
		yield


@contextmanager
def after_insert(monkeypatch, act):
	Lead = frappe.get_doc({"doctype": "Lead"}).__class__
	insert, done = Lead.after_insert, []

	def and_act(doc):
		insert(doc)
		if not done:
			done.append(doc.name)
			act(doc)

	with monkeypatch.context() as scripted:
		scripted.setattr(Lead, "after_insert", and_act)
		yield


def looked_at_again(lead: str) -> None:
	BulkEvaluation(Cause.RETRY, "Administrator").evaluate([lead])


def saved_again(lead: str) -> None:
	frappe.get_doc("Lead", lead).save()


def says_what_there_is(lead: str) -> bool:
	"""Of moments; what waits to be decided is none."""
	said, found = from_text(stored(lead, "li_clocks")), open_clocks(clocks(lead))
	return said == found and stored(lead, "li_due_at") == nearest_due(found)


@pytest.mark.parametrize("again", [looked_at_again, saved_again])
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("agreed", [False, True], ids=["no agreement", "agreement"])
def test_a_new_lead_whose_evaluation_failed_gets_its_clock_afterwards(
	policy, monkeypatch, step, agreed, again
):
	if agreed:
		a_live_definition()
	with broken(monkeypatch, step):
		lead = a_lead().name
	assert says_what_there_is(lead)
	again(lead)
	found = clock(lead)
	assert found.because is Start.CREATED
	assert abs((found.started_at - get_datetime(stored(lead, "creation"))).total_seconds()) < 1
	assert says_what_there_is(lead)
	assert journey_of(lead) == ["Clock started"]
	again(lead)
	assert len(clocks(lead)) == 1


@pytest.mark.parametrize("step", STEPS)
def test_an_imported_lead_whose_evaluation_failed_gets_none(policy, monkeypatch, step):
	monkeypatch.setattr(frappe.flags, "in_import", True)
	with broken(monkeypatch, step):
		lead = a_lead(status="Lead").name
	monkeypatch.setattr(frappe.flags, "in_import", False)
	looked_at_again(lead)
	assert clocks(lead) == []


@pytest.mark.parametrize("step", STEPS)
def test_a_handover_that_could_not_be_stored_is_made_good(rolled_back, monkeypatch, step):
	a_live_definition()
	with broken(monkeypatch, step):
		lead = an_mql()
	assert says_what_there_is(lead)
	looked_at_again(lead)
	assert stage_of(lead) == "MQL"
	assert clock(lead, Purpose.ACCEPTANCE).is_open
	assert len(handovers_of(lead)) == 1
	assert says_what_there_is(lead)


@pytest.mark.parametrize("step", STEPS)
def test_of_a_clocked_lead_a_failed_save_leaves_what_there_was(policy, monkeypatch, step):
	lead = a_lead().name
	before = stored(lead, "li_clocks")
	doc = frappe.get_doc("Lead", lead)
	doc.status = "Do Not Contact"
	with broken(monkeypatch, step):
		doc.save()
	assert stored(lead, "li_clocks") == before
	assert says_what_there_is(lead)
	looked_at_again(lead)
	assert not clock(lead).is_open
	assert says_what_there_is(lead)


def another_copy(doc):
	copy = frappe.get_doc("Lead", doc.name)
	copy.job_title = "CEO"
	copy.save()


def the_same_copy(doc):
	doc.job_title = "CEO"
	doc.save()


@pytest.mark.parametrize("act", [another_copy, the_same_copy])
@pytest.mark.parametrize("agreed", [False, True], ids=["no agreement", "agreement"])
def test_a_script_that_saves_every_new_lead_again_costs_none_its_clock(policy, monkeypatch, act, agreed):
	if agreed:
		a_live_definition()
	with after_insert(monkeypatch, act):
		lead = a_lead(email_id="again@agreed.example").name
	assert len(clocks(lead, Purpose.FIRST_RESPONSE)) == 1
	assert clock(lead).because is Start.CREATED
	assert says_what_there_is(lead)
	assert journey_of(lead) == ["Clock started"]
	if agreed:
		assert stage_of(lead) == "MQL"
		assert len(handovers_of(lead)) == 1


def test_a_save_that_was_taken_back_leaves_nothing_for_the_next(policy, monkeypatch):
	Lead = frappe.get_doc({"doctype": "Lead"}).__class__

	def fail(doc):
		frappe.throw("broken on purpose")

	frappe.db.savepoint("before_lead")
	with monkeypatch.context() as scripted:
		scripted.setattr(Lead, "on_update", fail)
		with pytest.raises(frappe.ValidationError):
			a_lead()
	frappe.db.rollback(save_point="before_lead")
	stale = list(saving.leads_being_saved())
	doc = frappe.get_doc({"doctype": "Lead", "first_name": "Ada", "company_name": "Analytical"})
	doc.flags.name_set = True
	doc.name = stale[0]
	doc.insert()
	assert len(clocks(doc.name)) == 1
	assert journey_of(doc.name) == ["Clock started"]
	assert says_what_there_is(doc.name)
