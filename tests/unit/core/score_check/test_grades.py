from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.score_check.grades import band_at, bands_of
from lead_intelligence.core.scoring.model import Grade, RuleSet, Scale, ScoringModel
from lead_intelligence.core.scoring.scale import GradeBands, PointsScale
from tests.builders import a_model, a_rule, when

bounds = st.lists(st.integers(-20, 120), min_size=0, max_size=5, unique=True)


@given(bounds=bounds, scale=st.sampled_from(list(Scale)), points=st.integers(-80, 160))
def test_the_bands_are_those_by_which_leads_are_graded(bounds: list[int], scale: Scale, points: int) -> None:
	rules = a_model(a_rule(when("source", "is", "Web"), 70), a_rule(when("source", "is", "Fair"), -30)).fit
	model = ScoringModel(
		name="Tested",
		grades=(Grade(name="E"), *(Grade(name=f"at {bound}", at_least=bound) for bound in bounds)),
		fit=RuleSet(groups=rules.groups, rules=rules.rules),
		scale=scale,
	)
	bands = bands_of(model)

	expected = GradeBands(model.grades, PointsScale.of(model)).grade(points)

	assert band_at(bands, points).name == expected
	inside = [
		band.name
		for band in bands
		if (band.low is None or points >= band.low) and (band.below is None or points < band.below)
	]
	assert inside == [expected]
