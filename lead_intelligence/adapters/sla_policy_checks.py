"""What is wrong with a response policy as its form stands."""

from __future__ import annotations

from collections.abc import Sequence

from frappe import _
from frappe.model.document import Document

from lead_intelligence.adapters.refusals import in_words, refuse
from lead_intelligence.adapters.response_policies import policy_catalogue
from lead_intelligence.adapters.sla_policies import policy_of, write_sentences
from lead_intelligence.core.problems import Problem, Refused
from lead_intelligence.core.sla.policy_validation import gaps_of, mistakes_in


def refuse_problems(doc: Document, *, going_live: bool) -> None:
	"""Mistakes are refused at every save; what is still missing only when the policy is to go live. Beside each condition, the
	sentence is written that says it."""
	catalogue = policy_catalogue(strict=True, company=doc.company)
	try:
		policy = policy_of(doc)
		problems: Sequence[Problem] = mistakes_in(policy, catalogue)
		if going_live and not problems:
			problems = gaps_of(policy)
	except Refused as refusal:
		problems = refusal.problems
	refuse(in_words(problems), title=_("Please correct the policy"))
	write_sentences(doc, policy, catalogue, _)
