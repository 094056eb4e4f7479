"""The sheet on the form of a lead, answers one by one, and the discovery call."""

import json
from datetime import timedelta

import frappe
import pytest
from frappe.utils import now_datetime

from lead_intelligence.api.qualification import discovery_call, history, record, sheet, subjects
from tests.bench.people import REP
from tests.site.builders import a_lead, a_live_model, rule, stored
from tests.site.engaged_leads import on_touches
from tests.site.qualification_builders import a_subject, answer_rows, answered, asked
from tests.site.touch_builders import rows_of

BUDGET = {"framework": "BANT", "question": "Budget", "answer": "Confirmed", "confidence": "High"}
NEED = {"framework": "BANT", "question": "Need", "answer": "Pressing", "note": "Night shifts"}


def old_lead(days: int = 5) -> str:
	lead = a_lead().name
	frappe.db.set_value("Lead", lead, "creation", now_datetime() - timedelta(days=days))
	return lead


def counts(lead: str) -> tuple[int, int]:
	return len(rows_of(lead)), len(answer_rows(lead=lead))


def test_the_sheet_of_a_lead_of_which_nothing_is_known():
	answer = sheet(a_lead().name)
	(bant,) = answer["frameworks"]
	assert (bant["framework"], bant["label"]) == ("BANT", "BANT")
	budget = bant["questions"][0]
	assert budget["asks"].startswith("Is there money")
	assert budget["guide"]
	assert budget["answers"][0] == {"value": "Confirmed", "label": "Confirmed"}
	assert (budget["current"], budget["entries"]) == (None, 0)
	assert (answer["earlier"], answer["may_write"], answer["may_call"]) == ([], True, True)


def test_the_sheet_is_in_the_language_of_the_user():
	lead = a_lead().name
	answered(lead)
	frappe.local.lang = "fr"
	budget = asked(lead)
	assert budget["label"] == "Budget"
	assert budget["asks"].startswith("Y a-t-il")
	assert budget["guide"].startswith("Commencez")
	assert budget["current"]["label"] == "Confirmé"


def test_an_answer_is_recorded_and_the_lead_evaluated_at_once(signed_in_as):
	a_live_model(rule("job_title", "is", "CEO", points=1))
	lead = a_lead().name
	frappe.db.set_value("Lead", lead, "li_scored_on", None)
	modified = stored(lead, "modified")
	with signed_in_as(REP.user):
		assert record(lead, json.dumps([BUDGET, NEED])) == {"recorded": 2}
	assert (asked(lead)["entries"], asked(lead, "Need")["current"]["note"]) == (1, "Night shifts")
	now = stored(lead, "li_scored_on", "li_needs_evaluation", "modified")
	assert now.li_scored_on
	assert not now.li_needs_evaluation
	assert now.modified == modified


def test_a_discovery_call_is_a_touch_with_answers(signed_in_as):
	a_live_model(
		rule("job_title", "is", "CEO", points=1), engagement_rules=[on_touches("Discovery Call", points=7)]
	)
	lead = old_lead()
	at = now_datetime().replace(microsecond=0) - timedelta(hours=20)
	with signed_in_as(REP.user):
		answer = discovery_call(lead, json.dumps([BUDGET, NEED]), str(at), 1, "With Ada\nand Bob", "form 1")
	(touch,) = rows_of(lead)
	assert answer == {"touch": str(touch.name), "recorded": 2, "already": False}
	assert (touch.kind, touch.signal, touch.direction, touch.channel) == (
		*("Discovery Call", "Interest"),
		*(None, "Phone"),
	)
	assert (touch.happened_at, touch.notes, touch.subject) == (at, "With Ada\nand Bob", None)
	for row in answer_rows(lead=lead):
		assert (row.touch, row.found_by, row.found_at) == (str(touch.name), REP.user, at)
	assert stored(lead, "li_engagement") == 7


def test_a_call_that_is_sent_twice_counts_once():
	lead = a_lead().name
	first = discovery_call(lead, [BUDGET], None, True, "Good talk", "form 1")
	again = discovery_call(lead, [BUDGET, NEED], None, True, "Good talk", "form 1")
	assert first["already"] is False
	assert again == {"touch": None, "recorded": 0, "already": True}
	assert counts(lead) == (1, 1)
	discovery_call(lead, [BUDGET], None, True, "Good talk", "form 2")
	assert counts(lead) == (2, 2)


def test_a_call_may_teach_nothing():
	lead = a_lead().name
	assert discovery_call(lead)["recorded"] == 0
	assert counts(lead) == (1, 0)


def test_where_nobody_was_reached_it_is_a_call_made():
	lead = a_lead().name
	discovery_call(lead, [], None, 0, "Rang twice", "form 1")
	(touch,) = rows_of(lead)
	assert (touch.kind, touch.signal, touch.notes) == ("Call Made", None, "Rang twice")
	assert "nobody was reached" in touch.subject
	with pytest.raises(frappe.ValidationError, match="Nobody was reached"):
		discovery_call(lead, [BUDGET], None, False)
	assert counts(lead) == (1, 0)


def test_a_disabled_kind_is_told_and_nothing_stored():
	lead = a_lead().name
	frappe.get_doc("Lead Touch Kind", "Discovery Call").update({"disabled": 1}).save()
	assert sheet(lead)["may_call"] is False
	with pytest.raises(frappe.ValidationError, match="it is disabled"):
		discovery_call(lead, [BUDGET])
	assert counts(lead) == (0, 0)


def test_a_kind_that_an_admin_renamed_is_used_under_its_new_name():
	lead = a_lead().name
	frappe.rename_doc("Lead Touch Kind", "Discovery Call", "First Talk")
	discovery_call(lead, [BUDGET])
	assert [row.kind for row in rows_of(lead)] == ["First Talk"]


@pytest.mark.parametrize(
	("given", "told"),
	[
		({"answers": [BUDGET, {**NEED, "answer": "Huge"}]}, "answer.* is .*Huge.*Pressing, Recognised"),
		({"answers": [BUDGET, {**NEED, "framework": "<b>"}]}, "framework.* is .*&lt;b&gt;"),
		({"answers": [{**NEED, "framework": "MEDDIC"}]}, "no framework in use"),
		({"answers": [{**NEED, "question": "Pain"}]}, "question.* is .*Pain.*BANT does not ask"),
		({"answers": [{**NEED, "note": "x" * 2001}]}, "at most 2000"),
		({"answers": [NEED] * 41}, "at most 40"),
		({"answers": "nonsense"}, "as a list"),
		({"answers": "[" * 100_000}, "as a list"),
		({"answers": 3}, "as a list"),
		({"happened_at": "2999-01-01 00:00:00"}, "in the future"),
		({"happened_at": "soon"}, "is no moment"),
		({"happened_at": ["2024-01-01"]}, "must be given as text"),
		({"happened_at": "2001-01-01 00:00:00"}, "The lead is from"),
		({"connected": "perhaps"}, "connected must be true or false"),
		({"connected": [True]}, "connected must be true or false"),
		({"notes": "x" * 2001}, "at most 2000"),
		({"notes": {"a": 1}}, "must be given as text"),
		({"lead": 5}, "Lead must be given as text"),
	],
)
def test_what_makes_no_sense_is_refused_and_nothing_stored(given, told):
	lead = old_lead()
	with pytest.raises(frappe.ValidationError, match=told):
		discovery_call(**{"lead": lead, "answers": [BUDGET], **given})
	assert counts(lead) == (0, 0)


def test_answers_alone_are_checked_alike():
	lead = old_lead()
	for given, told in (
		((json.dumps([]),), "no answer to record"),
		(([BUDGET], "2999-01-01"), "in the future"),
		(([BUDGET], str(now_datetime() - timedelta(days=9))), "The lead is from"),
		(([{**BUDGET, "answer": "Perhaps"}],), "must be one of"),
	):
		with pytest.raises(frappe.ValidationError, match=told):
			record(lead, *given)
	assert counts(lead) == (0, 0)


def test_what_was_found_out_on_the_day_of_the_lead_is_taken():
	lead = a_lead().name
	morning = now_datetime().replace(hour=0, minute=0, second=0, microsecond=0)
	record(lead, [BUDGET], str(morning))
	assert answer_rows(lead=lead)[0].found_at == morning


def test_a_lead_that_is_not_there():
	for ask in (sheet, lambda lead: record(lead, [BUDGET]), lambda lead: history(lead, "BANT", "Budget")):
		with pytest.raises(frappe.DoesNotExistError):
			ask("no such lead")


def test_who_may_only_read_the_lead_records_nothing(changed_meta):
	from frappe.permissions import update_permission_property

	lead = a_lead().name
	answered(lead)
	update_permission_property("Lead", "Sales User", 0, "write", 0, validate=False)
	update_permission_property("Lead", "Sales User", 0, "read", 1, validate=False)
	frappe.set_user(REP.user)
	try:
		assert sheet(lead)["may_write"] is False
		assert len(history(lead, "BANT", "Budget")) == 1
		for write in (record, discovery_call):
			with pytest.raises(frappe.PermissionError):
				write(lead, [NEED])
	finally:
		frappe.set_user("Administrator")
	assert counts(lead) == (0, 1)


def test_subjects_are_listed_for_those_who_read_leads(signed_in_as):
	a_subject("LED Panels", product_line="Products")
	a_subject("Neon", disabled=1)
	with signed_in_as(REP.user):
		known = {one["subject"]: one for one in subjects()}
	assert known["LED Panels"]["product_line"] == "Products"
	assert known["Neon"]["disabled"] is True
	with signed_in_as("Guest"), pytest.raises(frappe.PermissionError):
		subjects()
