"""A choice in the words of people: why somebody got the lead, why others did not, why a pool had nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from types import MappingProxyType

from ..problems import Translate, untranslated
from .choice_evidence import Asked, Because, Candidate, Choice, Passed
from .path import DISABLED, EMPTY, GONE, LOOP
from .rep import Away

_NO_NAMES: Mapping[str, str] = MappingProxyType({})


def choice_sentence(
	choice: Choice, translate: Translate = untranslated, names: Mapping[str, str] = _NO_NAMES
) -> str:
	"""Why that rep, for example: It was Rosa Bernard's turn in the pool France. `names`: what users are called."""
	if choice.user is None:
		return translate("Nobody could take the lead.")
	return because_sentence(choice.because, names.get(choice.user, choice.user), choice.pool, translate)


def because_sentence(
	because: Because | None, name: str, pool: str | None, translate: Translate = untranslated
) -> str:
	"""`name`: of whoever got the lead. `pool`: where, if it was in one."""
	pool = pool or "…"
	match because:
		case Because.TURN:
			return translate("It was {0}'s turn in the pool {1}.").format(name, pool)
		case Because.LEAST_LOADED:
			return translate("{0} had the most room in the pool {1}.").format(name, pool)
		case Because.BEST_FIT:
			return translate("{0} converts more leads than the others in the pool {1}.").format(name, pool)
		case Because.GUARANTEED:
			return translate("{0} had a guaranteed turn for hot leads in the pool {1}.").format(name, pool)
		case Because.ACCOUNT_OWNER:
			return translate("{0} looks after the account.").format(name)
		case Because.PREVIOUS_OWNER:
			return translate("{0} had the lead before.").format(name)
		case Because.MANAGERS_QUEUE:
			return translate("{0} distributes the leads of the pool {1} by hand.").format(name, pool)
		case Because.TERRITORY_MANAGER:
			return translate("{0} manages the territory.").format(name)
		case Because.MANAGER:
			return translate("Nobody else could take it, so {0} got it as a manager.").format(name)
		case Because.ONLY_ONE:
			return translate("{0} was the only one in the pool {1} who could take it.").format(name, pool)
		case Because.BY_HAND:
			return translate("{0} was chosen by hand.").format(name)
		case None:
			return translate("{0} got the lead.").format(name)


def passed_sentence(
	candidate: Candidate, translate: Translate = untranslated, moment: Callable[[str], str] = str
) -> str:
	"""Why not that one, for example: Is full: 50 of 50. Blank for whoever got the lead. `moment`: how a moment, which comes as
	ISO text, is shown."""
	if candidate.passed is None:
		return ""
	said = _with_details(candidate, translate) or reason_text(candidate.passed, translate)
	return translate("{0}, until {1}").format(said, moment(candidate.until)) if candidate.until else said


def _with_details(candidate: Candidate, translate: Translate) -> str | None:
	detail, level = candidate.detail, candidate.level
	load, capacity = _number(candidate.load), _number(candidate.capacity)
	match candidate.passed:
		case Passed.FULL.value if candidate.load is not None:
			return translate("Is full: {0} of {1}").format(load, capacity)
		case Passed.DAILY_LIMIT.value if detail:
			return translate("Has had the {0} new leads of the day").format(detail)
		case Passed.HOURLY_LIMIT.value if detail:
			return translate("Has had the {0} new leads of the hour").format(detail)
		case Passed.LANGUAGE.value if detail:
			return translate("Does not speak the language of the lead: {0}").format(detail)
		case Passed.PRODUCT.value | Passed.SECTOR.value if detail and level is None:
			return translate("Has no skill in {0}").format(detail)
		case Passed.PRODUCT.value | Passed.SECTOR.value if detail:
			return translate("Has level {0} in {1}, which is too low").format(level, detail)
		case Passed.LESS_SKILLED.value if detail:
			return translate("Has level {0}, others have {1}").format(level or 0, detail)
		case Passed.RAMP.value if detail:
			return translate("Has just begun or come back, and has {0} of {1} for now").format(load, detail)
		case Passed.MORE_LOADED.value if candidate.load is not None:
			return translate("Has more open work: {0} of {1}").format(load, capacity)
		case Passed.LESS_FIT.value if candidate.rate is not None:
			return translate("Converts fewer leads: {0} %").format(f"{100 * candidate.rate:.3g}")
	return None


def _number(value: float | None) -> str:
	return "…" if value is None else f"{value:.10g}"


def reason_text(reason: str, translate: Translate = untranslated) -> str:
	"""The same in short, without figures. A reason that nobody knows is shown as it is."""
	match reason:
		case Passed.FULL.value:
			return translate("Is full")
		case Passed.NO_CAPACITY.value:
			return translate("Has no capacity")
		case Passed.DAILY_LIMIT.value:
			return translate("Has had enough new leads for the day")
		case Passed.HOURLY_LIMIT.value:
			return translate("Has had enough new leads for the hour")
		case Passed.PAUSED.value:
			return translate("Is paused in this pool")
		case Passed.OFF_HOURS.value:
			return translate("Does not work at this hour")
		case Passed.LANGUAGE.value:
			return translate("Does not speak the language of the lead")
		case Passed.PRODUCT.value:
			return translate("Is not skilled in the product")
		case Passed.SECTOR.value:
			return translate("Is not skilled in the sector")
		case Passed.LESS_SKILLED.value:
			return translate("Is less skilled than others")
		case Passed.RAMP.value:
			return translate("Has just begun or come back, and has had a fair share")
		case Passed.NO_ACCESS.value:
			return translate("May not see the lead")
		case Passed.NOT_HIS_TURN.value:
			return translate("Is not next in turn")
		case Passed.MORE_LOADED.value:
			return translate("Has more open work")
		case Passed.LESS_FIT.value:
			return translate("Converts fewer leads")
		case Passed.UNKNOWN.value:
			return translate("Is not known as a rep")
		case Passed.FARTHER.value:
			return translate("Manages a territory that is farther up")
		case Away.DISABLED_USER.value:
			return translate("Is disabled as a user")
		case Away.NO_SALES_ROLE.value:
			return translate("Has no role that may edit leads")
		case Away.NO_NEW_LEADS.value:
			return translate("Takes no new leads")
		case Away.OUT_OF_OFFICE.value:
			return translate("Is out of office")
		case Away.LEAVE.value:
			return translate("Is on leave")
		case Away.HOLIDAY.value:
			return translate("Has a holiday")
		case "refused":
			return translate("Gave the lead back")
		case "breach":
			return translate("Did not answer in time")
		case "absent":
			return translate("Was away while the lead waited")
		case "leaving":
			return translate("Hands over all leads")
		case "moved":
			return translate("Has it taken away by a manager")
	return reason


def nobody_sentence(asked: Asked, translate: Translate = untranslated) -> str:
	"""Why nobody was found there, for example: Is full (3), Is on leave (1). Blank where somebody was."""
	why = asked.why_nobody
	if why is None:
		return ""
	if why == EMPTY:
		return translate("There is no manager." if asked.pool is None else "The pool has no members.")
	if why == DISABLED:
		return translate("The pool is disabled.")
	if why == GONE:
		return translate("The pool does not exist any more.")
	if why == LOOP:
		return translate("The pool was asked already: the fallback pools lead in a circle.")
	counts = Counter(one.passed for one in asked.candidates if one.passed).most_common()
	parts = [f"{reason_text(reason, translate)} ({count})" for reason, count in counts]
	return ", ".join(parts) or reason_text(why, translate)
