"""What follows when a scoring model or a definition goes live, or is live no longer: for saves at once, for stored leads in a
run."""

from __future__ import annotations

from frappe import _
from frappe.model.document import Document

from lead_intelligence.adapters.evaluation_runs import begin_run, stop_runs
from lead_intelligence.adapters.live_versions import forget_live_versions
from lead_intelligence.core.history.journey import Cause


def went_live(model: Document) -> None:
	forget_live_versions()
	begin_run(model.company, Cause.POLICY, _("{0} went live").format(model.name), model=model.name)


def was_cancelled(model: Document) -> None:
	forget_live_versions()
	stop_runs(model.company, _("{0} was cancelled. The leads keep their scores.").format(model.name))


def definition_went_live(definition: Document) -> None:
	forget_live_versions()
	begin_run(
		definition.company, Cause.POLICY, _("{0} went live").format(definition.name), model=definition.name
	)


def policy_went_live(policy: Document) -> None:
	forget_live_versions()
	begin_run(policy.company, Cause.POLICY, _("{0} went live").format(policy.name), model=policy.name)


def policy_was_cancelled(policy: Document) -> None:
	"""Its clocks end: nobody promises anything any more, unless another policy does."""
	forget_live_versions()
	begin_run(policy.company, Cause.POLICY, _("{0} was cancelled").format(policy.name), model=policy.name)


def routing_was_cancelled(policy: Document) -> None:
	"""Leads keep their owners."""
	forget_live_versions()


def definition_was_cancelled(definition: Document) -> None:
	forget_live_versions()
	because = _("{0} was cancelled. The leads stay on their stages.").format(definition.name)
	stop_runs(definition.company, because)
