"""A company is set up: it gets the starter model if the site has none yet."""

from __future__ import annotations

import frappe
from frappe.model.document import Document

from lead_intelligence.setup.defaults import seed_starter_model

_SAVEPOINT = "lead_intelligence_starter_model"


def on_update(doc: Document, method: str | None = None) -> None:
	"""A failure of ours must not keep a company from being saved; the next migration tries again."""
	frappe.db.savepoint(_SAVEPOINT)
	try:
		seed_starter_model()
	except Exception:
		frappe.db.rollback(save_point=_SAVEPOINT)
		frappe.log_error("Lead Intelligence: the starter model could not be put in place")
