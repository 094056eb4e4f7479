"""No refusal is without a test: each template in the domain is provoked by one of the tables of refusals."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from lead_intelligence.core.lead_queue import validation as lead_queue
from lead_intelligence.core.problems import Refused
from lead_intelligence.core.routing import (
	policy_surroundings,
	policy_validation,
	pool_surroundings,
	pool_validation,
	rep_validation,
)
from lead_intelligence.core.rules.compiler import compile_condition
from lead_intelligence.core.rules.conditions import parse_condition
from lead_intelligence.core.scoring.exchange import model_from_json
from lead_intelligence.core.scoring.validation import problems_of
from lead_intelligence.core.sla import validation as sla
from lead_intelligence.core.sla.policy_surroundings import Surroundings, obstacles_of, warnings_of
from lead_intelligence.core.sla.policy_validation import gaps_of, mistakes_in, no_number
from tests.builders import CATALOGUE
from tests.unit.core.lead_queue import test_queue_validation
from tests.unit.core.lead_queue.leads import NOW
from tests.unit.core.routing import (
	test_pool_validation,
	test_rep_validation,
	test_routing_policy_validation,
)
from tests.unit.core.rules import test_conditions
from tests.unit.core.scoring import test_engagement_half, test_exchange, test_model_checks
from tests.unit.core.sla import (
	policies,
	test_policy_validation,
	test_stagnation,
	test_validation,
	test_working_calendar,
)

CORE = Path(__file__).resolve().parents[3] / "lead_intelligence" / "core"
FILES = (
	"lead_queue/validation.py",
	"routing/po*.py",
	"routing/rep_validation.py",
	"rules/*.py",
	"scoring/*.py",
	"sla/*.py",
)


def templates() -> dict[str, str]:
	"""Every sentence in the sources that is neither a docstring nor an explanation."""
	found = {}
	for path in sorted(path for files in FILES for path in CORE.glob(files)):
		tree = ast.parse(path.read_text(encoding="utf-8"))
		docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
		docstrings |= {id(part) for node in ast.walk(tree) if explains(node) for part in ast.walk(node)}
		for node in ast.walk(tree):
			text = node.value if isinstance(node, ast.Constant) and id(node) not in docstrings else None
			if isinstance(text, str) and " " in text and text.endswith("."):
				found[text] = str(path.relative_to(CORE))
	return found


def explains(node: ast.AST) -> bool:
	return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "translate"


def table(test) -> list[tuple]:
	return next(mark.args[1] for mark in test.pytestmark if mark.name == "parametrize")


def refusals(act, *arguments) -> set[str]:
	try:
		problems = act(*arguments)
	except Refused as refusal:
		problems = refusal.problems
	return {problem.message for problem in problems} if isinstance(problems, tuple) else set()


@pytest.fixture(scope="module")
def provoked():
	found = set()
	for model, _ in table(test_model_checks.test_a_mistake_is_refused_with_its_row):
		found |= refusals(problems_of, model, CATALOGUE)
	for model, _ in table(test_model_checks.test_a_gap_is_fine_in_a_draft_and_refused_when_it_is_to_go_live):
		found |= refusals(problems_of, model, CATALOGUE)
	for given, _ in table(test_engagement_half.test_a_fault_of_form_is_named):
		found |= refusals(model_from_json, given)
	for model, _ in table(test_engagement_half.test_a_mistake_is_refused_with_its_row):
		found |= refusals(problems_of, model, CATALOGUE)
	for given, _ in table(test_exchange.test_a_fault_of_form_is_named):
		found |= refusals(model_from_json, given)
	for data, _ in table(test_conditions.test_what_is_no_condition_is_refused):
		found |= refusals(parse_condition, data)
	for condition, _ in table(test_conditions.test_a_comparison_that_does_not_fit_is_refused_with_what_to_do):
		found |= refusals(compile_condition, condition, CATALOGUE)
	for spans, zone, _ in table(test_validation.test_a_mistake_is_refused_with_its_row):
		found |= refusals(sla.problems_of, spans, zone)
	for policy, _ in table(test_policy_validation.test_a_mistake_is_refused_with_its_row):
		found |= refusals(mistakes_in, policy, policies.CATALOGUE)
	for policy, _ in table(
		test_policy_validation.test_a_gap_is_fine_in_a_draft_and_refused_when_it_is_to_go_live
	):
		found |= refusals(gaps_of, policy)
	found.add(no_number("When", "soon").message)
	for policy, around, _ in table(test_policy_validation.test_what_keeps_it_from_going_live):
		found |= refusals(obstacles_of, policy, Surroundings(grades=("A",), **around))
	for policy, around, _ in table(test_policy_validation.test_what_may_be_meant_so_is_only_told):
		found |= refusals(warnings_of, policy, Surroundings(**{"grades": ("A",), **around}))
	found |= of_routing()
	found |= of_the_queue()
	for text in table(test_validation.test_what_is_no_time):
		found |= refusals(sla.time_of_day, text)
	for act, _ in (
		*table(test_working_calendar.test_what_never_comes_is_refused),
		*table(test_stagnation.test_what_never_comes_is_refused),
	):
		found |= refusals(act)
	return found


def of_the_queue() -> set[str]:
	found = set()
	for given, _ in table(test_queue_validation.test_a_step_that_cannot_be_planned):
		found |= refusals(lead_queue.mistakes_in_step, *given, NOW)
	for (until, note, clocks), _ in table(test_queue_validation.test_a_snooze_that_cannot_be):
		found |= refusals(lead_queue.mistakes_in_snooze, until, note, NOW, clocks)
	for groups, _ in table(test_queue_validation.test_an_order_that_cannot_be):
		found |= refusals(lead_queue.mistakes_in_order, groups)
	return found


def of_routing() -> set[str]:
	found = set()
	for policy, _ in table(test_routing_policy_validation.test_a_mistake_is_refused_with_its_row):
		found |= refusals(policy_validation.mistakes_in, policy, policies.CATALOGUE)
	for policy, _ in table(
		test_routing_policy_validation.test_a_gap_is_fine_in_a_draft_and_refused_when_it_is_to_go_live
	):
		found |= refusals(policy_validation.gaps_of, policy)
	for policy, around, _ in table(test_routing_policy_validation.test_what_keeps_it_from_going_live):
		found |= refusals(
			policy_surroundings.obstacles_of, policy, policy_surroundings.Surroundings(**around)
		)
	for policy, around, _ in table(test_routing_policy_validation.test_what_may_be_meant_so_is_only_told):
		found |= refusals(policy_surroundings.warnings_of, policy, policy_surroundings.Surroundings(**around))
	for pool, rows, fallbacks, _ in table(test_pool_validation.test_a_mistake_is_refused_with_its_row):
		found |= refusals(pool_validation.mistakes_in, pool, rows, fallbacks)
	for pool, around, _ in table(test_pool_validation.test_what_may_be_meant_so_is_only_told):
		found |= refusals(pool_surroundings.warnings_of, pool, pool_surroundings.PoolSurroundings(**around))
	for fields, _ in table(test_rep_validation.test_what_cannot_be_in_a_profile):
		found |= refusals(rep_validation.mistakes_in_profile, rep_validation.WrittenProfile(**fields))
	for rows, opportunity, _ in table(test_rep_validation.test_what_cannot_be_a_weight):
		found |= refusals(rep_validation.mistakes_in_load_weights, rows, opportunity)
	return found


@pytest.mark.parametrize("template", templates(), ids=lambda template: template[:60])
def test_every_refusal_is_provoked(template, provoked):
	assert template in provoked


def test_the_walk_sees_the_refusals():
	assert len(templates()) > 40
