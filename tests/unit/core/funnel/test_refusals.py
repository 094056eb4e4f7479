"""What is said of refusals."""

from __future__ import annotations

from lead_intelligence.core.funnel.refusals import AnswerSort, Contest, RefusalCount, findings
from lead_intelligence.core.metrics.tally import Tally

NONE = Tally(leads=0, won=0)


def answers(*counted: tuple[AnswerSort, int]) -> RefusalCount:
	count = RefusalCount()
	for sort, number in counted:
		count.add(sort, number)
	return count


ACCEPTED = AnswerSort(contest=None)
REFUSED = AnswerSort(contest=Contest.NOT_CONTESTED)


def told(count: RefusalCount, converted: Tally = NONE, main: tuple[str, int] | None = None) -> list[str]:
	return [one.text.format(**one.values) for one in findings(count, converted, main, 20)]


def test_refusals_are_of_all_answers() -> None:
	count = answers(
		(ACCEPTED, 30),
		(REFUSED, 6),
		(AnswerSort(contest=Contest.ACCEPTED, accepted_later=True), 3),
		(AnswerSort(contest=Contest.OPEN), 1),
	)
	assert (count.refusal, count.contested, count.accepted_later) == (Tally(leads=40, won=10), 4, 3)
	twice = answers()
	twice.add_all(count)
	twice.add_all(count)
	assert (twice.refusal, twice.contested) == (Tally(leads=80, won=20), 8)


def test_the_reason_behind_most_refusals_is_named_where_there_are_enough() -> None:
	assert told(answers((REFUSED, 30)), main=("No Fit", 10)) == [
		"10 of 30 refusals give one reason: No Fit. Look at the leads behind it first."
	]
	assert told(answers((REFUSED, 30)), main=("No Fit", 9)) == []
	assert told(answers((REFUSED, 19)), main=("No Fit", 19)) == [
		"There are 19 refusals in this period: too few to tell a pattern from chance."
	]


def test_contested_refusals_are_told_with_what_came_of_them() -> None:
	count = answers(
		(REFUSED, 20), (AnswerSort(contest=Contest.ACCEPTED), 2), (AnswerSort(contest=Contest.REFUSED), 1)
	)
	assert told(count) == [
		"Marketing has contested 3 refusals: sales has accepted 2 of them after all, and refused 1 again."
	]


def test_refused_leads_that_became_opportunities_speak_against_the_refusals() -> None:
	(sentence,) = findings(answers((REFUSED, 50)), Tally(leads=40, won=4), None, 20)
	assert sentence.text.format(**sentence.values) == (
		"Of 40 leads refused long enough ago 4 became opportunities all the same: 10 %."
	)
	assert sentence.tone == "bad"
	(mild,) = findings(answers((REFUSED, 50)), Tally(leads=41, won=4), None, 20)
	assert mild.tone is None
	assert told(answers((REFUSED, 50)), Tally(leads=19, won=9)) == []
