"""Everything that is wrong with a definition, each with its row and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from ..problems import Problem, Refused
from ..rules.compiler import compile_condition
from ..snapshot.fields import FieldCatalogue
from .definition import Criterion, Definition
from .stages import AGREED, HIGHEST_BY_ITSELF, Stage, rank

STAGE_ROW: Final = "Stages, row {row}"
CRITERION_ROW: Final = "Criteria, row {row}"
MOST_CRITERIA: Final = 100
LONGEST_ACCEPTANCE: Final = timedelta(hours=1000)


def problems_of(definition: Definition, catalogue: FieldCatalogue) -> tuple[Problem, ...]:
	"""All that keeps a definition from going live: its mistakes, else its gaps."""
	return mistakes_in(definition, catalogue) or gaps_of(definition)


def mistakes_in(definition: Definition, catalogue: FieldCatalogue) -> tuple[Problem, ...]:
	"""What is refused in a draft already, in the order of its form."""
	return (
		*_stage_problems(definition),
		*_criteria_problems(definition, catalogue),
		*_gate_problems(definition),
		*_acceptance_problems(definition),
	)


def gaps_of(definition: Definition) -> tuple[Problem, ...]:
	"""What a definition lacks: fine in a draft, refused when it is to go live."""
	found = []
	used = [row.stage for row in definition.stages if row.stage in AGREED]
	if not used:
		found.append(Problem(message="The definition uses no stage. Add at least one, for instance MQL."))
	if Stage.SAL in used and Stage.MQL not in used:
		message = (
			"SAL is in use and MQL is not: there would be nothing for sales to accept. Add MQL or remove SAL."
		)
		found.append(Problem(message=message))
	with_criteria = {criterion.stage for criterion in definition.criteria}
	for row, used_stage in enumerate(definition.stages, start=1):
		values = {"row": row, "stage": used_stage.stage.value}
		if not used_stage.meaning.strip():
			message = "{stage} has no meaning yet. Write down in words what both sides understand by it."
			found.append(Problem(message=message, place=STAGE_ROW, values=values))
		# Accepting is a criterion in itself.
		if used_stage.stage in AGREED and used_stage.stage not in with_criteria | {Stage.SAL}:
			message = "{stage} has no criteria, so every lead would be one. Add at least one."
			found.append(Problem(message=message, place=STAGE_ROW, values=values))
	return tuple(found)


def _stage_problems(definition: Definition) -> Iterator[Problem]:
	first_rows: dict[Stage, int] = {}
	before: Stage | None = None
	for row, used in enumerate(definition.stages, start=1):
		stage, values = used.stage, {"row": row, "stage": used.stage.value}
		if rank(stage) < rank(Stage.LEAD):
			message = "{stage} exists whatever the definition says. Choose one of Lead, MQL, SAL, SQL, Opportunity or Customer."
			yield Problem(message=message, place=STAGE_ROW, values=values)
			continue
		first = first_rows.setdefault(stage, row)
		if first != row:
			message = (
				"{stage} stands in row {first} already: leads would go round in a circle. Remove one of them."
			)
			yield Problem(message=message, place=STAGE_ROW, values={**values, "first": first})
		elif before is not None and rank(stage) < rank(before):
			message = "{stage} comes after {before}, although it lies before it: leads would go round in a circle. Put the stages in their order: Lead, MQL, SAL, SQL, Opportunity, Customer."
			yield Problem(message=message, place=STAGE_ROW, values={**values, "before": before.value})
		if used.by_itself and rank(stage) > rank(HIGHEST_BY_ITSELF):
			message = (
				"Leads cannot become {stage} by themselves: from MQL on, people decide. Clear 'By Itself'."
			)
			yield Problem(message=message, place=STAGE_ROW, values=values)
		before = stage


def _criteria_problems(definition: Definition, catalogue: FieldCatalogue) -> Iterator[Problem]:
	if len(definition.criteria) > MOST_CRITERIA:
		message = (
			"The definition has {count} criteria; the most allowed is {most}. Put several into one condition."
		)
		yield Problem(message=message, values={"count": len(definition.criteria), "most": MOST_CRITERIA})
	used = {row.stage for row in definition.stages}
	first_rows: dict[tuple[Stage, str], int] = {}
	for row, criterion in enumerate(definition.criteria, start=1):
		for problem in _problems_of_criterion(criterion, used, catalogue):
			yield problem.at(CRITERION_ROW, row=row)
		first = first_rows.setdefault((criterion.stage, criterion.label.casefold()), row)
		if criterion.label and first != row:
			message = "The criterion '{criterion}' of {stage} stands in row {first} already. Give each its own name."
			values = {"row": row, "criterion": criterion.label, "stage": criterion.stage.value}
			yield Problem(message=message, place=CRITERION_ROW, values={**values, "first": first})


def _problems_of_criterion(
	criterion: Criterion, used: set[Stage], catalogue: FieldCatalogue
) -> Iterator[Problem]:
	values = {"criterion": criterion.label, "stage": criterion.stage.value}
	if not criterion.label.strip():
		yield Problem(message="The criterion has no name. Enter one.", values=values)
	if criterion.stage not in AGREED:
		message = "The criterion '{criterion}' is for {stage}, which is not decided by criteria. Choose Lead, MQL, SAL or SQL."
		yield Problem(message=message, values=values)
	elif criterion.stage not in used:
		message = "The criterion '{criterion}' is for {stage}, which is not among the stages. Add the stage or remove the criterion."
		yield Problem(message=message, values=values)
	try:
		compile_condition(criterion.condition, catalogue)
	except Refused as refusal:
		yield from refusal.problems


def _gate_problems(definition: Definition) -> Iterator[Problem]:
	for target, stage in definition.gates:
		if stage in AGREED and stage not in definition.ladder:
			message = "'{target}' asks for {stage}, which is not among the stages, so no lead would ever get there. Add the stage or choose another."
			yield Problem(message=message, values={"target": target.value, "stage": stage.value})
		elif rank(stage) < rank(Stage.LEAD) or rank(stage) > rank(Stage.OPPORTUNITY):
			message = (
				"'{target}' asks for {stage}, which is no gate. Choose one of Lead, MQL, SAL, SQL or none."
			)
			yield Problem(message=message, values={"target": target.value, "stage": stage.value})


def _acceptance_problems(definition: Definition) -> Iterator[Problem]:
	if not timedelta() < definition.acceptance <= LONGEST_ACCEPTANCE:
		message = "'To Be Accepted Within' must be more than 0 and at most {most} working hours, not {hours}."
		hours = definition.acceptance.total_seconds() / 3600
		most = int(LONGEST_ACCEPTANCE.total_seconds() // 3600)
		yield Problem(message=message, values={"most": most, "hours": f"{hours:g}"})
