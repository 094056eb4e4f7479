"""What criteria can look at beside the fields of a lead."""

from datetime import timedelta

import pytest

from lead_intelligence.core.engagement.touch import TouchSort
from lead_intelligence.core.qualification.facts import DerivedFacts
from lead_intelligence.core.qualification.stages import Stage
from lead_intelligence.core.snapshot.values import UNKNOWN
from tests.builders import NOW, a_lead, a_rule, scored, touched, when

DAY = NOW.toordinal()
VISITED = {
	TouchSort("Demo Request", "Intent", "Website", "Inbound"): {DAY - 3: 2, DAY - 40: 1},
	TouchSort("E-Mail Sent", None, "E-Mail", "Outbound"): {DAY - 1: 5},
	TouchSort("Webinar", "Interest", "Event", "Inbound"): {DAY - 10: 1},
}


def facts(*names, lead=None, score=None):
	return DerivedFacts(names).of(lead or a_lead(touches=VISITED), score)


@pytest.mark.parametrize(
	("name", "expected"),
	[
		("li:touches:Demo Request", 3),
		("li:touches:Webinar", 1),
		("li:touches:Fair", 0),
		("li:touches:<intent>", 3),
		("li:touches:<inbound>", 4),
		("li:last_touch:Demo Request", NOW.date() - timedelta(days=3)),
		("li:last_touch:<inbound>", NOW.date() - timedelta(days=3)),
		("li:last_touch:E-Mail Sent", NOW.date() - timedelta(days=1)),
	],
)
def test_touches_are_counted_and_the_latest_is_dated(name, expected):
	assert facts(name) == {name: expected}


def test_the_day_of_a_touch_that_never_happened_is_not_known():
	assert facts("li:last_touch:Fair") == {}


def test_the_score_is_a_fact_where_there_is_one():
	lead = a_lead(job_title="CEO")
	score = scored(lead, a_rule(when("job_title", "is", "CEO"), 25))
	names = ("li:score", "li:grade", "li:engagement")
	assert facts(*names, lead=lead, score=score) == {
		"li:score": 25.0,
		"li:grade": "Warm",
		"li:engagement": 0,
	}
	assert facts(*names, lead=lead) == {}


def test_nothing_is_worked_out_that_nobody_asks_for():
	assert facts() == {}
	assert not DerivedFacts(["li:score"]).look_at_touches


def test_facts_join_what_is_known_of_the_lead_and_leave_it_as_it_is():
	lead = a_lead(job_title="CEO", touches=touched("Webinar", 1))
	seen, found = DerivedFacts(["li:touches:Webinar"]).added_to(lead, None)
	assert (seen.value("job_title"), seen.value("li:touches:Webinar")) == ("CEO", 1)
	assert found == {"li:touches:Webinar": 1}
	assert lead.value("li:touches:Webinar") is UNKNOWN


def test_the_stage_is_a_fact_where_the_lead_stands_on_one():
	facts_of = DerivedFacts(["li:stage"])
	assert facts_of.of(a_lead(), None, Stage.MQL) == {"li:stage": "MQL"}
	assert facts_of.of(a_lead(), None) == {}
	assert DerivedFacts(["li:score"]).of(a_lead(), None, Stage.MQL) == {}


@pytest.mark.parametrize(
	("known", "expected"),
	[
		(("Event", "Intent"), {"li:origin": "Event", "li:source_signal": "Intent"}),
		(("Event", None), {"li:origin": "Event"}),
		((None, None), {}),
	],
)
def test_origin_and_signal_are_those_of_the_source(known, expected):
	facts_of = DerivedFacts(["li:origin", "li:source_signal"], lambda _lead: known)
	assert facts_of.of(a_lead(), None) == expected


def test_the_source_is_looked_up_only_where_it_is_asked_for():
	def looked_up(_lead):
		raise AssertionError("nobody asked")

	assert DerivedFacts(["li:stage"], looked_up).of(a_lead(), None, Stage.RAW) == {"li:stage": "Raw"}
	assert DerivedFacts(["li:origin"]).of(a_lead(), None) == {}
