"""What is wrong with a routing policy as its form stands, and what is probably not meant."""

from __future__ import annotations

from collections.abc import Sequence

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cstr

from lead_intelligence.adapters.refusals import in_words, refuse
from lead_intelligence.adapters.response_policies import policy_catalogue
from lead_intelligence.adapters.routing_policies import policy_of
from lead_intelligence.adapters.routing_surroundings import surroundings_of
from lead_intelligence.core.problems import Problem, Refused, Translate
from lead_intelligence.core.routing.policy import RoutingPolicy
from lead_intelligence.core.routing.policy_surroundings import obstacles_of, warnings_of
from lead_intelligence.core.routing.policy_validation import gaps_of, mistakes_in
from lead_intelligence.core.rules.sentences import sentence
from lead_intelligence.core.snapshot.fields import FieldCatalogue


def tidy(doc: Document) -> None:
	"""A title with other blanks is the same title. What is hidden of a rule says nothing."""
	doc.title = _tidied(doc.title)
	for row in doc.rules:
		row.title = _tidied(row.title)
		if row.target == "Pool of the Territory":
			row.pool = None


def _tidied(text: object) -> str:
	return " ".join(cstr(text).split())


def refuse_problems(doc: Document, *, going_live: bool) -> None:
	"""Mistakes are refused at every save; what is still missing, or keeps it from doing what it says, only when the policy is to
	go live. Beside each condition, the sentence is written that says it."""
	catalogue = policy_catalogue(strict=True, company=doc.company)
	try:
		policy = policy_of(doc)
		problems: Sequence[Problem] = mistakes_in(policy, catalogue)
		if going_live and not problems:
			problems = (*gaps_of(policy), *obstacles_of(policy, surroundings_of(doc, policy)))
	except Refused as refusal:
		problems = refusal.problems
	refuse(in_words(problems), title=_("Please correct the policy"))
	_write_sentences(doc, policy, catalogue, _)


def tell_warnings(doc: Document) -> None:
	"""Of a policy without mistakes. Nobody is there to read them when the app itself writes one."""
	if doc.flags.nobody_reads:
		return
	policy = policy_of(doc)
	found = in_words(warnings_of(policy, surroundings_of(doc, policy)))
	ask_whether_meant([problem.text(_) for problem in found])


def ask_whether_meant(warnings: Sequence[str]) -> None:
	texts = [frappe.utils.escape_html(text) for text in warnings]
	if texts:
		several = len(texts) > 1
		frappe.msgprint(
			texts if several else texts[0], title=_("Is this meant?"), indicator="orange", as_list=several
		)


def _write_sentences(
	doc: Document, policy: RoutingPolicy, catalogue: FieldCatalogue, translate: Translate
) -> None:
	doc.condition_text = sentence(policy.condition, catalogue, translate) if policy.condition else None
	for row, rule in zip(doc.rules, policy.rules, strict=True):
		row.condition_text = sentence(rule.condition, catalogue, translate) if rule.condition else None
