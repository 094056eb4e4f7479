"""Documents of which one version is live per scope."""

from __future__ import annotations

from typing import Any

import frappe
from frappe.model.document import Document


class VersionDocument(Document):
	def load_from_db(self) -> Any:
		"""Who looks up what is live locks the key of the scope first and the row after it. Whoever is about to change a version
		does so in the same order, or each could hold what the other waits for."""
		if self.flags.for_update:
			_lock_key(self.doctype, self.name)
		return super().load_from_db()


def _lock_key(doctype: str, name: Any) -> None:
	key = frappe.db.get_value(doctype, name, "live_for")
	if key:
		frappe.db.get_value(doctype, {"live_for": key}, "name", for_update=True)
