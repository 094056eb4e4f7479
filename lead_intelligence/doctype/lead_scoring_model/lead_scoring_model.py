import frappe
from frappe import _
from frappe.model.document import Document

from lead_intelligence.adapters.engagement_rules import unknown_kinds
from lead_intelligence.adapters.going_live import was_cancelled, went_live
from lead_intelligence.adapters.lead_fields import site_catalogue
from lead_intelligence.adapters.previews import delete_previews_of
from lead_intelligence.adapters.refusals import refuse_model
from lead_intelligence.adapters.scoring_models import model_of, write_sentences
from lead_intelligence.adapters.settings import limits
from lead_intelligence.adapters.versions import end, keep_as_draft, next_version, take_over
from lead_intelligence.core.problems import Refused
from lead_intelligence.core.scoring.validation import gaps_of, mistakes_in


class LeadScoringModel(Document):
	def before_insert(self):
		self.version = next_version(self.doctype, self.company)

	def autoname(self):
		abbr = frappe.get_cached_value("Company", self.company, "abbr") or self.company
		self.name = f"{abbr} Scoring v{self.version}"

	def validate(self):
		keep_as_draft(self)
		self.refuse_problems(going_live=False)

	def before_submit(self):
		self.refuse_problems(going_live=True)
		take_over(self)

	def on_submit(self):
		went_live(self)

	def before_cancel(self):
		if self.status == "Retired":
			frappe.throw(
				_("{0} is retired and still explains the scores of its time. It cannot be cancelled.").format(
					self.name
				)
			)
		end(self)

	def on_cancel(self):
		was_cancelled(self)

	def on_trash(self):
		if self.valid_from:
			frappe.throw(
				_("{0} was live and still explains the scores of its time. It cannot be deleted.").format(
					self.name
				)
			)

	def after_delete(self):
		delete_previews_of(self.name)

	def refuse_problems(self, *, going_live: bool) -> None:
		"""Mistakes are refused at every save; what is still missing only when the model is to go live."""
		try:
			model = model_of(self)
			catalogue = site_catalogue()
			problems = (*mistakes_in(model, catalogue, limits()), *unknown_kinds(model))
			if going_live and not problems:
				problems = gaps_of(model)
		except Refused as refusal:
			problems = refusal.problems
		refuse_model(problems)
		write_sentences(self, model, catalogue, _)
