"""What follows when a scoring model or a definition goes live, or is live no longer: for saves at once, for stored leads in a run."""

from __future__ import annotations

from frappe import _
from frappe.model.document import Document

from lead_intelligence.adapters.evaluation_runs import begin_run, stop_runs
from lead_intelligence.adapters.policies import forget_live_models
from lead_intelligence.core.history.journey import Cause


def went_live(model: Document) -> None:
	forget_live_models()
	begin_run(model.company, Cause.POLICY, _("{0} went live").format(model.name), model=model.name)


def was_cancelled(model: Document) -> None:
	forget_live_models()
	stop_runs(model.company, _("{0} was cancelled. The leads keep their scores.").format(model.name))


def definition_went_live(definition: Document) -> None:
	forget_live_models()
	begin_run(definition.company, Cause.POLICY, _("{0} went live").format(definition.name))


def definition_was_cancelled(definition: Document) -> None:
	forget_live_models()
	stop_runs(
		definition.company, _("{0} was cancelled. The leads keep their stages.").format(definition.name)
	)
