from __future__ import annotations

from frappe import _, throw
from frappe.model.document import Document


class MarketingCostImport(Document):
	def on_trash(self) -> None:
		if self.status == "Imported":
			throw(_("Undo this import before you delete it, or else nobody can tell its costs from others."))
