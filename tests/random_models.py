"""Random leads, rules and models for hypothesis. Values come from small pools, so that rules and leads often meet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from lead_intelligence.core.engagement.fading import Fade, Fading
from lead_intelligence.core.engagement.rule import EngagementRule, Measure, TouchFilter
from lead_intelligence.core.engagement.touch import TouchSort
from lead_intelligence.core.rules.conditions import AllOf, AnyOf, Comparison
from lead_intelligence.core.rules.operators import Takes, operators_for
from lead_intelligence.core.scoring.model import EngagementSet, Group, Rule, Scale
from lead_intelligence.core.snapshot.fields import FieldCatalogue
from lead_intelligence.core.snapshot.values import EMPTY
from tests.builders import CATALOGUE, NOW, a_lead, a_model

TREES = {
	"territory": {
		"Europe": frozenset({"Europe"}),
		"France": frozenset({"France", "Europe"}),
		"Lyon": frozenset({"Lyon", "France", "Europe"}),
		"Asia": frozenset({"Asia"}),
	}
}
WITH_TREES = FieldCatalogue(CATALOGUE, trees=TREES)

_DAYS = [NOW.date() + timedelta(days=days) for days in (-40, -8, -7, -1, 0, 1, 7)]
_POOLS: dict[str, list[object]] = {
	"job_title": ["CEO", "Head of Sales", "Marketing Manager", "Intern"],
	"email_id": ["ada@acme.example", "ada@gmail.com"],
	"employees": ["1-10", "11-50", "51-200"],
	"source": ["Reference", "Fair"],
	"country": ["France", "Spain", "Italy"],
	"territory": list(TREES["territory"]),
	"visits": [0, 1, 2, 3.5],
	"pages": [0, 1, 2],
	"annual_revenue": [0, 100_000, 1_000_000],
	"met_on": [day.isoformat() for day in _DAYS],
	"creation": [f"{day.isoformat()} 23:59:59" for day in _DAYS],
	"unsubscribed": [False, True],
	"interests": ["Pumps", "Valves", "Tubes"],
}
_PHRASES = ["ceo", "head of *", "market*", "*gmail.com"]


@st.composite
def comparisons(draw: st.DrawFn) -> Comparison:
	field = draw(st.sampled_from(list(CATALOGUE)))
	operator = draw(st.sampled_from(operators_for(field.kind)))
	pool = st.sampled_from(_PHRASES if operator.takes is Takes.PHRASES else _POOLS[field.name])
	value: object = None
	if operator.takes is Takes.ONE:
		value = draw(pool)
	elif operator.takes is Takes.DAYS:
		value = draw(st.integers(0, 9))
	elif operator.takes is Takes.RANGE:
		value = sorted([draw(pool), draw(pool)])
	elif operator.takes is not Takes.NOTHING:
		value = draw(st.lists(pool, min_size=1, max_size=2))
	return Comparison(field=field.name, operator=operator.key, value=value)


conditions = st.recursive(
	comparisons(),
	lambda inner: st.builds(
		lambda group, parts: group(parts=tuple(parts)),
		st.sampled_from([AllOf, AnyOf]),
		st.lists(inner, min_size=1, max_size=3),
	),
	max_leaves=4,
)

_days = st.none() | st.sampled_from(_DAYS)
rules = st.builds(
	Rule,
	label=st.just("rule"),
	condition=comparisons() | conditions,
	points=st.integers(-20, 20).filter(bool),
	group=st.sampled_from([None, "Company", "Person"]),
	valid_from=_days,
	valid_to=_days,
	disqualifies=st.sampled_from([False] * 9 + [True]),
)


def groups(name: str) -> st.SearchStrategy[Group]:
	bound = st.none() | st.integers(0, 30)
	return st.builds(
		lambda most, least: Group(name=name, at_most=most, at_least=least and -least), bound, bound
	)


KINDS = ["Webinar", "Call", "Demo Request"]
touch_filters = st.builds(
	TouchFilter,
	kinds=st.frozensets(st.sampled_from(KINDS), max_size=2),
	signals=st.frozensets(st.sampled_from(["Interest", "Intent"]), max_size=1),
	directions=st.sampled_from([frozenset()] * 3 + [frozenset({"Inbound"})]),
)
fades = st.builds(Fade, fading=st.sampled_from([Fading.HALF_LIFE, Fading.LINEAR]), days=st.integers(1, 40))


@st.composite
def engagement_rules(draw: st.DrawFn) -> EngagementRule:
	"""As they may go live: what counts each touch has a cap, and a cap has the sign of the points."""
	measure, points = draw(st.sampled_from(Measure)), draw(st.integers(-20, 20).filter(bool))
	cap = draw(st.integers(1, 40) if measure is Measure.EACH else st.none() | st.integers(1, 40))
	return EngagementRule(
		label="touches",
		touches=draw(touch_filters),
		measure=measure,
		points=points,
		within_days=draw(st.none() | st.integers(0, 40)),
		at_least=draw(st.integers(1, 3)) if measure is Measure.ENOUGH else 1,
		at_most=cap if cap is None or points > 0 else -cap,
		fade=draw(st.just(Fade()) | fades),
		group=draw(st.sampled_from([None, "Company", "Visits"])),
		valid_from=draw(_days),
		valid_to=draw(_days),
	)


touches = st.dictionaries(
	st.builds(
		TouchSort,
		st.sampled_from(KINDS),
		st.sampled_from(["Interest", "Intent"]),
		st.none(),
		st.sampled_from(["Inbound", "Outbound"]),
	),
	st.dictionaries(
		st.integers(NOW.toordinal() - 60, NOW.toordinal() + 10), st.integers(1, 3), min_size=1, max_size=4
	),
	max_size=3,
)


@st.composite
def models(draw: st.DrawFn, most_rules: int = 7):
	drawn = draw(st.lists(rules, min_size=1, max_size=most_rules))
	engaged = draw(st.lists(engagement_rules(), max_size=3))
	half = EngagementSet(
		groups=(draw(groups("Company")), draw(groups("Visits"))),
		rules=tuple(replace(rule, label=f"touches {number}") for number, rule in enumerate(engaged)),
	)
	return a_model(
		*(replace(rule, label=f"rule {number}") for number, rule in enumerate(drawn)),
		groups=(draw(groups("Company")), draw(groups("Person"))),
		grades=(("Hot", 60), ("Warm", 33.3), ("Cold", None)),
		scale=draw(st.sampled_from(Scale)),
		engagement=half,
	)


@st.composite
def leads(draw: st.DrawFn):
	fields: dict[str, object] = {}
	for field in CATALOGUE:
		pool = _POOLS[field.name]
		content = (
			st.lists(st.sampled_from(pool), max_size=2)
			if field.name == "interests"
			else st.sampled_from(pool)
		)
		fields[field.name] = draw(st.none() | content | st.just(EMPTY))
	node, lost = fields["territory"], draw(st.sampled_from([False, False, True]))
	known = isinstance(node, str) and not lost
	changed = draw(st.dictionaries(st.sampled_from(list(_POOLS)), st.sampled_from(_DAYS), max_size=3))
	return a_lead(
		within={"territory": TREES["territory"][node]} if known else {},
		changed={name: datetime.combine(day, NOW.time()) for name, day in changed.items()},
		touches=draw(touches),
		**fields,
	)


moments = st.datetimes(NOW - timedelta(days=20), NOW + timedelta(days=20))


def day_after(day: date) -> date:
	return day + timedelta(days=1)
