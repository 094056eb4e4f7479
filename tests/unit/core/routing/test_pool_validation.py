"""What is refused in a pool, each with its row, and what an admin is told of."""

from __future__ import annotations

from typing import Any

import pytest

from lead_intelligence.core.routing.pool import Pool, Strategy
from lead_intelligence.core.routing.pool_surroundings import PoolSurroundings, warnings_of
from lead_intelligence.core.routing.pool_validation import MemberRow, mistakes_in

BEST: dict[str, Any] = {"strategy": Strategy.BEST_FIT, "hot_grades": frozenset({"A"})}


def a_pool(**more: Any) -> Pool:
	return Pool(name="France", **{"weights": {"rosa": 1.0}, **more})


def member(user: str = "rosa", weight: float = 1.0) -> MemberRow:
	return MemberRow(user=user, weight=weight)


@pytest.mark.parametrize(
	("pool", "rows", "fallbacks", "says"),
	[
		(a_pool(strategy=Strategy.BEST_FIT), (), {}, "'Hot Grades' is blank."),
		(a_pool(floor=1.01, **BEST), (), {}, "'Guaranteed Share' is 101 %. Enter a number from 0 to 100."),
		(a_pool(floor=-0.1, **BEST), (), {}, "'Guaranteed Share' is -10 %."),
		(a_pool(floor=float("nan"), **BEST), (), {}, "'Guaranteed Share' is nan %."),
		(a_pool(), [member("a"), member("b"), member("a", 2)], {}, "Members, row 3: a is a member already, in row 1."),
		(a_pool(), [member(weight=-1.0)], {}, "Members, row 1: 'Weight' is -1. Enter a number from 0.01 to 1000"),
		(a_pool(), [member(weight=1000.5)], {}, "'Weight' is 1000.5."),
		(a_pool(), [member(weight=0.001)], {}, "'Weight' is 0.001."),
		(a_pool(), [member(weight=float("inf"))], {}, "'Weight' is inf."),
		(a_pool(), [member(weight=float("nan"))], {}, "'Weight' is nan."),
		(a_pool(), [member(f"r{n}") for n in range(501)], {}, "The pool has 501 members; the most allowed is 500."),
		(a_pool(minimum_level=0), (), {}, "'Least Level' is 0. Enter a whole number from 1 to 5."),
		(a_pool(minimum_level=6), (), {}, "'Least Level' is 6."),
		(a_pool(fallback="France"), (), {}, "'Fallback Pool' is the pool itself."),
		(a_pool(fallback="B"), (), {"B": "C", "C": "France"}, "leads in a circle: France → B → C → France."),
	],
)  # fmt: skip
def test_a_mistake_is_refused_with_its_row(pool, rows, fallbacks, says):
	(problem,) = mistakes_in(pool, rows, fallbacks)
	assert says in problem.text()


def test_an_ordinary_pool_has_no_mistakes():
	rows = [member("a", 0), member("b", 0.01), member("c", 1000)]
	assert mistakes_in(a_pool(fallback="B", **BEST, floor=0.3), rows, {"B": "C", "C": None}) == ()
	# What is hidden of the form says nothing.
	assert mistakes_in(a_pool(floor=7.0), rows, {}) == ()
	# A circle of others is theirs to mend.
	assert mistakes_in(a_pool(fallback="B"), rows, {"B": "C", "C": "B", "France": "France"}) == ()


SPAIN = {"others": {"Spain": Pool(name="Spain", weights={"rosa": 3.0})}}


def other(**more: Any) -> dict:
	return {"others": {"Spain": Pool(name="Spain", **more)}}


@pytest.mark.parametrize(
	("pool", "around", "says"),
	[
		(a_pool(weights={}), {}, "Nobody takes part in this pool yet"),
		(a_pool(), {"unable": frozenset({"rosa"})}, "No member can take leads"),
		(a_pool(strategy=Strategy.MANAGERS_QUEUE), {}, "nobody who could distribute the leads"),
		(a_pool(strategy=Strategy.MANAGERS_QUEUE, managers=("max",)), {"unable": frozenset({"max"})}, "Choose a manager"),
		(a_pool(), {**SPAIN, "names": {"rosa": "Rosa Bernard"}}, "Rosa Bernard has the weight 1 here and 3 in the pool 'Spain'."),
		(a_pool(weights={"rosa": 0.0}), {**SPAIN, "own_weights": {"rosa": 2.5}}, "rosa has the weight 2.5 here and 3"),
		(a_pool(floor=1.0, **BEST), {}, "'Guaranteed Share' is 100 %, so that all hot leads go by turns"),
		(a_pool(**BEST), {"grades": ("Hot", "Cold")}, "has no grade 'A'. Its grades are: Hot, Cold."),
		(a_pool(territories=frozenset({"Lyon"})), other(territories=frozenset({"Lyon"})), "Its leads go to 'France' first"),
		(a_pool(fallback="Spain"), other(is_disabled=True), "The fallback pool 'Spain' is disabled."),
		(a_pool(fallback="Spain"), other(company="X"), "The fallback pool 'Spain' is for leads of X alone."),
		(a_pool(fallback="Spain"), other(fallback="Spain"), "The fallback pools lead in a circle: Spain → Spain."),
	],
)  # fmt: skip
def test_what_may_be_meant_so_is_only_told(pool, around, says):
	(problem,) = warnings_of(pool, PoolSurroundings(**around))
	assert says in problem.text()


@pytest.mark.parametrize(
	("pool", "around"),
	[
		(a_pool(), {}),
		(a_pool(weights={}, is_disabled=True), {}),
		(a_pool(weights={"rosa": 0.0}), {**SPAIN, "own_weights": {"rosa": 3.0}}),
		(a_pool(), other(weights={"rosa": 3.0}, is_disabled=True)),
		(a_pool(**BEST), {"grades": ("a", "B")}),
		(a_pool(**BEST), {"grades": None}),
		(a_pool(territories=frozenset({"Lyon"}), company="X"), other(territories=frozenset({"Lyon"}), company="Y")),
		(a_pool(fallback="Spain"), other(fallback="France")),
		(a_pool(fallback="Gone"), {}),
		(a_pool(strategy=Strategy.MANAGERS_QUEUE, managers=("max",), weights={}), {}),
	],
)  # fmt: skip
def test_what_is_meant_is_not_told_of(pool, around):
	assert warnings_of(pool, PoolSurroundings(**around)) == ()
