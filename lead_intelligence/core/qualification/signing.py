"""Who signs a definition, and when it is signed by both sides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from ..problems import Problem, Refused


class Side(str, Enum):
	MARKETING = "Marketing"
	SALES = "Sales"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
	"""`text`: a fingerprint of what was signed."""

	side: Side
	user: str
	at: datetime
	text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
	"""`signatories`: who is to sign for each side. `one_suffices`: one signatory signs for both."""

	signatories: dict[Side, str | None]
	signatures: tuple[Signature, ...] = ()
	one_suffices: bool = False

	def of(self, side: Side) -> Signature | None:
		return next((signature for signature in self.signatures if signature.side is side), None)


def sign(signing: Signing, side: Side, user: str, text: str, now: datetime) -> Signature:
	"""Raises Refused with a sentence for the user who tried."""
	named = signing.signatories.get(side)
	values: dict[str, object] = {"side": side.value}
	if not named:
		raise _refused("'{side} Signatory' is not set. Choose who signs for this side.", **values)
	if named != user:
		raise _refused("You are not the signatory for {side}. {signatory} is.", **values, signatory=named)
	if signing.of(side):
		raise _refused("You have signed for {side} already.", **values)
	other = next(one for one in Side if one is not side)
	signed = signing.of(other)
	if signed and signed.user == user:
		raise _refused(
			"You have signed for {other} already. {side} is signed by somebody else.",
			**values,
			other=other.value,
		)
	return Signature(side=side, user=user, at=now, text=text)


def problems_of(signing: Signing, text: str, disabled: frozenset[str] = frozenset()) -> Iterator[Problem]:
	"""What keeps a definition from going live. `disabled`: those of the signatories who have no active user any more."""
	marketing, sales = (signing.signatories.get(side) for side in Side)
	if marketing and marketing == sales and not signing.one_suffices:
		yield Problem(
			message="{user} cannot sign for both sides. Choose another signatory for one of them.",
			values={"user": marketing},
		)
		return
	for side in _sides(signing):
		values: dict[str, object] = {"side": side.value, "signatory": signing.signatories.get(side)}
		signature = signing.of(side)
		if not signing.signatories.get(side):
			yield Problem(
				message="'{side} Signatory' is not set. Choose who signs for this side.", values=values
			)
		elif signing.signatories[side] in disabled:
			message = "{signatory}, who is to sign for {side}, has no active user any more. Choose another signatory."
			yield Problem(message=message, values=values)
		elif signature is None or signature.user != signing.signatories[side] or signature.text != text:
			yield Problem(message="{signatory} has not signed for {side} yet.", values=values)


def _sides(signing: Signing) -> tuple[Side, ...]:
	"""Where one signatory suffices, the sides that somebody is named for, at least one."""
	if not signing.one_suffices:
		return tuple(Side)
	named = tuple(side for side in Side if signing.signatories.get(side))
	signed = tuple(side for side in named if signing.of(side))
	return signed[:1] or named[:1] or (Side.MARKETING,)


def _refused(message: str, **values: object) -> Refused:
	return Refused(Problem(message=message, values=values))
