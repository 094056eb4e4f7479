"""What leads do is half of their score, as of now on the form and as stored elsewhere, until their outcome."""

from datetime import datetime, time, timedelta

import frappe
import pytest
from frappe.utils import getdate, now_datetime

from lead_intelligence.adapters.bulk_evaluation import BulkEvaluation
from lead_intelligence.adapters.policies import policies_for
from lead_intelligence.adapters.reevaluation import reevaluate
from lead_intelligence.adapters.snapshots import snapshot_of
from lead_intelligence.adapters.stored_leads import StoredLeads
from lead_intelligence.api.lead_score import panel, rescore
from lead_intelligence.api.preview import try_on_lead
from lead_intelligence.core.history.journey import Cause
from tests.bench.erpnext_alone import counted_queries
from tests.site.builders import a_draft, a_lead, a_live_model, journey_of, rule, stored
from tests.site.engaged_leads import evaluated, on_touches, touch

CEO = rule("job_title", "is", "CEO", points=5, rule="CEO")


def live(*rows, **more):
	return a_live_model(CEO, engagement_rules=list(rows), **more)


def test_touches_give_points_beside_those_of_the_fields():
	live(on_touches("Webinar"), on_touches("Demo Request", points=25, counts="The Latest Touch"))
	lead = a_lead(job_title="CEO")
	assert stored(lead, "li_points", "li_engagement") == {"li_points": 5, "li_engagement": 0}
	touch(lead, "Webinar", 3, 2)
	touch(lead, "Demo Request", 1, 0)
	touch(lead, "Call Made", 1)
	evaluated(lead)
	assert stored(lead, "li_points", "li_engagement", "li_grade") == {
		"li_points": 50,
		"li_engagement": 45,
		"li_grade": "Hot",
	}
	assert journey_of(lead.name)[-1].points_after == 50


def test_kinds_signals_channels_and_directions_choose_the_touches():
	live(
		on_touches(points=1, touch_signals="Intent", rule="intent"),
		on_touches(points=10, touch_channels="E-Mail, Phone", rule="channels"),
		on_touches(
			points=1, touch_directions="Outbound", counts="At Least N Touches", at_least=2, rule="out"
		),
	)
	lead = a_lead()
	touch(lead, "Demo Request", 1)
	touch(lead, "E-Mail Sent", 1, 2)
	touch(lead, "Chat", 1, channel="Phone")
	evaluated(lead)
	assert stored(lead, "li_engagement") == 1 + 30 + 1


def test_groups_cap_what_touches_give_together():
	live(
		on_touches("Webinar", rule_group="Events"),
		on_touches("Event or Fair", rule_group="Events"),
		engagement_groups=[{"group_name": "Events", "at_most": "15"}],
	)
	lead = a_lead()
	touch(lead, "Webinar", 0)
	touch(lead, "Event or Fair", 0)
	evaluated(lead)
	assert stored(lead, "li_engagement") == 15
	(cap,) = panel(lead.name)["caps"]
	assert (cap["group"], cap["points"], cap["counted"]) == ("Events", 20, 15)


def test_many_are_read_and_written_as_one_by_one():
	live(
		on_touches("Webinar", fades="Half-Life", fade_days=7), on_touches("Call Made", points=-3, at_most=-9)
	)
	leads = [a_lead(job_title="CEO"), a_lead(), a_lead()]
	touch(leads[0], "Webinar", 1, 7, 30)
	touch(leads[2], "Call Made", 1, 1)
	touch(leads[2], "Webinar", -3)
	policies, catalogue = policies_for(None)
	many = StoredLeads.of([policies.scoring], catalogue).read(sorted(lead.name for lead in leads))
	for lead in many:
		doc = frappe.get_doc("Lead", lead.name)
		assert lead.snapshot == snapshot_of(doc, policies.scoring, catalogue)
	names = [lead.name for lead in many]
	BulkEvaluation(Cause.RETRY, "Administrator").evaluate(names)
	together = [stored(name, "li_points", "li_engagement", "li_next_change_at") for name in names]
	reevaluate(names, Cause.RETRY)
	assert [stored(name, "li_points", "li_engagement", "li_next_change_at") for name in names] == together
	assert {row["li_engagement"] for row in together} == {0, 15, -6}


def test_the_next_change_is_when_a_touch_has_faded_by_a_point():
	live(on_touches("Webinar", points=10, fades="Linear to Zero", fade_days=10))
	lead = a_lead()
	touch(lead, "Webinar", 2)
	evaluated(lead)
	tomorrow = datetime.combine(getdate(now_datetime() + timedelta(days=1)), time.min)
	assert stored(lead, "li_engagement", "li_next_change_at") == {
		"li_engagement": 8,
		"li_next_change_at": tomorrow,
	}


def days_pass(lead, days: int) -> None:
	"""As if its touches, and its score, were so many days older."""
	for row in frappe.get_all("Lead Touch", {"lead": lead.name}, ["name", "happened_at"]):
		moved = row.happened_at - timedelta(days=days)
		frappe.db.set_value("Lead Touch", row.name, "happened_at", moved, update_modified=False)
	row = stored(lead, "li_next_change_at", "li_scored_on")
	moved = {name: moment - timedelta(days=days) for name, moment in row.items() if moment}
	frappe.db.set_value("Lead", lead.name, moved, update_modified=False)


def test_the_form_tells_the_score_of_now_and_lists_the_stored_one_until_the_job_has_run():
	live(on_touches("Webinar", points=20, fades="Half-Life", fade_days=10))
	lead = a_lead(job_title="CEO")
	touch(lead, "Webinar", 0)
	evaluated(lead)
	days_pass(lead, 10)
	answer = panel(lead.name)
	assert (answer["points"], answer["stored"]["score"], stored(lead, "li_points")) == (15, 25, 25)
	assert stored(lead, "li_next_change_at") <= now_datetime()
	evaluated(lead, Cause.TIME)
	assert stored(lead, "li_points", "li_engagement", "li_grade") == {
		"li_points": 15,
		"li_engagement": 10,
		"li_grade": "Cold",
	}
	assert journey_of(lead.name)[-1].cause == "Passing of time"


def test_the_panel_shows_both_halves_and_what_is_left_of_the_touches():
	live(on_touches("Webinar", points=5, fades="Half-Life", fade_days=12, rule="Webinars"))
	lead = a_lead(job_title="CEO")
	touch(lead, "Webinar", 12, 12, 24)
	evaluated(lead)
	answer = panel(lead.name)
	assert answer["halves"] == {
		"fit": {"points": 5, "lowest": 0, "highest": 5},
		"engagement": {"points": 6, "lowest": 0, "highest": 50},
	}
	(line,) = [line for line in answer["lines"] if line["half"] == "engagement"]
	assert (line["rule"], line["points"]) == ("Webinars", 6)
	assert line["told"] == "3 × Webinar, the latest 12 days ago, 6 of 15 points left"
	assert line["sentence"] == "each touch of Webinar, halving every 12 days, at most 50 points"


def test_a_model_that_looks_at_fields_only_has_no_halves_and_asks_for_no_touches():
	a_live_model(CEO)
	lead = a_lead(job_title="CEO")
	touch(lead, "Webinar", 0)
	frappe.get_doc("Lead", lead.name).save()
	with counted_queries() as sent:
		answer = panel(lead.name)
	assert answer["halves"] is None
	assert not [query for query in sent if "Lead Touch`" in query]


def test_saves_ask_for_touches_once_and_only_when_the_lead_is_evaluated():
	live(on_touches("Webinar"))
	lead = a_lead()
	touch(lead, "Webinar", 0, 1)
	evaluated(lead)

	def asked(**values) -> int:
		doc = frappe.get_doc("Lead", lead.name)
		doc.update(values)
		with counted_queries() as sent:
			doc.save()
		return len([query for query in sent if "Lead Touch`" in query])

	assert asked() == 0
	assert asked(job_title="CEO") == 1
	assert stored(lead, "li_points") == 25


@pytest.mark.parametrize("status", ["Converted", "Lost Quotation", "Do Not Contact"])
def test_scoring_stops_at_the_outcome(status):
	live(on_touches("Webinar", fades="Half-Life", fade_days=5))
	lead = a_lead()
	touch(lead, "Webinar", 0)
	evaluated(lead)
	doc = frappe.get_doc("Lead", lead.name)
	doc.status = status
	doc.job_title = "CEO"
	doc.save()
	at_its_end = stored(lead, "li_points", "li_engagement", "li_scored_on", "li_next_change_at")
	assert (at_its_end["li_points"], at_its_end["li_next_change_at"]) == (15, None)

	days_pass(lead, 6)
	touch(lead, "Webinar", 0, 0, 0)
	for cause in (Cause.RETRY, Cause.TIME, Cause.SAVE):
		evaluated(lead, cause)
	BulkEvaluation(Cause.RETRY, "Administrator").evaluate([lead.name])
	doc = frappe.get_doc("Lead", lead.name)
	doc.job_title = "Clerk"
	doc.save()
	after = stored(lead, "li_points", "li_engagement", "li_next_change_at", "li_needs_evaluation")
	assert after == {
		"li_points": 15,
		"li_engagement": 10,
		"li_next_change_at": None,
		"li_needs_evaluation": 0,
	}


def ended(status: str = "Converted"):
	lead = a_lead(job_title="CEO")
	touch(lead, "Webinar", 0)
	evaluated(lead)
	doc = frappe.get_doc("Lead", lead.name)
	doc.status = status
	doc.save()
	days_pass(lead, 30)
	touch(lead, "Webinar", 0, 0)
	return frappe.get_doc("Lead", lead.name)


def test_a_new_version_and_who_asks_score_a_lead_as_of_its_outcome():
	live(on_touches("Webinar", fades="Half-Life", fade_days=5))
	lead = ended()
	rescore(lead.name)
	assert stored(lead, "li_points") == 15
	live(on_touches("Webinar", points=4, fades="Linear to Zero", fade_days=9))
	BulkEvaluation(Cause.POLICY, "Administrator").evaluate([lead.name])
	told = stored(lead, "li_points", "li_engagement", "li_scored_on", "li_next_change_at")
	assert told == {
		"li_points": 9,
		"li_engagement": 4,
		"li_scored_on": lead.li_scored_on,
		"li_next_change_at": None,
	}


def test_the_panel_says_as_of_when_the_score_stays():
	live(on_touches("Webinar", fades="Half-Life", fade_days=5))
	lead = ended()
	answer = panel(lead.name)
	assert answer["stopped"] == {"status": "Converted", "at": lead.li_scored_on}
	assert (answer["points"], answer["improvements"]) == (15, [])
	(line,) = [line for line in answer["lines"] if line["half"] == "engagement"]
	assert line["told"] == "1 × Webinar, today"


@pytest.mark.parametrize("by", ["save", "db_set"])
def test_an_outcome_that_is_taken_back_is_scored_again(by):
	live(on_touches("Webinar", fades="Half-Life", fade_days=5))
	lead = ended()
	if by == "save":
		lead.status = "Open"
		lead.save()
	else:
		lead.db_set("status", "Open")
	# Two of today, and one of a month ago that has faded.
	assert stored(lead, "li_engagement") == 20
	assert stored(lead, "li_next_change_at") is not None


def test_an_outcome_that_is_set_past_saving_stops_scoring_too():
	live(on_touches("Webinar", fades="Half-Life", fade_days=5), valid_to=None)
	lead = a_lead()
	touch(lead, "Webinar", 0)
	frappe.get_doc("Lead", lead.name).db_set("status", "Lost Quotation")
	assert stored(lead, "li_engagement", "li_next_change_at") == {
		"li_engagement": 10,
		"li_next_change_at": None,
	}


def test_two_leads_that_are_merged_have_the_touches_of_both():
	live(on_touches("Webinar"))
	one, other = a_lead(), a_lead()
	touch(one, "Webinar", 0)
	touch(other, "Webinar", 0, 1)
	frappe.rename_doc("Lead", other.name, one.name, merge=True, force=True)
	evaluated(one)
	assert stored(one, "li_engagement") == 30


def test_a_draft_is_tried_on_a_lead_with_its_touches():
	live(on_touches("Webinar"))
	draft = a_draft(CEO, engagement_rules=[on_touches("Webinar", points=7)])
	lead = a_lead()
	touch(lead, "Webinar", 0)
	answer = try_on_lead(lead.name, draft.name)
	assert (answer["left"]["points"], answer["right"]["points"]) == (10, 7)


def test_a_kind_that_is_renamed_is_counted_under_its_new_name():
	live(on_touches("Webinar"))
	lead = a_lead()
	touch(lead, "Webinar", 0)
	frappe.rename_doc("Lead Touch Kind", "Webinar", "Online Seminar")
	touch(lead, "Webinar", 0)
	evaluated(lead)
	assert stored(lead, "li_engagement") == 20
