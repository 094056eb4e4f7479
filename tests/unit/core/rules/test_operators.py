"""Each operator, on a value that meets it, one that does not, EMPTY and UNKNOWN."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.rules.compiler import compile_condition
from lead_intelligence.core.rules.dialog import published_operators
from lead_intelligence.core.rules.operators import OPERATORS
from lead_intelligence.core.snapshot.values import EMPTY, Kind
from tests.builders import CATALOGUE, NOW, a_lead, when

# operator: field, value, what meets it, what does not, the answer for EMPTY
CASES = {
	"is": ("country", "France", "FRANCE", "Spain", False),
	"is not": ("country", "France", "Spain", "france", True),
	"is one of": ("country", ["France", "Côte d'Ivoire"], "cote d'ivoire", "Spain", False),
	"is not one of": ("country", ["France", "Spain"], "Italy", "spain", True),
	"contains": ("job_title", "market", "Head of Marketing", "CEO", False),
	"does not contain": ("job_title", "market", "CEO", "MARKETING", True),
	"starts with": ("job_title", "head", "Head of IT", "The head", False),
	"ends with": ("email_id", "@acme.example", "ada@ACME.example", "ada@other.example", False),
	"matches list": ("job_title", ["ceo", "market*"], "VP Marketing", "Oceanographer", False),
	"does not match list": ("job_title", ["ceo"], "Oceanographer", "The CEO", True),
	"is at least": ("visits", 3, 3, 2, False),
	"is at most": ("visits", 3, 3, 4, False),
	"is more than": ("visits", 3, 4, 3, False),
	"is less than": ("visits", 3, 2, 3, False),
	"is between": ("visits", [3, 5], 5, 6, False),
	"is on": ("creation", "2026-03-01", "2026-03-01 23:59:59", "2026-03-02 00:00:00", False),
	"is before": ("met_on", "2026-03-01", "2026-02-28", "2026-03-01", False),
	"is after": ("creation", "2026-03-01", "2026-03-02 00:00:00", "2026-03-01 23:59:59", False),
	"is in the last N days": ("met_on", 7, "2026-03-03", "2026-03-02", False),
	"is more than N days ago": ("met_on", 7, "2026-03-02", "2026-03-03", False),
	"is in the next N days": ("met_on", 7, "2026-03-17", "2026-03-18", False),
	"is yes": ("unsubscribed", None, True, False, False),
	"is no": ("unsubscribed", None, False, True, False),
	"includes": ("interests", ["Pumps", "Valves"], ["valves", "Tubes"], ["Tubes"], False),
	"does not include": ("interests", ["Pumps"], ["Tubes"], ["pumps"], True),
	"is within": ("territory", ["France", "Spain"], ["Lyon", "France"], ["Rome", "Italy"], False),
	"is not within": ("territory", ["France"], ["Rome", "Italy"], ["Lyon", "France"], True),
}
PRESENCE = {"is set", "is not set", "is unknown", "is empty"}
CHANGE = {"changed in the last N days"}


def verdict(operator, lead, now=NOW):
	field, value, *_ = CASES[operator]
	return compile_condition(when(field, operator, value), CATALOGUE).judge(lead, now)


def lead_with(operator, content):
	field = CASES[operator][0]
	if field == "territory":
		return a_lead(territory=content[0], within={"territory": content})
	return a_lead(**{field: content})


def test_every_operator_is_in_these_tables():
	assert set(CASES) | PRESENCE | CHANGE == set(OPERATORS)


@pytest.mark.parametrize("operator", CASES)
def test_operator(operator):
	field, _, meeting, failing, if_empty = CASES[operator]
	assert verdict(operator, lead_with(operator, meeting)) is True
	assert verdict(operator, lead_with(operator, failing)) is False
	assert verdict(operator, a_lead(**{field: EMPTY})) is if_empty
	assert verdict(operator, a_lead()) is None


@pytest.mark.parametrize(
	("operator", "known", "empty", "unknown"),
	[
		("is set", True, False, False),
		("is not set", False, True, True),
		("is unknown", False, False, True),
		("is empty", False, True, None),
	],
)
@pytest.mark.parametrize(("field", "content"), [("unsubscribed", False), ("visits", 0), ("job_title", "CEO")])
def test_presence_tells_unknown_from_empty_and_from_false(operator, known, empty, unknown, field, content):
	judge = compile_condition(when(field, operator), CATALOGUE).judge
	assert judge(a_lead(**{field: content}), NOW) is known
	assert judge(a_lead(**{field: EMPTY}), NOW) is empty
	assert judge(a_lead(), NOW) is unknown


def test_a_lost_tree_node_cannot_be_judged():
	assert verdict("is within", a_lead(territory="Deleted")) is None
	assert verdict("is not within", a_lead(territory="Deleted")) is None


def test_changed_counts_whole_days_and_does_not_invent():
	judge = compile_condition(when("job_title", "changed in the last N days", 2), CATALOGUE).judge
	assert judge(a_lead(changed={"job_title": datetime(2026, 3, 8, 0, 0)}), NOW) is True
	assert judge(a_lead(changed={"job_title": datetime(2026, 3, 7, 23, 59)}), NOW) is False
	assert judge(a_lead(job_title="CEO"), NOW) is None


@given(st.dates(), st.integers(0, 400), st.dates())
def test_windows_agree_with_counting_days(then, days, today):
	now, lead = datetime(today.year, today.month, today.day, 12), a_lead(met_on=then)
	judges = {
		key: compile_condition(when("met_on", key, days), CATALOGUE).judge(lead, now)
		for key in ("is in the last N days", "is more than N days ago", "is in the next N days")
	}
	passed = (today - then) // timedelta(days=1)
	assert judges["is in the last N days"] is (0 <= passed <= days)
	assert judges["is more than N days ago"] is (passed > days)
	assert judges["is in the next N days"] is (-days <= passed <= 0)


@pytest.mark.parametrize("day", [date.min, date.max, date(2024, 2, 29)])
def test_windows_stand_the_ends_of_the_calendar(day):
	condition = compile_condition(when("met_on", "is in the last N days", 36_500), CATALOGUE)
	lead = a_lead(met_on=day)
	assert condition.judge(lead, NOW) in (True, False)
	for edges in condition.edges:
		edges(lead)


def test_the_dialog_is_told_which_operators_fit_and_what_they_take():
	published = published_operators(str.upper)
	assert set(published) == {kind.value for kind in Kind}
	assert {"operator": "is within", "label": "IS WITHIN", "takes": "many"} in published["tree"]
	assert "contains" not in {entry["operator"] for entry in published["number"]}
	assert all(entry["takes"] for entries in published.values() for entry in entries)
