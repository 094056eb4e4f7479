"""Where records stand in their trees: territories, item groups and whatever else is a nested set."""

from __future__ import annotations

from collections.abc import Collection

import frappe

from lead_intelligence.core.rules.conditions import comparisons
from lead_intelligence.core.scoring.model import ScoringModel
from lead_intelligence.core.snapshot.fields import FieldCatalogue
from lead_intelligence.core.snapshot.values import Kind


def node_and_ancestors(doctype: str, node: str) -> frozenset[str]:
	"""A node and all above it, in one query; empty when the node does not exist."""
	return frozenset(above for _, above in _places(doctype, [node]))


def nodes_and_ancestors(doctype: str, nodes: Collection[str]) -> dict[str, frozenset[str]]:
	"""The same for many nodes, in one query as long as each is written as its record is."""
	found: dict[str, set[str]] = {}
	for node, above in _places(doctype, nodes):
		found.setdefault(node, set()).add(above)
	return {
		node: frozenset(found[node]) if node in found else node_and_ancestors(doctype, node) for node in nodes
	}


def chains_of(doctype: str, nodes: Collection[str]) -> dict[str, tuple[str, ...]]:
	"""Each node that exists with all above it, the nearest first, in one query."""
	found: dict[str, list[str]] = {}
	for node, above in _places(doctype, nodes):
		found.setdefault(node, []).append(above)
	return {node: tuple(chain) for node, chain in found.items()}


def _places(doctype: str, nodes: Collection[str]) -> tuple[tuple[str, str], ...]:
	here, above = frappe.qb.DocType(doctype).as_("here"), frappe.qb.DocType(doctype).as_("above")
	query = frappe.qb.from_(here).join(above).on((above.lft <= here.lft) & (above.rgt >= here.rgt))
	query = query.select(here.name, above.name).where(here.name.isin(list(nodes)))
	# What lies deeper begins later.
	return tuple(query.orderby(above.lft, order=frappe.qb.desc).run())


def with_trees(catalogue: FieldCatalogue, model: ScoringModel) -> FieldCatalogue:
	"""The catalogue with the places of all nodes that the model names, as they are now."""
	trees: dict[str, dict[str, frozenset[str]]] = {}
	for rule in model.fit.rules:
		for comparison in comparisons(rule.condition):
			field = catalogue.get(comparison.field)
			if field is None or field.kind is not Kind.TREE or not field.links_to:
				continue
			named = comparison.value if isinstance(comparison.value, list) else [comparison.value]
			for node in (node for node in named if isinstance(node, str)):
				places = trees.setdefault(field.name, {})
				if node not in places:
					places[node] = node_and_ancestors(field.links_to, node)
	return FieldCatalogue(catalogue, trees) if trees else catalogue
