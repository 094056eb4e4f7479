"""A rule of either half as a sentence."""

from __future__ import annotations

from ..engagement.sentences import sentence as engagement_sentence
from ..problems import Translate, untranslated
from ..rules.sentences import sentence
from ..snapshot.fields import FieldCatalogue
from .model import AnyRule, Rule


def rule_sentence(rule: AnyRule, catalogue: FieldCatalogue, translate: Translate = untranslated) -> str:
	if isinstance(rule, Rule):
		return sentence(rule.condition, catalogue, translate)
	return engagement_sentence(rule, translate)
