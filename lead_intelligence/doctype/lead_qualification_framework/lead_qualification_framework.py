from typing import Any

from frappe import _
from frappe.model.document import Document

from lead_intelligence.adapters import criteria_renames
from lead_intelligence.adapters.qualification_answers import follow_framework, follow_questions
from lead_intelligence.adapters.qualification_frameworks import (
	forget_frameworks,
	framework_of,
	renamed_questions,
)
from lead_intelligence.adapters.refusals import refuse
from lead_intelligence.core.qualification.frameworks import lines_of, name_problems, problems_of


class LeadQualificationFramework(Document):
	def before_naming(self):
		self.framework = " ".join((self.framework or "").split())

	def validate(self):
		for row in self.questions:
			row.question = " ".join((row.question or "").split())
			row.asks, row.guide = (row.asks or "").strip(), (row.guide or "").strip()
			row.answers = "\n".join(lines_of(row.answers))
		refuse(problems_of(framework_of(self)), title=_("Please correct the framework"))

	def on_update(self):
		renamed = renamed_questions(self)
		follow_questions(self.name, renamed)
		forget_frameworks()
		criteria_renames.follow_questions(self.name, renamed)

	def before_rename(self, old: str, new: str, merge: bool = False):
		refuse(list(name_problems(new)))

	def after_rename(self, old: str, new: str, merge: bool = False, **more: Any):
		follow_framework(old, new)
		forget_frameworks()
		criteria_renames.follow_framework(old, new)

	def on_trash(self):
		forget_frameworks()
