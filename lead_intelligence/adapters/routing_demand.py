"""What leads ask of whoever gets them: language, products, sector, and who knows them already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from lead_intelligence.adapters.account_owners import account_owners, previous_owners
from lead_intelligence.adapters.lead_subjects import subjects
from lead_intelligence.adapters.rep_loads import load_weight
from lead_intelligence.adapters.trees import chains_of
from lead_intelligence.core.qualification.subjects import SUBJECTS_FIELD, split_subjects
from lead_intelligence.core.routing.rep import Demand
from lead_intelligence.core.rules.text import fold

DEMAND_COLUMNS = (
	*("lead_name", "company_name", "territory", "language", "industry"),
	*(SUBJECTS_FIELD, "li_assignment", "li_cycle"),
)
"""What is read of a lead for it, beside its name and its grade."""


def demands_of(
	leads: Sequence[tuple[str, str | None, Mapping[str, Any], Mapping[str, str]]],
	*,
	accounts: bool,
	previous: bool,
) -> dict[str, Demand]:
	"""By lead, in their order. Each comes with its grade, the columns above and who must not get it. `accounts`, `previous`: whether
	anybody asks for the owners of accounts, and for previous owners."""
	companies = {name: row["company_name"] or "" for name, _grade, row, _not_to in leads}
	owners = account_owners(companies) if accounts and companies else {}
	# Who never had an owner has no previous one. In later cycles, it may have had one before there was any routing.
	known = [
		name for name, _grade, row, _not_to in leads if row["li_assignment"] or (row["li_cycle"] or 0) > 1
	]
	before = previous_owners(known) if previous and known else {}
	products = _products([row[SUBJECTS_FIELD] for _name, _grade, row, _not_to in leads])
	found = {}
	for name, grade, row, not_to in leads:
		account, owner = owners.get(name, (None, None))
		found[name] = Demand(
			lead=name,
			grade=grade,
			weight=load_weight(grade),
			language=row["language"] or None,
			products=products.get(row[SUBJECTS_FIELD] or "", ()),
			sector=row["industry"] or None,
			account=account,
			account_owner=owner,
			previous_owner=before.get(name),
			not_to=not_to,
		)
	return found


def _products(texts: Sequence[str | None]) -> dict[str, tuple[str, ...]]:
	"""By text of subjects, their product lines, then those right above them, and so on: the nearest first."""
	said = {text for text in texts if text}
	if not said:
		return {}
	lines = {fold(name): line for name, line, _disabled in subjects() if line}
	named = {
		text: [lines[fold(one)] for one in split_subjects(text) if lines.get(fold(one))] for text in said
	}
	chains = chains_of("Item Group", {line for found in named.values() for line in found})
	return {
		text: _nearest_first(chains.get(line, (line,)) for line in found) for text, found in named.items()
	}


def _nearest_first(chains: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
	return tuple(dict.fromkeys(node for level in zip_longest(*chains) for node in level if node))
