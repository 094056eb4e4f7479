"""Reading raw contents: typed, or unknown, or refused in a sentence; and back to JSON."""

from __future__ import annotations

import json
import math
from contextlib import suppress
from datetime import date, datetime, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.snapshot.lead_snapshot import LeadSnapshot, take_snapshot, thaw
from lead_intelligence.core.snapshot.values import EMPTY, UNKNOWN, Kind, read_value, value_to_json
from tests.builders import CATALOGUE, a_lead


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("raw", [None, "", "   ", UNKNOWN])
def test_blank_is_unknown(kind, raw):
	assert read_value(raw, kind) is UNKNOWN


@pytest.mark.parametrize(
	("raw", "kind", "value"),
	[
		(" Paris ", Kind.TEXT, "Paris"),
		(42, Kind.TEXT, "42"),
		("12", Kind.NUMBER, 12),
		("12.50", Kind.MONEY, 12.5),
		(Decimal("3.0"), Kind.NUMBER, 3),
		(0, Kind.NUMBER, 0),
		("2026-03-10", Kind.DATE, date(2026, 3, 10)),
		("2026-03-10 08:00:00", Kind.DATE, date(2026, 3, 10)),
		(date(2026, 3, 10), Kind.DATETIME, datetime(2026, 3, 10)),
		(0, Kind.YES_NO, False),
		("Oui", Kind.YES_NO, True),
		([], Kind.LIST, EMPTY),
		(["a", None, " b "], Kind.LIST, ("a", "b")),
		(EMPTY, Kind.TEXT, EMPTY),
	],
)
def test_contents_are_read_by_kind(raw, kind, value):
	read = read_value(raw, kind)
	assert read == value
	assert type(read) is type(value)


@pytest.mark.parametrize(
	("raw", "kind", "reason"),
	[
		("abc", Kind.NUMBER, "'abc' is not a number"),
		(math.nan, Kind.NUMBER, "not a number"),
		("1e999", Kind.NUMBER, "not a number"),
		("x" * 500, Kind.NUMBER, r"x\.\.\.' is not a number"),
		("31/12/2026", Kind.DATE, "not a date"),
		("2026-02-30", Kind.DATE, "not a date"),
		(datetime(2026, 1, 1, tzinfo=timezone.utc), Kind.DATETIME, "has a time zone"),
		("maybe", Kind.YES_NO, "neither yes nor no"),
		({"a": 1}, Kind.TEXT, "not a text"),
		(5, Kind.LIST, "not a list"),
	],
)
def test_what_does_not_fit_is_refused_in_words(raw, kind, reason):
	with pytest.raises(ValueError, match=reason):
		read_value(raw, kind)


@given(
	st.sampled_from(Kind), st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary()
)
def test_nothing_raises_anything_else(kind, raw):
	with suppress(ValueError):
		value = read_value(raw, kind)
		assert value is UNKNOWN or json.dumps(value_to_json(value), allow_nan=False) is not None


def test_a_lead_with_unreadable_contents_is_still_a_lead():
	lead = a_lead(visits="many", country="France", no_such_field="x")
	assert lead.value("visits") is UNKNOWN
	assert lead.unreadable == {"visits": "'many' is not a number"}
	assert dict(lead.values) == {"country": "France"}


def test_frozen_inputs_leave_out_the_unknown_and_keep_the_empty():
	lead = a_lead(interests=[], visits=0, territory="Lyon", within={"territory": ["Lyon", "France"]})
	frozen = lead.frozen(["visits", "interests", "country", "territory"])
	assert frozen == {
		"values": {"interests": None, "territory": "Lyon", "visits": 0},
		"ancestors": {"territory": ["France", "Lyon"]},
	}


@given(
	st.fixed_dictionaries(
		{},
		optional={
			"job_title": st.text(min_size=1),
			"visits": st.integers(-(10**9), 10**9) | st.floats(-1e9, 1e9),
			"met_on": st.dates(),
			"creation": st.datetimes(),
			"unsubscribed": st.booleans(),
			"interests": st.lists(st.text(min_size=1, max_size=5), max_size=3),
		},
	),
	st.datetimes(),
)
def test_thawing_gives_the_frozen_lead_back(fields, at):
	lead = take_snapshot(fields, CATALOGUE, changed_at={"visits": at})
	names = [field.name for field in CATALOGUE]
	thawed = thaw(json.loads(json.dumps(lead.frozen(names))), CATALOGUE)
	assert dict(thawed.values) == dict(lead.values)
	assert thawed.changed_at == lead.changed_at


@pytest.mark.parametrize("data", [{}, {"values": 3}, {"values": {}, "changed_at": {"a": "x"}}])
def test_other_data_is_not_thawed(data):
	with pytest.raises(ValueError, match=r"not the frozen inputs|Invalid isoformat"):
		thaw(data, CATALOGUE)


def test_a_snapshot_knows_nothing_by_itself():
	assert LeadSnapshot().value("anything") is UNKNOWN
