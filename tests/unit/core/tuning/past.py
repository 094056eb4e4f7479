"""Leads of the past with their outcomes, and models compared on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import zip_longest

from hypothesis import settings
from hypothesis import strategies as st

from lead_intelligence.core.scoring.compiled import CompiledModel, compile_model
from lead_intelligence.core.scoring.model import ScoringModel
from lead_intelligence.core.scoring.score import Score
from lead_intelligence.core.snapshot.fields import FieldCatalogue
from lead_intelligence.core.snapshot.lead_snapshot import LeadSnapshot
from lead_intelligence.core.tuning.comparison import Comparison
from lead_intelligence.core.tuning.past_lead import PastLead, Scores
from tests.builders import CATALOGUE, NOW, a_lead
from tests.random_models import WITH_TREES, leads, models

TODAY = NOW.date()


@dataclass(frozen=True)
class Past:
	"""`before`: the lead as it was while its outcome was open, if it was another one."""

	lead: LeadSnapshot
	won: bool | None = None
	newer: bool = True
	before: LeadSnapshot | None = None

	@property
	def judged(self) -> LeadSnapshot:
		return self.before or self.lead


def score(model: CompiledModel, lead: LeadSnapshot) -> Score:
	return model.score(lead, NOW, improve=False)


def past_lead(past: Past, new: CompiledModel, old: CompiledModel | None = None) -> PastLead:
	def scores(lead: LeadSnapshot) -> Scores:
		return Scores(old and score(old, lead), score(new, lead))

	return PastLead(
		name="LEAD", present=scores(past.lead), judged=scores(past.judged), won=past.won, newer=past.newer
	)


def compared(pasts: Iterable[Past], new: CompiledModel, old: CompiledModel | None = None) -> Comparison:
	comparison = Comparison(old, new)
	for past in pasts:
		comparison.add(past_lead(past, new, old))
	return comparison


def visitors(won: int, lost: int, unknown: int = 0, newer: bool = True, **fields: object) -> list[Past]:
	"""So many leads of each outcome, all with the same fields."""
	lead = a_lead(**fields)
	outcomes = [True] * won + [False] * lost + [None] * unknown
	return [Past(lead, outcome, newer) for outcome in outcomes]


def built(model: ScoringModel) -> CompiledModel:
	return compile_model(model, WITH_TREES)


def without(*fields: str) -> FieldCatalogue:
	"""The catalogue after some fields were removed from the lead."""
	return FieldCatalogue([field for field in CATALOGUE if field.name not in fields])


# Leads with all their fields take long to draw.
few_examples = settings(max_examples=30)
outcomes = st.none() | st.booleans()
pasts = st.lists(
	st.builds(Past, lead=leads(), won=outcomes, newer=st.booleans(), before=st.none() | leads()), max_size=6
)


@st.composite
def two_models(draw: st.DrawFn) -> tuple[CompiledModel, CompiledModel]:
	"""An old and a new one: rules stay, change, come and go; so do groups, grades' bounds and the scale."""
	old, other = draw(models(4)), draw(models(4))
	rules = []
	for stays, comes in zip_longest(old.fit.rules, other.fit.rules):
		rule = draw(st.sampled_from([stays, comes, None]))
		if rule:
			label = rule.label.upper() if draw(st.booleans()) else rule.label
			rules.append(
				replace(rule, label=label, points=rule.points + draw(st.sampled_from([0, 0, 5])) or 1)
			)
	on_touches = []
	for stays, comes in zip_longest(old.engagement.rules, other.engagement.rules):
		rule = draw(st.sampled_from([stays, comes, None]))
		if rule:
			on_touches.append(replace(rule, points=rule.points * draw(st.sampled_from([1, 1, 2]))))
	kept = other.fit.groups[: draw(st.integers(0, 2))]
	grades = draw(
		st.sampled_from([old.grades, tuple(replace(g, at_least=g.at_least and 5) for g in old.grades[1:])])
	)
	new = replace(
		other,
		grades=grades,
		fit=replace(other.fit, rules=tuple(rules), groups=kept),
		engagement=replace(other.engagement, rules=tuple(on_touches)),
	)
	return built(old), built(new)
