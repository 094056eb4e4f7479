import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime

from lead_intelligence.adapters.criteria_fields import criteria_catalogue
from lead_intelligence.adapters.definitions import definition_of, write_sentences
from lead_intelligence.adapters.going_live import definition_was_cancelled, definition_went_live
from lead_intelligence.adapters.refusals import refuse_definition
from lead_intelligence.adapters.versions import next_version, take_over
from lead_intelligence.core.problems import Refused
from lead_intelligence.core.qualification.validation import gaps_of, mistakes_in


class LeadDefinition(Document):
	def before_insert(self):
		self.version = next_version(self.doctype, self.company)

	def autoname(self):
		abbr = frappe.get_cached_value("Company", self.company, "abbr") or self.company
		self.name = f"{abbr} Agreement v{self.version}"

	def validate(self):
		if self.docstatus.is_draft():
			self.status = "Draft"
		self.refuse_problems(going_live=False)

	def before_submit(self):
		self.refuse_problems(going_live=True)
		take_over(self)

	def on_submit(self):
		definition_went_live(self)

	def before_cancel(self):
		if self.status == "Retired":
			frappe.throw(
				_("{0} is retired and still explains the stages of its time. It cannot be cancelled.").format(
					self.name
				)
			)
		self.status = "Cancelled"
		self.live_for = None
		self.valid_to = now_datetime()

	def on_cancel(self):
		definition_was_cancelled(self)

	def on_trash(self):
		if self.valid_from:
			frappe.throw(
				_("{0} was live and still explains the stages of its time. It cannot be deleted.").format(
					self.name
				)
			)

	def refuse_problems(self, *, going_live: bool) -> None:
		"""Mistakes are refused at every save; what is still missing only when the definition is to go live."""
		catalogue = criteria_catalogue(strict=True, company=self.company)
		try:
			definition = definition_of(self)
			problems = mistakes_in(definition, catalogue)
			if going_live and not problems:
				problems = gaps_of(definition)
		except Refused as refusal:
			problems = refusal.problems
		refuse_definition(problems)
		write_sentences(self, definition, catalogue, _)
