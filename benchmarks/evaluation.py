"""How many leads a second one core evaluates with 30 rules and all evidence, beside a loop that only adds up points.

python -m benchmarks.evaluation
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from lead_intelligence.core.evaluation import Policies, evaluate_lead
from lead_intelligence.core.history.journey import LeadState, state_of
from lead_intelligence.core.qualification.agreements import Agreements
from lead_intelligence.core.qualification.place import Place
from lead_intelligence.core.scoring.compiled import CompiledModel, compile_model
from lead_intelligence.core.scoring.exchange import model_from_json
from lead_intelligence.core.scoring.scale import clamp
from lead_intelligence.core.scoring.validation import refuse_problems
from lead_intelligence.core.snapshot.lead_snapshot import LeadSnapshot

from .b2b_agreement import compiled_agreement
from .b2b_leads import NOW, b2b_leads
from .b2b_model import B2B_MODEL, CATALOGUE

LEADS = 20_000
ROUNDS = 5


def main() -> None:
	model = model_from_json(B2B_MODEL)
	refuse_problems(model, CATALOGUE)
	compiled = compile_model(model, CATALOGUE)
	leads = b2b_leads(LEADS)
	policies = Policies(scoring=compiled)
	stored = [state_of(compiled.score(lead, NOW)) for lead in leads]
	# Python's collector would walk through all these leads again and again, which no caller holds at once.
	gc.freeze()
	plain = _best(lambda lead: _points_only(compiled, lead, NOW), leads)
	scored = _best(lambda lead: compiled.score(lead, NOW), leads)
	first = _best(lambda lead: evaluate_lead(lead, policies, LeadState(), NOW), leads)
	again = _best(
		lambda pair: evaluate_lead(pair[0], policies, pair[1], NOW), list(zip(leads, stored, strict=True))
	)
	agreed = Policies(scoring=compiled, agreements=Agreements((compiled_agreement(),)))
	places = [_place(lead, agreed, state) for lead, state in zip(leads, stored, strict=True)]
	placed = _best(lambda lead: evaluate_lead(lead, agreed, LeadState(), NOW), leads)
	judged = _best(
		lambda three: evaluate_lead(three[0], agreed, three[1], NOW, place=three[2]),
		list(zip(leads, stored, places, strict=True)),
	)
	print(f"{LEADS} leads, {len(compiled.rules)} rules, best of {ROUNDS} rounds, one core")
	for name, seconds in (
		("points only, no evidence", plain),
		("score with all evidence", scored),
		("first evaluation of a lead", first),
		("evaluation without a change", again),
		("first, with the stage", placed),
		("without a change, with stage", judged),
	):
		print(f"{name:28} {LEADS / seconds:8,.0f} leads/s {seconds / plain:5.2f} × points only")
	for name, seconds in (("first", placed - first), ("without a change", judged - again)):
		print(f"deciding a stage, {name:17} {seconds / LEADS * 1e6:8.1f} µs a lead")


def _place(lead: LeadSnapshot, policies: Policies, state: LeadState) -> Place:
	decision = evaluate_lead(lead, policies, state, NOW).decision
	assert decision is not None
	return decision.place


def _best(act: Callable[[Any], object], things: Sequence[Any]) -> float:
	return min(_timed(act, things) for _ in range(ROUNDS))


def _timed(act: Callable[[Any], object], things: Sequence[Any]) -> float:
	start = time.perf_counter()
	for thing in things:
		act(thing)
	return time.perf_counter() - start


def _points_only(model: CompiledModel, lead: LeadSnapshot, now: datetime) -> str:
	sums = [0] * len(model.groups)
	for compiled in model.rules:
		if compiled.condition.judge(lead, now):
			sums[compiled.group] += compiled.rule.points
	return model.bands.grade(
		sum(clamp(points, group) for points, group in zip(sums, model.groups, strict=True))
	)


if __name__ == "__main__":
	main()
