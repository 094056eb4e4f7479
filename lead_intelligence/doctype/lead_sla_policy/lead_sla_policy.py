import frappe
from frappe import _
from frappe.model.document import Document

from lead_intelligence.adapters.going_live import policy_was_cancelled, policy_went_live
from lead_intelligence.adapters.sla_policy_checks import refuse_problems, tell_warnings, tidy_title
from lead_intelligence.adapters.versions import end, keep_as_draft, next_version, take_over


class LeadSLAPolicy(Document):
	def before_insert(self):
		self.version = next_version(self.doctype, self.company)

	def autoname(self):
		abbr = frappe.get_cached_value("Company", self.company, "abbr") or self.company
		self.name = f"{abbr} Response Policy v{self.version}"

	def validate(self):
		keep_as_draft(self)
		tidy_title(self)
		refuse_problems(self, going_live=False)
		tell_warnings(self)

	def before_submit(self):
		refuse_problems(self, going_live=True)
		take_over(self)

	def on_submit(self):
		policy_went_live(self)

	def before_cancel(self):
		if self.status == "Retired":
			frappe.throw(
				_("{0} is retired and still explains the clocks of its time. It cannot be cancelled.").format(
					self.name
				)
			)
		end(self)

	def on_cancel(self):
		policy_was_cancelled(self)

	def on_trash(self):
		if self.valid_from:
			frappe.throw(
				_("{0} was live and still explains the clocks of its time. It cannot be deleted.").format(
					self.name
				)
			)
