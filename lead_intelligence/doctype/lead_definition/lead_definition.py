import frappe
from frappe import _
from frappe.model.document import Document

from lead_intelligence.adapters.definition_checks import is_due, refuse_problems
from lead_intelligence.adapters.definition_signing import keep_signatures, refuse_unsigned
from lead_intelligence.adapters.going_live import definition_was_cancelled, definition_went_live
from lead_intelligence.adapters.versions import end, keep_as_draft, next_version, take_over


class LeadDefinition(Document):
	def before_insert(self):
		self.version = next_version(self.doctype, self.company)

	def autoname(self):
		abbr = frappe.get_cached_value("Company", self.company, "abbr") or self.company
		self.name = f"{abbr} Agreement v{self.version}"

	def validate(self):
		keep_as_draft(self)
		refuse_problems(self, going_live=False)
		keep_signatures(self)

	def before_submit(self):
		refuse_problems(self, going_live=True)
		refuse_unsigned(self)
		if is_due(self):
			take_over(self)
		else:
			self.status = "Scheduled"

	def on_submit(self):
		if self.status == "Live":
			definition_went_live(self)

	def before_cancel(self):
		if self.status == "Retired":
			frappe.throw(
				_("{0} is retired and still explains the stages of its time. It cannot be cancelled.").format(
					self.name
				)
			)
		end(self)

	def on_cancel(self):
		if self.valid_from:
			definition_was_cancelled(self)

	def on_trash(self):
		if self.valid_from:
			frappe.throw(
				_("{0} was live and still explains the stages of its time. It cannot be deleted.").format(
					self.name
				)
			)
