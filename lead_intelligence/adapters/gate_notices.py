"""When a guest or a program made something of a lead that was not that far, those who have signed are told."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import escape_html

from lead_intelligence.adapters.containment import in_savepoint, is_lost_transaction, surviving
from lead_intelligence.adapters.handover_notices import called, signatories_of
from lead_intelligence.adapters.notices import language_of, may_be_told, tell
from lead_intelligence.core.qualification.stages import Stage

_JOB = "lead_intelligence.jobs.stages.tell_of_bypass"
_LOG_TITLE = "Lead Intelligence: nobody could be told of a gate that was bypassed"


def tell_of_bypass_soon(
	lead: str,
	target: str,
	stage: Stage | None,
	demanded: Stage,
	record: tuple[str, str],
	definition: str,
) -> None:
	"""After the commit."""
	told = {
		"lead": lead,
		"target": target,
		"stage": stage.value if stage else None,
		"demanded": demanded.value,
		"record": list(record),
		"definition": definition,
	}
	frappe.db.after_commit.add(lambda: _call(told))


def _call(told: dict[str, object]) -> None:
	"""What happened is stored: nothing that goes wrong here may look as if it were not."""
	try:
		frappe.enqueue(_JOB, queue="short", told=told)
	except Exception as error:
		if is_lost_transaction(error):
			raise
		frappe.logger("lead_intelligence").exception("nobody is told of a gate that was bypassed")


def tell_of_bypass(told: frappe._dict) -> None:
	"""Both signatories and the owner of the lead. A defect of ours is logged, and nothing is lost but the notice."""
	owner = frappe.db.get_value("Lead", told.lead, "lead_owner")
	for user in dict.fromkeys((*signatories_of(told.definition), owner)):
		with surviving(lambda: frappe.log_error(_LOG_TITLE)), in_savepoint():
			if user and may_be_told(user, told.lead):
				tell(user, _words(told, language_of(user)), lead=told.lead, by=None)


def _words(told: frappe._dict, language: str | None) -> str:
	doctype, name = told.record
	stage = _(told.stage, language) if told.stage else _("not placed yet", language)
	values = (called(told.lead), stage, _(told.demanded, language))
	return _(
		"The gate was bypassed by the website or by a program: {0} is {1}, the agreement asks for {2}, and there is now {3} {4}.",
		language,
	).format(*values, _(doctype, language), escape_html(name))
