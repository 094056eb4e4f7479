"""What a lead does by itself: it climbs as far as MQL, stays where it is, and comes back when it is ready anew."""

from dataclasses import replace
from datetime import date, timedelta

from lead_intelligence.core.qualification.engine import decide
from lead_intelligence.core.qualification.place import NOWHERE, Circumstances, Place
from lead_intelligence.core.qualification.stages import Stage
from tests.builders import NOW, agreed
from tests.unit.core.qualification.found import qualifies_for

AGREED = agreed()
LATER = NOW + timedelta(days=1)


def moves(decision):
	return [(step.act.value, step.before, step.after) for step in decision.steps]


def placed(*stages, circumstances=None, definition=AGREED, place=NOWHERE, now=NOW):
	return decide(place, definition, qualifies_for(*stages), now, circumstances or Circumstances())


def test_a_lead_that_meets_nothing_is_raw_and_the_row_says_what_is_missing():
	decision = placed()
	assert decision.place == Place(stage=Stage.RAW, since=NOW, cycle=1, definition="Agreement v1")
	(step,) = decision.steps
	assert (step.before, step.after, step.evidence) == (None, Stage.RAW, {"met": [], "missing": ["Is Lead"]})


def test_it_climbs_several_stages_at_once_and_each_has_its_row():
	decision = placed(Stage.LEAD, Stage.MQL)
	assert moves(decision) == [
		("Stage changed", None, Stage.LEAD),
		("Stage changed", Stage.LEAD, Stage.MQL),
		("Handed over", Stage.MQL, Stage.MQL),
	]
	assert decision.opens_handover
	assert decision.place.due_at == NOW + timedelta(hours=8)


def test_a_stage_is_not_skipped_because_the_next_one_is_met():
	assert placed(Stage.MQL).place.stage is Stage.RAW


def test_beyond_mql_only_people_move_leads():
	everything = placed(*Stage)
	assert everything.place.stage is Stage.MQL
	assert everything.place.proposed is None
	accepted = replace(everything.place, stage=Stage.SAL, due_at=None)
	decision = placed(*Stage, place=accepted)
	assert (decision.place.stage, decision.place.proposed, decision.steps) == (Stage.SAL, Stage.SQL, ())


def test_what_the_definition_leaves_to_people_is_proposed():
	definition = agreed(by_itself=[Stage.LEAD])
	decision = placed(Stage.LEAD, Stage.MQL, definition=definition)
	assert (decision.place.stage, decision.place.proposed) == (Stage.LEAD, Stage.MQL)


def test_a_falling_score_moves_nothing_down():
	mql = placed(Stage.LEAD, Stage.MQL).place
	decision = placed(place=mql)
	assert (decision.place.stage, decision.steps) == (Stage.MQL, ())


def test_a_definition_without_sal_hands_nothing_over():
	definition = agreed(stages=[Stage.LEAD, Stage.MQL, Stage.SQL])
	decision = placed(Stage.LEAD, Stage.MQL, definition=definition)
	assert (decision.place.stage, decision.opens_handover, decision.place.due_at) == (Stage.MQL, False, None)


def test_a_new_definition_without_sal_takes_a_hand_over_back():
	waiting = placed(Stage.LEAD, Stage.MQL).place
	definition = agreed(stages=[Stage.LEAD, Stage.MQL, Stage.SQL], version="Agreement v2")
	decision = placed(Stage.LEAD, Stage.MQL, definition=definition, place=waiting)
	assert (decision.closes_handover, decision.place.due_at) == (True, None)


def test_history_is_placed_and_not_handed_over():
	decision = placed(Stage.LEAD, Stage.MQL, circumstances=Circumstances(is_history=True))
	assert (decision.place.stage, decision.place.cycle) == (Stage.MQL, 0)
	assert not decision.opens_handover


def test_who_takes_no_part_is_not_placed_and_waits_for_nobody():
	out = Circumstances(takes_part=False)
	assert placed(*Stage, circumstances=out).place.stage is None
	waiting = placed(Stage.LEAD, Stage.MQL).place
	decision = placed(*Stage, circumstances=out, place=waiting)
	assert (decision.place.stage, decision.closes_handover, decision.steps) == (Stage.MQL, True, ())
	again = placed(*Stage, place=decision.place)
	assert again.opens_handover


def test_a_lead_with_its_outcome_is_placed_and_handed_over_to_nobody():
	over = Circumstances(has_ended=True)
	decision = placed(Stage.LEAD, Stage.MQL, circumstances=over)
	assert (decision.place.stage, decision.opens_handover) == (Stage.MQL, False)
	assert placed(*Stage, circumstances=over, place=Place(stage=Stage.RAW, cycle=1)).steps == ()


def test_what_erpnext_has_made_already_places_a_lead_there_with_its_time():
	made = NOW - timedelta(days=90)
	circumstances = Circumstances(is_history=True, converted=Stage.CUSTOMER, converted_at=made)
	decision = placed(circumstances=circumstances)
	assert decision.place == Place(stage=Stage.CUSTOMER, since=made, cycle=0, definition="Agreement v1")
	(step,) = decision.steps
	assert (step.before, step.after, step.at) == (None, Stage.CUSTOMER, made)
	unknown = placed(circumstances=Circumstances(converted=Stage.CUSTOMER))
	assert (unknown.place.since, unknown.steps[0].at) == (None, None)


def aside(**more):
	return Place(stage=Stage.NURTURE, since=NOW, cycle=1, definition="Agreement v1", **more)


def test_a_lead_comes_back_when_it_is_ready_anew():
	decision = placed(Stage.LEAD, Stage.MQL, place=aside())
	assert moves(decision)[:2] == [
		("Stage changed", Stage.NURTURE, Stage.LEAD),
		("Stage changed", Stage.LEAD, Stage.MQL),
	]
	assert (decision.place.stage, decision.place.cycle, decision.opens_handover) == (Stage.MQL, 2, True)
	assert {step.cycle for step in decision.steps} == {2}


def test_and_not_because_it_is_still_what_it_was():
	place = aside(proposed=Stage.MQL)
	for _evaluation in range(2):
		decision = placed(Stage.LEAD, Stage.MQL, place=place)
		assert decision.steps == ()
		place = decision.place
	ready_no_more = placed(Stage.LEAD, place=place)
	assert ready_no_more.place.proposed is None
	assert placed(Stage.LEAD, Stage.MQL, place=ready_no_more.place).place.cycle == 2


def test_nor_because_it_was_disabled_for_a_while():
	away = placed(*Stage, place=aside(proposed=Stage.MQL), circumstances=Circumstances(takes_part=False))
	assert placed(Stage.LEAD, Stage.MQL, place=away.place).steps == ()


def test_on_the_day_to_look_again_it_comes_back_if_it_is_ready():
	place = aside(proposed=Stage.MQL, revisit_on=LATER.date())
	assert placed(Stage.LEAD, Stage.MQL, place=place).steps == ()
	assert placed(Stage.LEAD, Stage.MQL, place=place, now=LATER).place.stage is Stage.MQL
	assert placed(Stage.LEAD, place=place, now=LATER).place.revisit_on == LATER.date()


def test_history_that_comes_back_is_history():
	place = replace(aside(revisit_on=date(2026, 1, 1)), cycle=0)
	decision = placed(Stage.LEAD, Stage.MQL, place=place)
	assert (decision.place.cycle, decision.opens_handover) == (0, False)


def test_bad_data_is_not_pushed_up_again_by_what_made_it_an_mql():
	back = Place(stage=Stage.RAW, since=NOW, cycle=1, proposed=Stage.LEAD, definition="Agreement v1")
	assert placed(Stage.LEAD, Stage.MQL, place=back).steps == ()
	lost = placed(place=back).place
	assert placed(Stage.LEAD, Stage.MQL, place=lost).place.stage is Stage.MQL


def test_a_new_agreement_judges_it_anew():
	back = Place(stage=Stage.RAW, since=NOW, cycle=1, proposed=Stage.LEAD, definition="Agreement v1")
	second = agreed(version="Agreement v2")
	assert placed(Stage.LEAD, Stage.MQL, place=back, definition=second).place.stage is Stage.MQL


def test_an_opportunity_stays_one():
	place = Place(stage=Stage.OPPORTUNITY, since=NOW, cycle=1, definition="Agreement v1")
	assert placed(place=place).place == place
