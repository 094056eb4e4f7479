"""Nothing of the past is entered twice, and nothing that the app has recorded itself."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.imported_history.counting import Tally
from lead_intelligence.core.imported_history.entering import KnownPast, PastStep, entering
from lead_intelligence.core.imported_history.past_line import DealOutcome, PastAnswer, PastDeal, PastLine
from lead_intelligence.core.problems import Problem
from lead_intelligence.core.qualification.place import Place
from lead_intelligence.core.qualification.stages import Stage


def day(number: int) -> datetime:
	return datetime(2024, 1, number)


LINE = PastLine(
	line=2,
	own_number="7",
	stages={Stage.MQL: day(1), Stage.CUSTOMER: day(9)},
	answer=PastAnswer(at=day(2)),
	deal=PastDeal(outcome=DealOutcome.WON, closed_at=day(9)),
)


def texts(problems: tuple[Problem, ...]) -> str:
	return " | ".join(problem.text() for problem in problems)


def test_a_new_lead_gets_all_of_its_past():
	found = entering(LINE)
	assert found.steps == (
		PastStep(before=None, after=Stage.MQL, at=day(1)),
		PastStep(before=Stage.MQL, after=Stage.CUSTOMER, at=day(9)),
	)
	assert (found.answer, found.deal) == (LINE.answer, LINE.deal)
	assert found.place == Place(stage=Stage.CUSTOMER, since=day(9))
	assert found.place.is_of_the_past


def test_the_same_line_again_enters_nothing():
	known = KnownPast(
		place=Place(stage=Stage.CUSTOMER, since=day(9)),
		imported=LINE.stages,
		answers=frozenset({day(2)}),
		deal=replace(LINE.deal, owner="rosa@example.com"),
	)
	found = entering(LINE, known)
	assert found.is_empty
	assert not found.left_out
	assert found.already == 4


def test_what_the_app_has_recorded_itself_is_left_out():
	known = KnownPast(place=Place(stage=Stage.LEAD, cycle=1, definition="v1"), recorded_since=day(5))
	found = entering(LINE, known)
	assert [step.after for step in found.steps] == [Stage.MQL]
	assert found.place is None
	assert "Customer: 2024-01-09 00:00:00 is not entered, because the app has recorded" in texts(
		found.left_out
	)


def test_an_answer_of_the_apps_own_time_is_left_out():
	found = entering(LINE, KnownPast(recorded_since=day(2)))
	assert found.answer is None
	assert "Answered On: 2024-01-02" in texts(found.left_out)


def test_another_date_than_that_of_an_earlier_import_is_left_out():
	found = entering(LINE, KnownPast(imported={Stage.MQL: day(3)}))
	assert "MQL: 2024-01-01 00:00:00 is not entered, because an earlier import says 2024-01-03" in texts(
		found.left_out
	)
	assert found.steps == (PastStep(before=Stage.MQL, after=Stage.CUSTOMER, at=day(9)),)


def test_a_second_opportunity_of_a_lead_is_left_out():
	known = KnownPast(deal=replace(LINE.deal, outcome=DealOutcome.LOST))
	assert "an earlier import has entered another one" in texts(entering(LINE, known).left_out)


def test_an_opportunity_beside_a_record_of_erpnext_is_left_out():
	found = entering(LINE, KnownPast(has_records=True))
	assert found.deal is None
	assert "ERPNext holds an opportunity" in texts(found.left_out)


@pytest.mark.parametrize(
	"place", [Place(stage=Stage.LEAD, definition="v1"), Place(stage=Stage.LEAD, cycle=1, definition="v1")]
)
def test_a_lead_keeps_the_stage_that_it_has(place):
	assert entering(LINE, KnownPast(place=place)).place is None


def test_a_later_import_may_bring_a_lead_of_the_past_further():
	known = KnownPast(place=Place(stage=Stage.MQL, since=day(1)), imported={Stage.MQL: day(1)})
	assert entering(LINE, known).place == Place(stage=Stage.CUSTOMER, since=day(9))


STAGES = st.dictionaries(st.sampled_from(list(Stage)), st.integers(1, 28).map(day), min_size=1)


@given(STAGES, STAGES, st.none() | st.integers(1, 28).map(day))
def test_whatever_is_known_each_stage_is_dated_once_and_a_second_time_nothing_is_new(stages, imported, since):
	line = PastLine(line=2, stages=stages)
	known = KnownPast(imported=imported, recorded_since=since)
	found = entering(line, known)
	entered = {step.after: step.at for step in found.steps}
	assert not entered.keys() & imported.keys()
	assert all(stages[stage] == at for stage, at in entered.items())
	assert all(since is None or at < since for at in entered.values())
	assert len(entered) + found.already + len(found.left_out) == len(stages)
	again = entering(line, replace(known, imported={**imported, **entered}))
	assert again.is_empty


def test_a_tally_goes_on_where_it_stopped():
	tally = Tally()
	tally.accept(LINE, entering(LINE), None, created=True)
	tally.refuse(3, (Problem(message="{what} is wrong.", values={"what": day(1)}),))
	more = Tally.of(tally.data())
	more.accept(LINE, entering(LINE), "CRM-LEAD-1", created=False)
	counts = more.data()["counts"]
	assert (counts["read"], counts["refused"], counts["created"], counts["found"]) == (3, 1, 1, 1)
	assert more.data()["stages"] == {"MQL": 2, "Customer": 2}
	assert more.data()["deals"] == {"Won": 2}
	assert counts["without_amount"] == 2
	assert [row["lead"] for row in more.data()["sample"]] == [None, "CRM-LEAD-1"]
	assert more.data()["problems"][0]["problems"][0]["values"] == {"what": "2024-01-01 00:00:00"}
