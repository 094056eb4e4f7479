from __future__ import annotations

import pytest

from lead_intelligence.core.metrics.tally import Tally
from lead_intelligence.core.problems import Refused
from lead_intelligence.core.responding.deals import DealCount
from lead_intelligence.core.responding.question import (
	BY_BUCKET,
	BY_REP,
	Basis,
	ResponseQuestion,
	read_question,
)
from lead_intelligence.core.responding.remarks import how, notes_on
from lead_intelligence.core.responding.rep_remarks import SEVERAL_CURRENCIES
from lead_intelligence.core.responding.rep_remarks import notes_on as notes_on_reps
from lead_intelligence.core.responding.reps import ONLY_WON, LeadCount, Taken
from lead_intelligence.core.responding.responses import Responses, Time


def test_nothing_chosen_is_by_how_soon_the_answer_came() -> None:
	assert read_question({}, ()) == ResponseQuestion(by=BY_BUCKET, basis=Basis.DUE, time=Time.WORKING)


def test_what_is_chosen_counts() -> None:
	asked = {"group_by": "Rep", "basis": "Answered in the Period", "time": "Elapsed Time"}

	assert read_question(asked, ()) == ResponseQuestion(by=BY_REP, basis=Basis.ANSWERED, time=Time.ELAPSED)
	assert read_question({"group_by": "Source"}, ("Source",)).by == "Source"


@pytest.mark.parametrize(
	"asked", [{"group_by": "Moon"}, {"basis": "Never"}, {"time": 5}, {"group_by": ["Rep"]}]
)
def test_what_is_no_choice_is_refused(asked: dict[str, object]) -> None:
	with pytest.raises(Refused, match="is not among the choices"):
		read_question(asked, ("Source",))


def test_there_are_no_remarks_without_a_reason() -> None:
	assert list(notes_on(Responses(), untimed=0, repeated=0, nameless=0, ripe_days=90)) == []


def test_each_reason_has_its_remark() -> None:
	every = Responses(leads=3, opportunities=Tally(leads=2, won=1))

	found = list(notes_on(every, untimed=1, repeated=2, nameless=3, ripe_days=90))

	assert [note.values for note in found] == [
		{"leads": 1},
		{"leads": 1, "days": 90},
		{"times": 2},
		{"times": 3},
	]


@pytest.mark.parametrize("basis", Basis)
def test_the_method_says_what_counts_once(basis: Basis) -> None:
	first = how(ResponseQuestion(basis=basis), 90, 20)[0]

	assert ("became due" in first.text) == (basis is Basis.DUE)


NOTHING_TAKEN = Taken()


def reps_notes(every: Taken = NOTHING_TAKEN, **more: object) -> list[object]:
	given = {
		"reps": [every],
		"won": Tally(leads=0, won=0),
		"others": Tally(leads=0, won=0),
		"deals": DealCount(),
		"without_rate": 0,
		"sees_others": True,
		"ripe_days": 90,
	}
	return list(notes_on_reps(every, **{**given, **more}))  # type: ignore[arg-type]


def test_reps_without_a_reason_have_no_remarks() -> None:
	assert reps_notes() == []
	assert reps_notes(Taken(recorded=LeadCount(leads=2, ripe=2))) == []


def test_a_rate_that_is_not_printed_says_why() -> None:
	assert reps_notes(Taken(told=LeadCount(leads=2, won_ever=2, ripe=2)))[0] is ONLY_WON


def test_owners_that_follow_the_outcome_are_warned_of() -> None:
	every = Taken(told=LeadCount(leads=30, won_ever=20, ripe=30))

	first, second = reps_notes(every, won=Tally(leads=20, won=20), others=Tally(leads=90, won=10))

	assert first.tone == "bad"  # type: ignore[attr-defined]
	assert second.values == {"leads": 30}  # type: ignore[attr-defined]


def test_amounts_of_several_currencies_are_no_sum() -> None:
	deals = DealCount(opened=2, won=2, without_amount=1, amounts={"EUR": 1, "USD": 2})

	assert reps_notes(deals=deals)[0] is SEVERAL_CURRENCIES
	assert len(reps_notes(deals=deals, without_rate=3, sees_others=False)) == 4
