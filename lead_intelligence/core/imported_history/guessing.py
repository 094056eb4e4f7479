"""What the columns of a file probably mean, by their names and by what is in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeVar

from .meanings import MOMENTS, STAGE_OF, Meaning
from .values import DateOrder, DecimalSign, is_blank

M = TypeVar("M")
# In English and French, without accents and signs. Earlier ones are tried first.
_NAMES: Final[dict[Meaning, tuple[str, ...]]] = {
	Meaning.LEAD_ID: ("lead id", "lead", "prospect", "identifiant du prospect", "id"),
	Meaning.OWN_NUMBER: (
		*(
			"own number",
			"numero propre",
			"mql id",
			"opportunity id",
			"deal id",
			"case id",
			"case",
			"record id",
		),
		*("external id", "contact id", "reference", "numero"),
	),
	Meaning.EMAIL: ("e mail", "email", "email id", "email address", "mail", "courriel", "adresse e mail"),
	Meaning.FIRST_NAME: ("first name", "prenom"),
	Meaning.LAST_NAME: ("last name", "surname", "nom", "nom de famille"),
	Meaning.COMPANY_NAME: (
		"company name",
		"organization name",
		"organisation",
		"account",
		"societe",
		"entreprise",
	),
	Meaning.PHONE: ("phone", "phone number", "telephone", "mobile", "mobile no"),
	Meaning.SOURCE: ("source", "lead source", "origin", "origine", "utm source"),
	Meaning.CAMPAIGN: ("campaign", "campaign name", "campagne", "utm campaign"),
	Meaning.TERRITORY: ("territory", "territoire", "region", "regional office"),
	Meaning.LEAD_OWNER: ("lead owner", "owner", "responsable", "responsable du prospect"),
	Meaning.MARKET_SEGMENT: ("market segment", "segment", "segment de marche", "business segment"),
	Meaning.COMPANY: ("our company",),
	Meaning.FIRST_CONTACT: (
		*(
			"first contact",
			"first contact date",
			"premier contact",
			"creation",
			"created",
			"created on",
			"created at",
		),
		*("creation date", "date de creation", "cree le", "lead date"),
	),
	Meaning.ANSWERED_ON: ("answered on", "answered at", "first response", "first response at", "repondu le"),
	Meaning.ANSWERED_BY: ("answered by", "repondu par", "sdr", "sdr id"),
	Meaning.OPENED_ON: (
		*(
			"opportunity opened on",
			"opened on",
			"opened at",
			"engage date",
			"opportunity date",
			"opportunite ouverte le",
		),
		"date d ouverture",
	),
	Meaning.AMOUNT: (
		*(
			"opportunity amount",
			"amount",
			"close value",
			"deal value",
			"value",
			"montant",
			"montant de l opportunite",
		),
	),
	Meaning.OUTCOME: (
		"opportunity outcome",
		"outcome",
		"deal stage",
		"result",
		"issue",
		"issue de l opportunite",
		"resultat",
	),
	Meaning.CLOSED_ON: (
		"opportunity closed on",
		"closed on",
		"close date",
		"closed at",
		"date de cloture",
		"opportunite close le",
	),
	Meaning.DEAL_OWNER: ("opportunity owner", "deal owner", "sales agent", "responsable de l opportunite"),
}
_OF_STAGES: Final[dict[Meaning, tuple[str, ...]]] = {
	meaning: (
		*(
			f"reached {name}",
			name,
			f"{name} on",
			f"{name} at",
			f"{name} date",
			f"date {name}",
			f"became {name}",
		),
		*(f"{name} since", f"etape {name} atteinte"),
	)
	for meaning, stage in STAGE_OF.items()
	for name in (stage.value.lower(),)
}
_OF_STAGES[Meaning.CUSTOMER] += ("won date", "won on", "won at", "client", "gagne le", "date de gain")
_OF_STAGES[Meaning.NURTURE] += ("maturation",)
_OF_STAGES[Meaning.DISQUALIFIED] += ("rejected on", "rejected date", "ecarte le", "ecarte")
# "Lead" alone is rather who it is than when it became one.
_OF_STAGES[Meaning.LEAD] = tuple(name for name in _OF_STAGES[Meaning.LEAD] if name != "lead")
_DATE = re.compile(r"(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})(?!\d).*")
_DECIMAL_COMMA = re.compile(r"[^\d]*(?:\d{1,3}(?:[.\s]\d{3})*|\d+),\d{1,2}[^\d]*")


def guess_meanings(columns: Sequence[str], examples: Sequence[Sequence[str]]) -> list[Meaning]:
	"""For each column. `examples`: some of its cells, in the order of the columns. Nothing is guessed twice, and no date where there is none."""
	wanted = {name: meaning for meaning, names in (*_OF_STAGES.items(), *_NAMES.items()) for name in names}
	return guess_by_name(
		columns, wanted, Meaning.IGNORE, lambda one, place: one not in MOMENTS or are_dates(examples[place])
	)


def guess_by_name(
	columns: Sequence[str], wanted: Mapping[str, M], ignore: M, fits: Callable[[M, int], bool]
) -> list[M]:
	"""`wanted`: by plain name, what a column of it means; earlier ones are tried first. `fits`: whether that can be so, by what is in the
	column at that place."""
	order = list(wanted)
	plain = [plain_name(column) for column in columns]
	guessed = [ignore] * len(columns)
	taken = {ignore}
	for name in sorted(set(plain), key=lambda one: order.index(one) if one in wanted else len(order)):
		meaning = wanted.get(name, ignore)
		place = plain.index(name)
		if meaning in taken or not fits(meaning, place):
			continue
		guessed[place] = meaning
		taken.add(meaning)
	return guessed


def guess_date_order(cells: Sequence[str]) -> DateOrder:
	"""Of all that look like dates. Where nothing tells day from month, the day is first, as in most of the world."""
	parts = [match.groups() for cell in cells if (match := _DATE.fullmatch(cell.strip()))]
	if not parts or all(len(first) == 4 for first, _second, _third in parts):
		return DateOrder.YEAR_FIRST
	others = [(int(first), int(second)) for first, second, _third in parts if len(first) < 4]
	is_month_first = any(second > 12 for _first, second in others)
	return DateOrder.MONTH_FIRST if is_month_first else DateOrder.DAY_FIRST


def guess_decimal_sign(cells: Sequence[str]) -> DecimalSign:
	return DecimalSign.COMMA if any(_DECIMAL_COMMA.fullmatch(cell) for cell in cells) else DecimalSign.POINT


def are_dates(cells: Sequence[str]) -> bool:
	filled = [cell for cell in cells if not is_blank(cell)]
	return sum(bool(_DATE.fullmatch(cell.strip())) for cell in filled) * 2 >= len(filled)


def plain_name(text: str) -> str:
	"""In small letters, without accents and signs."""
	bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
	return " ".join(re.sub(r"[^a-z0-9]+", " ", bare).split())
