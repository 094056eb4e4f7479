from typing import Any

from frappe import _
from frappe.model.document import Document

from lead_intelligence.adapters.refusals import refuse
from lead_intelligence.adapters.rep_forms import check_user, follow_switch, problems_in, tidy
from lead_intelligence.adapters.rep_profiles import forget_reps


class LeadRepProfile(Document):
	def validate(self):
		tidy(self)
		check_user(self)
		refuse(problems_in(self), title=_("Please correct the profile"))
		follow_switch(self)

	def on_update(self):
		forget_reps([self.user])

	def on_trash(self):
		forget_reps([self.user])

	def after_rename(self, old: str, new: str, merge: bool = False, **more: Any):
		forget_reps([old, new, self.user])
