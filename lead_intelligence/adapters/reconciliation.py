"""What happened to records past all events is found by looking at them: nightly, for all leads that have a stage."""

from __future__ import annotations

from collections.abc import Sequence

from lead_intelligence.adapters.conversion_moves import is_further, reconsider
from lead_intelligence.adapters.conversions import CONVERTED_STATUS, conversions_of
from lead_intelligence.adapters.history_facts import converted_by_history
from lead_intelligence.adapters.statements import rows_by_name
from lead_intelligence.core.history.journey import Cause
from lead_intelligence.core.qualification.stages import CONVERTED, Stage, rank

_COLUMNS = ("name", "li_stage", "li_stage_since", "status")


def reconcile_together(names: Sequence[str]) -> list[str]:
	"""The leads whose records say something else than their stage, each moved to where it belongs. When what was there went
	away is not known. The caller commits."""
	apart = leads_apart(names)
	for lead in apart:
		reconsider(lead, None, None, Cause.RECONCILIATION)
	return apart


def leads_apart(names: Sequence[str]) -> list[str]:
	rows = [row for row in rows_by_name("Lead", _COLUMNS, names, lock=False) if row[1]]
	found = conversions_of([row[0] for row in rows])
	past = converted_by_history(
		[name for name, stage, *_more in rows if Stage(stage) in CONVERTED and name not in found]
	)
	apart = []
	for name, stage_name, since, status in rows:
		stage, made = Stage(stage_name), found.get(name)
		without = stage in CONVERTED and (made is None or rank(made.stage) < rank(stage))
		is_said = status == CONVERTED_STATUS
		if without and ((is_said and stage is Stage.CUSTOMER) or rank(past.get(name)) >= rank(stage)):
			continue
		further = made is not None and is_further(stage, since, made.stage, made.at)
		if without or further or (is_said and stage is not Stage.CUSTOMER):
			apart.append(name)
	return apart
