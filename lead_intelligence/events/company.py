"""A company is set up: it gets the starter model if the site has none yet."""

from __future__ import annotations

from frappe.model.document import Document

from lead_intelligence.setup.defaults import seed_starter_model


def on_update(doc: Document, method: str | None = None) -> None:
	seed_starter_model()
