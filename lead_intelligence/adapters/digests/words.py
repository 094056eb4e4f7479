"""What a digest says of a change, and whom to talk to about it, in the language that is set."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import get_fullname

from lead_intelligence.adapters.desk_users import is_desk_user, users_with_role
from lead_intelligence.adapters.digests.numbers import written
from lead_intelligence.core.digest.changes import Change, has_only_more
from lead_intelligence.core.digest.figures import Figure, Part
from lead_intelligence.setup.roles import MARKETING

_MOST_NAMED = 2
_NOT_ONE = 0.01


def tone_of(change: Change) -> str | None:
	return {True: "good", False: "bad", None: None}[change.is_better]


def verdict_of(change: Change) -> str:
	if change.is_better is None:
		return _("Changed")
	return _("Better") if change.is_better else _("Worse")


def what_of(change: Change) -> str:
	"""In one sentence, with the figures of both weeks."""
	figure = change.figure
	told = (_("{0} rose to {1}, from {2}.") if change.rose else _("{0} fell to {1}, from {2}.")).format
	return told(_(figure.label), written(figure, figure.now), written(figure, figure.before))


def chance_of(change: Change) -> str | None:
	"""How surprising it is, of what chance has a part in."""
	chance = change.chance
	if chance is None:
		return None
	if chance < _NOT_ONE:
		return _("Chance alone does as much in fewer than 1 of 100 weeks.")
	return _("Chance alone does as much in about {0} of 100 weeks.").format(max(1, round(100 * chance)))


def whom(change: Change, main: Part | None, *, of_users: bool) -> str:
	"""By their own figures, whoever has most to do with it."""
	if main is None:
		return _("Nobody stands out: it is spread over many. Bring it up when you next see the whole team.")
	return _rep(change, main) if of_users else _source(change, main)


def _rep(change: Change, main: Part) -> str:
	told = _both(change.figure, main)
	if main.group == frappe.session.user:
		return _("Most of it is your own: {0}.").format(told)
	name = str(get_fullname(main.group))
	if not is_desk_user(main.group):
		return _("Most of it was with {0}, who does not work here any more: {1}.").format(name, told)
	if has_only_more(change, main):
		return _("Talk to {0}, who has another part of them than before: {1}.").format(name, told)
	if change.is_better is False:
		return _("Talk to {0}: {1}.").format(name, told)
	return _("Ask {0} what went well: {1}.").format(name, told)


def _source(change: Change, main: Part) -> str:
	told = _both(change.figure, main)
	found = _("Most of it comes from {0}: {1}.").format(main.group, told)
	others = [user for user in users_with_role(MARKETING) if user != frappe.session.user]
	names = _(" or ").join(str(get_fullname(user)) for user in others[:_MOST_NAMED])
	if names:
		return f"{found} {_('Talk to {0}, who looks after marketing.').format(names)}"
	return f"{found} {_('Talk to whoever looks after this source.')}"


def _both(figure: Figure, part: Part) -> str:
	return _("{0}, after {1}").format(written(figure, part.now), written(figure, part.before))
