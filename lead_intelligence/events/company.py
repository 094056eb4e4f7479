"""A company is set up: it gets the starter model and definition if the site has none yet. Or it is renamed, and its versions
with it. Its leads may be answered by the clock of another time zone than before, or on other days."""

from __future__ import annotations

from typing import Any

from frappe.model.document import Document

from lead_intelligence.adapters.digests import renames as digests
from lead_intelligence.adapters.lead_time_zones import check_zone, forget_zones
from lead_intelligence.adapters.live_versions import MODEL, POLICY, ROUTING
from lead_intelligence.adapters.replanning import replan_if_company_changed
from lead_intelligence.adapters.revenue import marks
from lead_intelligence.adapters.versions import follow_renames
from lead_intelligence.events.scopes import follow_scopes
from lead_intelligence.setup.defaults import seed_starter_model
from lead_intelligence.setup.starter_definition import seed_starter_definition
from lead_intelligence.setup.starter_routing import seed_starter_routing
from lead_intelligence.setup.starter_sla_policy import seed_starter_policies


def validate(doc: Document, method: str | None = None) -> None:
	check_zone(doc)


def on_update(doc: Document, method: str | None = None) -> None:
	marks.changed(doc)
	forget_zones()
	replan_if_company_changed(doc)
	seed_starter_model()
	seed_starter_definition()
	seed_starter_policies()
	seed_starter_routing()


def before_rename(doc: Document, method: str, old: str, new: str, merge: bool = False, **more: Any) -> None:
	if merge:
		digests.make_way("company", old, new)


def after_rename(doc: Document, method: str, old: str, new: str, merge: bool = False, **more: Any) -> None:
	marks.renamed(doc.doctype, old, new)
	forget_zones()
	follow_renames(MODEL)
	follow_renames(POLICY)
	follow_renames(ROUTING)
	follow_scopes()


def after_delete(doc: Document, method: str | None = None) -> None:
	forget_zones()
	digests.forget("company", doc.name)
