"""What imports say of leads beside their stages: it stays with a lead that is renamed or merged, and forgets one that is deleted."""

from __future__ import annotations

from collections.abc import Sequence

import frappe

from lead_intelligence.adapters.deals.marking import leads_changed
from lead_intelligence.adapters.statements import rows_by_value
from lead_intelligence.core.history.journey import Cause
from lead_intelligence.core.qualification.stages import CONVERTED, Stage, rank

_DOCTYPE = "Lead History Fact"


def follow_rename(old: str, new: str, *, merge: bool) -> None:
	"""A lead into which another is merged was there before: no import has created it."""
	values: dict[str, object] = {"lead": new}
	if merge:
		values.update({"lead_created": 0, "stage_given": 0})
	frappe.db.set_value(_DOCTYPE, {"lead": old}, values, update_modified=False)
	leads_changed((old, new))


def forget_lead(lead: str) -> None:
	"""Its rows stay for the counts, and say no more whose they were."""
	nobody = dict.fromkeys(("lead", "own_number", "user"))
	frappe.db.set_value(_DOCTYPE, {"lead": lead}, nobody, update_modified=False)
	leads_changed((lead,))


def converted_by_history(leads: Sequence[str]) -> dict[str, Stage]:
	"""How far leads had come by imports of their history, of those that had an opportunity or were customers. ERPNext holds no record of that."""
	stages = {stage.value for stage in CONVERTED}
	found: dict[str, Stage] = {}
	for lead, stage, cause in rows_by_value(
		"Lead Journey Entry", ("lead", "stage_after", "cause"), "lead", leads
	):
		if cause == Cause.IMPORT.value and stage in stages:
			found[lead] = max(Stage(stage), found.get(lead, Stage(stage)), key=rank)
	return found
