"""Who signs a definition, and when it is signed by both sides."""

from __future__ import annotations

import pytest

from lead_intelligence.core.problems import Refused
from lead_intelligence.core.qualification.signing import Side, Signature, Signing, problems_of, sign
from tests.builders import NOW

MILA, MAUD, ROSA = "mila", "maud", "rosa"
TEXT = "what is signed"


def signing(marketing=MILA, sales=MAUD, signed=(), *, one_suffices=False):
	"""`signed`: sides with who has signed for them, and what."""
	signatures = tuple(
		Signature(side=side, user=user, at=NOW, text=text[0] if text else TEXT)
		for side, user, *text in signed
	)
	signatories = {Side.MARKETING: marketing, Side.SALES: sales}
	return Signing(signatories=signatories, signatures=signatures, one_suffices=one_suffices)


BY_MILA, BY_MAUD = (Side.MARKETING, MILA), (Side.SALES, MAUD)

REFUSED = [
	(signing(sales=None), Side.SALES, MAUD, "'Sales Signatory' is not set."),
	(signing(), Side.SALES, ROSA, "You are not the signatory for Sales. maud is."),
	(signing(), Side.SALES, MILA, "You are not the signatory for Sales. maud is."),
	(signing(signed=[BY_MILA]), Side.MARKETING, MILA, "You have signed for Marketing already."),
	(
		signing(sales=MILA, signed=[BY_MILA]),
		Side.SALES,
		MILA,
		"You have signed for Marketing already. Sales is signed by somebody else.",
	),
]

OBSTACLES = [
	(
		signing(),
		frozenset(),
		["mila has not signed for Marketing yet.", "maud has not signed for Sales yet."],
	),
	(signing(signed=[BY_MILA]), frozenset(), ["maud has not signed for Sales yet."]),
	(
		signing(signed=[BY_MILA, (Side.SALES, MAUD, "another text")]),
		frozenset(),
		["maud has not signed for Sales yet."],
	),
	(signing(signed=[BY_MILA, (Side.SALES, ROSA)]), frozenset(), ["maud has not signed for Sales yet."]),
	(
		signing(marketing=None, signed=[BY_MAUD]),
		frozenset(),
		["'Marketing Signatory' is not set. Choose who signs for this side."],
	),
	(
		signing(signed=[BY_MILA, BY_MAUD]),
		frozenset({MAUD}),
		["maud, who is to sign for Sales, has no active user any more. Choose another signatory."],
	),
	(
		signing(sales=MILA, signed=[BY_MILA]),
		frozenset(),
		["mila cannot sign for both sides. Choose another signatory for one of them."],
	),
	(signing(sales=None, one_suffices=True), frozenset(), ["mila has not signed for Marketing yet."]),
	(
		signing(None, None, one_suffices=True),
		frozenset(),
		["'Marketing Signatory' is not set. Choose who signs for this side."],
	),
]

SIGNED = [
	signing(signed=[BY_MILA, BY_MAUD]),
	signing(sales=None, signed=[BY_MILA], one_suffices=True),
	signing(marketing=None, signed=[BY_MAUD], one_suffices=True),
	signing(signed=[BY_MAUD], one_suffices=True),
	signing(sales=MILA, signed=[BY_MILA], one_suffices=True),
]


def provoked() -> set[str]:
	"""The templates of all refusals and obstacles of the tables."""
	found = {
		problem.message for given, gone, _texts in OBSTACLES for problem in problems_of(given, TEXT, gone)
	}
	for given, side, user, _sentence in REFUSED:
		try:
			sign(given, side, user, TEXT, NOW)
		except Refused as refusal:
			found |= {problem.message for problem in refusal.problems}
	return found


def test_a_signatory_signs_what_it_says_now():
	assert sign(signing(), Side.SALES, MAUD, TEXT, NOW) == Signature(
		side=Side.SALES, user=MAUD, at=NOW, text=TEXT
	)


@pytest.mark.parametrize(("given", "side", "user", "sentence"), REFUSED)
def test_nobody_signs_for_somebody_else_nor_twice(given, side, user, sentence):
	with pytest.raises(Refused) as refusal:
		sign(given, side, user, TEXT, NOW)
	assert str(refusal.value).startswith(sentence)


@pytest.mark.parametrize(("given", "gone", "texts"), OBSTACLES)
def test_each_obstacle_is_one_sentence(given, gone, texts):
	assert [problem.text() for problem in problems_of(given, TEXT, gone)] == texts


@pytest.mark.parametrize("given", SIGNED)
def test_it_goes_live_once_it_is_signed(given):
	assert list(problems_of(given, TEXT)) == []
