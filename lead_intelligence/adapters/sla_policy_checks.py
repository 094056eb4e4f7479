"""What is wrong with a response policy as its form stands, and what is probably not meant."""

from __future__ import annotations

from collections.abc import Sequence

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cstr, get_fullname

from lead_intelligence.adapters.policy_surroundings import surroundings_of
from lead_intelligence.adapters.refusals import in_words, refuse
from lead_intelligence.adapters.response_policies import policy_catalogue
from lead_intelligence.adapters.sla_policies import policy_of, write_sentences
from lead_intelligence.core.problems import Problem, Refused
from lead_intelligence.core.sla.policy import SlaPolicy
from lead_intelligence.core.sla.policy_surroundings import obstacles_of, warnings_of
from lead_intelligence.core.sla.policy_validation import gaps_of, mistakes_in


def tidy_title(doc: Document) -> None:
	"""A title with other blanks is the same title."""
	doc.title = " ".join(cstr(doc.title).split())


def refuse_problems(doc: Document, *, going_live: bool) -> None:
	"""Mistakes are refused at every save; what is still missing, or keeps it from doing what it says, only when the policy is to
	go live. Beside each condition and each step, the sentence is written that says it."""
	catalogue = policy_catalogue(strict=True, company=doc.company)
	try:
		policy = policy_of(doc)
		problems: Sequence[Problem] = mistakes_in(policy, catalogue)
		if going_live and not problems:
			around = surroundings_of(doc, policy, catalogue)
			problems = (*gaps_of(policy), *obstacles_of(policy, around))
	except Refused as refusal:
		problems = refusal.problems
	refuse(in_words(problems), title=_("Please correct the policy"))
	write_sentences(doc, policy, catalogue, _, _names_of_users(policy))


def tell_warnings(doc: Document) -> None:
	"""Of a policy without mistakes. Nobody is there to read them when the app itself writes one."""
	if doc.flags.nobody_reads:
		return
	catalogue = policy_catalogue(strict=True, company=doc.company)
	policy = policy_of(doc)
	found = in_words(warnings_of(policy, surroundings_of(doc, policy, catalogue)))
	texts = [frappe.utils.escape_html(problem.text(_)) for problem in found]
	if texts:
		several = len(texts) > 1
		frappe.msgprint(
			texts if several else texts[0], title=_("Is this meant?"), indicator="orange", as_list=several
		)


def _names_of_users(policy: SlaPolicy) -> dict[str, str]:
	return {step.user: get_fullname(step.user) for step in policy.steps if step.user}
