"""Laws of engagement points, on random touches and rules."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.engagement.fading import Fade, Fading
from lead_intelligence.core.engagement.judging import EngagementJudge
from lead_intelligence.core.engagement.rule import EngagementRule, Measure, TouchFilter
from lead_intelligence.core.engagement.touch import Touch, TouchSort, counted_by_day

TODAY = date(2026, 3, 10).toordinal()
KINDS = ["Webinar", "Call", "Demo Request"]

fades = st.builds(Fade, fading=st.sampled_from(Fading), days=st.integers(1, 60))
rules = st.builds(
	EngagementRule,
	label=st.just("rule"),
	touches=st.builds(TouchFilter, kinds=st.frozensets(st.sampled_from(KINDS), max_size=2)),
	measure=st.sampled_from(Measure),
	points=st.integers(1, 30),
	within_days=st.none() | st.integers(0, 60),
	at_least=st.integers(1, 3),
	at_most=st.none() | st.integers(1, 50),
	fade=fades,
)
touches = st.lists(
	st.builds(
		lambda kind, days, hour: Touch(
			sort=TouchSort(kind), at=datetime.fromordinal(TODAY - days) + timedelta(hours=hour)
		),
		st.sampled_from(KINDS),
		st.integers(-3, 80),
		st.integers(0, 23),
	),
	max_size=12,
)


def points(rule: EngagementRule, happened: list[Touch], day: int = TODAY) -> int:
	line = EngagementJudge(rule).line(counted_by_day(happened), day)
	return line.points if line else 0


@given(fade=fades, age=st.integers(0, 4000))
def test_no_weight_rises_with_age(fade: Fade, age: int) -> None:
	assert 1 >= fade.weight(age) >= fade.weight(age + 1) >= 0


@given(rule=rules, happened=touches, data=st.data())
def test_the_order_of_touches_plays_no_part(
	rule: EngagementRule, happened: list[Touch], data: st.DataObject
) -> None:
	assert points(rule, happened) == points(rule, data.draw(st.permutations(happened)))


@given(rule=rules, happened=touches)
def test_one_more_touch_today_never_costs_points(rule: EngagementRule, happened: list[Touch]) -> None:
	kind = min(rule.touches.kinds, default="Call")
	more = [*happened, Touch(sort=TouchSort(kind), at=datetime.fromordinal(TODAY))]
	assert points(rule, more) >= points(rule, happened)


@given(rule=rules, happened=touches)
def test_no_rule_gives_more_than_its_cap(rule: EngagementRule, happened: list[Touch]) -> None:
	found = points(rule, happened)
	assert found >= 0
	if rule.at_most is not None:
		assert found <= rule.at_most
	if rule.measure is not Measure.EACH:
		assert found <= rule.most


@given(rule=rules, happened=touches)
def test_touches_of_the_future_do_not_count_yet(rule: EngagementRule, happened: list[Touch]) -> None:
	past = [touch for touch in happened if touch.at.toordinal() <= TODAY]
	assert points(rule, happened) == points(rule, past)


@given(rule=rules, happened=touches)
def test_until_the_next_change_nothing_changes(rule: EngagementRule, happened: list[Touch]) -> None:
	"""The stated day may be early, never late."""
	judge, by_day = EngagementJudge(rule), counted_by_day(happened)
	change, now = judge.next_change(by_day, TODAY), points(rule, happened)
	assert change is None or change > TODAY
	for day in range(TODAY + 1, min(change or TODAY + 400, TODAY + 400)):
		assert points(rule, happened, day) == now


@given(rule=rules, happened=touches)
def test_from_change_to_change_every_course_of_points_is_found(
	rule: EngagementRule, happened: list[Touch]
) -> None:
	judge, by_day = EngagementJudge(rule), counted_by_day(happened)
	day, known = TODAY, {TODAY: points(rule, happened)}
	for _step in range(500):
		following = judge.next_change(by_day, day)
		if following is None:
			break
		day = following
		known[day] = points(rule, happened, day)
	shown = known[TODAY]
	for later in range(TODAY, TODAY + 300):
		shown = known.get(later, shown)
		assert shown == points(rule, happened, later)
