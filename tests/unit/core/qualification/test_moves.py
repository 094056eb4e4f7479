"""Which of two definitions decides, and what another one would do with the leads that there are."""

import pytest

from lead_intelligence.core.qualification.definition import Scope
from lead_intelligence.core.qualification.moves import Moves
from lead_intelligence.core.qualification.overlap import Precedence, precedence
from lead_intelligence.core.qualification.place import NOWHERE, Decision, Place
from lead_intelligence.core.qualification.stages import Stage


def at(stage):
	return Place(stage=stage)


def scope(line=None, segment=None, company="Atelier"):
	return Scope(company=company, product_line=line, market_segment=segment)


def test_leads_are_counted_from_stage_to_stage():
	moves = Moves()
	moves.add(
		at(Stage.RAW), Decision(place=at(Stage.LEAD)), Decision(place=at(Stage.MQL), opens_handover=True)
	)
	moves.add(at(Stage.LEAD), Decision(place=at(Stage.LEAD)), Decision(place=at(Stage.LEAD)))
	moves.add(NOWHERE, None, Decision(place=at(Stage.RAW)))
	moves.add(at(Stage.NURTURE), None, Decision(place=at(Stage.MQL), opens_handover=True))
	assert dict(moves.cells) == {
		(Stage.LEAD, Stage.MQL): 1,
		(Stage.LEAD, Stage.LEAD): 1,
		(None, Stage.RAW): 1,
		(Stage.NURTURE, Stage.MQL): 1,
	}
	assert (moves.leads, moves.moved, moves.risen, moves.handed_over) == (4, 3, 3, 2)


def test_what_is_handed_over_in_any_case_is_no_consequence():
	moves = Moves()
	both = Decision(place=at(Stage.MQL), opens_handover=True)
	moves.add(at(Stage.LEAD), both, both)
	assert (moves.moved, moves.handed_over) == (0, 0)


@pytest.mark.parametrize(
	("one", "other", "expected"),
	[
		(scope(), scope(), Precedence.SAME),
		(scope(), scope(company="Atelier Second"), Precedence.APART),
		(scope(line="Ovens"), scope(), Precedence.WINS),
		(scope(), scope(segment="Bakers"), Precedence.YIELDS),
		(scope(line="Ovens"), scope(segment="Bakers"), Precedence.WINS),
		(scope(line="Ovens"), scope(line="Ovens", segment="Bakers"), Precedence.YIELDS),
		(scope(segment="Cooks"), scope(segment="Bakers"), Precedence.APART),
		(scope(line="Ovens", segment="Cooks"), scope(segment="Bakers"), Precedence.APART),
		(scope(line="Ovens"), scope(line="Knives"), Precedence.BY_SUBJECT),
		(scope(line="Ovens", segment="Cooks"), scope(line="Knives", segment="Cooks"), Precedence.BY_SUBJECT),
	],
)
def test_which_of_two_decides_on_a_lead_that_both_are_for(one, other, expected):
	assert precedence(one, other) is expected
