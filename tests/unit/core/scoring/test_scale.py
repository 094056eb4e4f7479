"""From points to 0–100 and to grades: exact, strictly increasing, never clipped."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.scoring.model import Grade, Scale
from lead_intelligence.core.scoring.scale import GradeBands, PointsScale, reachable_points
from tests.builders import a_group, a_model, a_rule, when

spans = st.tuples(st.integers(-5000, 5000), st.integers(1, 10_000)).map(
	lambda ends: (ends[0], ends[0] + ends[1])
)
percents = st.decimals(min_value="0.01", max_value=100, places=2).map(float)


@given(spans, st.data())
def test_percent_is_strictly_increasing_and_ends_at_0_and_100(ends, data):
	scale = PointsScale(lowest=ends[0], highest=ends[1], scale=Scale.PERCENT)
	points = data.draw(st.integers(ends[0], ends[1] - 1))
	assert scale.percent(points) < scale.percent(points + 1)
	assert (scale.percent(ends[0]), scale.percent(ends[1])) == (0.0, 100.0)


@given(spans, st.lists(percents, min_size=1, max_size=4, unique=True), st.data())
def test_a_grade_begins_at_its_score_by_exact_arithmetic(ends, bounds, data):
	scale = PointsScale(lowest=ends[0], highest=ends[1], scale=Scale.PERCENT)
	grades = (*(Grade(name=str(bound), at_least=bound) for bound in bounds), Grade(name="lowest"))
	points = data.draw(st.integers(*ends))
	exact = Fraction(100 * (points - ends[0]), ends[1] - ends[0])
	reached = [bound for bound in bounds if Fraction(str(bound)) <= exact]
	assert GradeBands(grades, scale).grade(points) == (str(max(reached)) if reached else "lowest")


def test_bounds_in_points_are_points():
	scale = PointsScale(lowest=-20, highest=110, scale=Scale.POINTS)
	bands = GradeBands(
		(Grade(name="Cold"), Grade(name="Hot", at_least=50), Grade(name="Warm", at_least=19.5)), scale
	)
	assert [bands.grade(points) for points in (19, 20, 49, 50)] == ["Cold", "Warm", "Warm", "Hot"]
	assert scale.value(50) == 50.0


def test_the_ends_are_what_the_rules_can_give_within_caps():
	seen = when("visits", "is set")
	model = a_model(
		a_rule(seen, 30, "a", group="G"),
		a_rule(seen, 30, "b", group="G"),
		a_rule(seen, -25, "c", group="G"),
		a_rule(seen, 7, "d"),
		a_rule(seen, -3, "e"),
		groups=[a_group("G", at_most=40, at_least=-10)],
	)
	assert reachable_points(model.fit) == (-13, 47)
