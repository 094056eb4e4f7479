"""What was worked out before is kept within bounds, whatever leads bring along."""

from __future__ import annotations

import pytest

from lead_intelligence.core.scoring.memory import Memory


def test_what_was_worked_out_is_kept():
	memory = Memory()
	assert memory.keep("France", 10) == 10
	assert memory["France"] == 10


@pytest.mark.parametrize("key", ["x" * 10_000, ("x",) * 10_000])
def test_long_texts_and_lists_are_not_kept(key):
	memory = Memory()
	assert memory.keep(key, 10) == 10
	assert not memory


def test_a_memory_does_not_grow_for_ever():
	memory = Memory()
	for number in range(10_000):
		memory.keep(number, number)
	assert len(memory) < 5_000
	assert memory[9_999] == 9_999
