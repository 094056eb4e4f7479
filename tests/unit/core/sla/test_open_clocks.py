"""The open clocks of a lead as one short text."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.sla.open_clocks import from_text, nearest_due, open_clocks, to_text
from lead_intelligence.core.sla.response_clock import Ending, Purpose
from tests.unit.core.sla.of_clocks import ACCEPTANCE, FIRST, NEXT, a_clock, asks, at, kept


@given(st.dictionaries(st.sampled_from(Purpose), st.none() | st.datetimes()))
def test_the_text_says_all_and_is_short(clocks):
	text = to_text(clocks)
	assert from_text(text) == clocks
	assert (text is None) == (not clocks)
	assert len(text or "") <= 140


def test_it_reads_well_and_is_the_same_in_whatever_order():
	clocks = {NEXT: None, FIRST: at("10:00")}
	assert to_text(clocks) == "First Response 2026-03-10 10:00:00; Next Touch paused"


@pytest.mark.parametrize(
	"text", [None, "", "nonsense", "First Response", "First Response soon", "First Responses paused", "; "]
)
def test_what_cannot_be_read_is_left_out(text):
	assert from_text(text) == {}
	assert from_text(f"{text}; Acceptance paused") == {ACCEPTANCE: None}


def test_only_open_clocks_are_there_and_those_that_are_paused_are_due_at_no_moment():
	running, waiting = a_clock(asks(first="1:00")), a_clock(asks(next="1:00", is_paused=True), purpose=NEXT)
	(closed,) = kept([running], None, "9:30", ending=Ending.CONVERTED).changed
	assert open_clocks([running, waiting]) == {FIRST: at("10:00"), NEXT: None}
	assert open_clocks([closed, waiting]) == {NEXT: None}


def test_the_nearest_due_moment_is_that_of_any_clock_that_runs():
	early, late = datetime(2026, 3, 10), datetime(2026, 3, 11)
	assert nearest_due({FIRST: late, ACCEPTANCE: early, NEXT: None}) == early
	assert nearest_due({NEXT: None}) is None
	assert nearest_due({}) is None
