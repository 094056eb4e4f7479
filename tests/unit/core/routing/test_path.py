"""Which pools are asked, and in which order; what leads in a circle or nowhere is noted and not followed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.routing.choice_evidence import Because
from lead_intelligence.core.routing.path import loop_from, path_of
from lead_intelligence.core.routing.pool import Pool


def pools(*fallbacks: tuple[str, str | None], disabled: str = "") -> dict[str, Pool]:
	return {name: Pool(name=name, fallback=then, is_disabled=name in disabled) for name, then in fallbacks}


def said(steps) -> list[str]:
	return [
		f"{step.name}: {step.problem}"
		if step.problem
		else step.name or f"{step.because.value}: {' '.join(step.users)}"
		for step in steps
	]


def test_a_pool_is_asked_then_its_fallbacks_then_the_default_and_the_managers_last():
	known = pools(("A", "B"), ("B", None), ("D", "E"), ("E", None))
	path = path_of(("A",), known, "D", ("tm",), ("m1", "m2"))
	assert said(path) == ["A", "B", "territory_manager: tm", "D", "E", "manager: m1 m2"]
	assert [step.pool for step in path if step.name] == list(known.values())


def test_without_a_pool_the_default_is_asked_and_without_that_the_managers():
	assert said(path_of((), pools(("D", None)), "D", (), ("m",))) == ["D", "manager: m"]
	assert said(path_of((), {}, None, (), ())) == ["manager: "]


def test_a_loop_is_noted_and_not_followed():
	known = pools(("A", "B"), ("B", "A"), ("D", None))
	assert said(path_of(("A",), known, "D", (), ("m",))) == ["A", "B", "A: loop", "D", "manager: m"]
	assert said(path_of(("A",), pools(("A", "A")), None, (), ("m",))) == ["A", "A: loop", "manager: m"]


def test_no_pool_is_asked_twice():
	known = pools(("A", "C"), ("C", None), ("D", "C"))
	assert said(path_of(("A",), known, "D", (), ())) == ["A", "C", "D", "manager: "]
	assert said(path_of(("A",), known, "C", (), ())) == ["A", "C", "manager: "]


def test_a_pool_that_is_gone_is_noted():
	assert said(path_of(("X",), pools(("D", "Y")), "D", (), ())) == ["X: gone", "D", "Y: gone", "manager: "]


def test_a_disabled_pool_hands_on_to_its_fallback():
	known = pools(("A", "B"), ("B", None), disabled="A")
	assert said(path_of(("A",), known, None, (), ())) == ["A: disabled", "B", "manager: "]


def test_the_same_manager_is_named_once():
	path = path_of((), {}, None, ("t", "t"), ("m", "m"))
	assert said(path) == ["territory_manager: t", "manager: m"]
	assert [step.because for step in path] == [Because.TERRITORY_MANAGER, Because.MANAGER]


NAMES = st.sampled_from("ABCDEFG")


@given(st.dictionaries(NAMES, st.none() | NAMES), st.none() | NAMES, st.none() | NAMES, st.sets(NAMES))
def test_every_path_ends_and_asks_each_pool_at_most_once(fallbacks, first, default, disabled):
	known = {
		name: Pool(name=name, fallback=then, is_disabled=name in disabled) for name, then in fallbacks.items()
	}
	path = path_of((first,) if first else (), known, default, (), ("m",))
	asked = [step.name for step in path if step.pool]
	assert len(asked) == len(set(asked))
	assert not set(asked) & disabled
	assert path[-1].because is Because.MANAGER
	assert all(step.pool or step.problem or step.because for step in path)
	for name in (first, default):
		assert name is None or name in {step.name for step in path}


def test_a_circle_of_fallbacks_is_found():
	assert loop_from("A", {"A": "B", "B": "C", "C": "B"}) == ("B", "C", "B")
	assert loop_from("A", {"A": "A"}) == ("A", "A")
	assert loop_from("A", {"A": "B", "B": None}) == ()
	assert loop_from("A", {"A": "B"}) == ()
