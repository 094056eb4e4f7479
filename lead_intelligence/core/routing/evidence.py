"""The evidence of a choice as plain JSON data, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, TypeVar

from .choice_evidence import Asked, Because, Candidate, Choice
from .policy import RoutingRule
from .pool import Strategy

_TEXTS: Final = ("user", "passed", "detail", "until")
_NUMBERS: Final = tuple(name for name in Candidate._fields if name not in _TEXTS)
_Named = TypeVar("_Named", bound=Enum)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSaid:
	"""The rule that won. `sentence`: its condition as people read it, None where it is for all leads."""

	row: int
	title: str = ""
	sentence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
	"""`policy`: its version. `rule`: None where none of them is for the lead. `cause`: why somebody was looked for. `weight`: how much
	of a capacity the lead takes. `choice`: what was found."""

	policy: str | None
	policy_title: str
	rule: RuleSaid | None
	cause: str
	weight: float
	choice: Choice


def evidence_of(
	choice: Choice,
	*,
	policy: str | None,
	policy_title: str,
	rule: RoutingRule | None,
	cause: str,
	weight: float,
	rule_sentence: str | None = None,
) -> dict[str, object]:
	"""What goes into the journey. What is None of a candidate is left out."""
	said = rule and {"row": rule.row, "title": rule.title, "sentence": rule_sentence}
	return {
		"policy": policy,
		"policy_title": policy_title,
		"rule": said,
		"because": choice.because.value if choice.because else None,
		"cause": cause,
		"weight": weight,
		"asked": [
			{
				"pool": one.pool,
				"strategy": one.strategy.value if one.strategy else None,
				"why_nobody": one.why_nobody,
				"candidates": [_written(candidate) for candidate in one.candidates],
			}
			for one in choice.asked
		],
	}


def _written(candidate: Candidate) -> dict[str, object]:
	return {
		name: value for name, value in zip(Candidate._fields, candidate, strict=True) if value is not None
	}


def read_evidence(data: Mapping[str, Any]) -> Evidence:
	"""Of whatever version it is: what is not there, or not known any more, is None."""
	rule = data.get("rule")
	asked = tuple(_asked(one) for one in _mappings(data.get("asked")))
	last = asked[-1].candidates if asked and asked[-1].why_nobody is None else ()
	choice = Choice(
		user=next((one.user for one in last if one.passed is None), None),
		because=_named(Because, data.get("because")),
		asked=asked,
	)
	return Evidence(
		policy=_text(data.get("policy")),
		policy_title=_text(data.get("policy_title")) or "",
		rule=RuleSaid(
			row=int(_number(rule.get("row")) or 0),
			title=_text(rule.get("title")) or "",
			sentence=_text(rule.get("sentence")),
		)
		if isinstance(rule, Mapping)
		else None,
		cause=_text(data.get("cause")) or "",
		weight=float(_number(data.get("weight")) or 0),
		choice=choice,
	)


def _asked(data: Mapping[str, Any]) -> Asked:
	return Asked(
		pool=_text(data.get("pool")),
		strategy=_named(Strategy, data.get("strategy")),
		why_nobody=_text(data.get("why_nobody")),
		candidates=tuple(
			_candidate(one) for one in _mappings(data.get("candidates")) if _text(one.get("user"))
		),
	)


def _candidate(data: Mapping[str, Any]) -> Candidate:
	texts: dict[str, Any] = {name: _text(data.get(name)) for name in _TEXTS}
	numbers: dict[str, Any] = {name: _number(data.get(name)) for name in _NUMBERS}
	return Candidate(**texts, **numbers)


def _mappings(data: object) -> Iterator[Mapping[str, Any]]:
	yield from (one for one in data if isinstance(one, Mapping)) if isinstance(data, list) else ()


def _text(value: object) -> str | None:
	return value if isinstance(value, str) else None


def _number(value: object) -> int | float | None:
	return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _named(kind: type[_Named], value: object) -> _Named | None:
	return next((one for one in kind if one.value == value), None)
