"""Who wants a digest, of which company and when."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from lead_intelligence.adapters.desk_users import is_desk_user
from lead_intelligence.core.digest.week import WEEKDAYS, Schedule, due_week, last_full_week
from lead_intelligence.core.reporting.period import Period

DOCTYPE = "Lead Digest Subscription"
READERS = frozenset({"Sales Manager", "System Manager", "Lead Marketing"})
"""Roles whose users may have a digest."""
_MANAGES_ALL = "System Manager"


def may_read(user: str) -> bool:
	"""An active user of the desk who has one of the roles now."""
	return is_desk_user(user) and not READERS.isdisjoint(frappe.get_roles(user))


def check(doc: Document) -> None:
	"""Throws a sentence on what is no subscription. It belongs to its reader, who made it or not."""
	if doc.user != frappe.session.user and _MANAGES_ALL not in frappe.get_roles():
		frappe.throw(_("A digest can be ordered for yourself only."), frappe.PermissionError)
	if not doc.disabled and not may_read(doc.user):
		frappe.throw(
			_(
				"{0} cannot get a digest: only active users of the desk with the role Sales Manager, Lead Marketing or System Manager can."
			).format(frappe.bold(frappe.utils.escape_html(doc.user)))
		)
	if not 0 <= (doc.hour or 0) <= 23:
		frappe.throw(_("From the Hour: it must be from 0 to 23. Enter another number."))
	other = {"user": doc.user, "company": doc.company, "name": ("!=", doc.name or "")}
	if frappe.db.exists(DOCTYPE, other):
		frappe.throw(
			_("{0} has a digest of {1} already. Change that one.").format(
				frappe.utils.escape_html(doc.user), frappe.utils.escape_html(doc.company)
			),
			frappe.DuplicateEntryError,
		)
	if doc.is_new():
		doc.owner = doc.user


def company_of(company: str | None) -> str:
	"""The one that is asked for, else that of the user. Throws a sentence where there is none."""
	name = company or frappe.defaults.get_user_default("Company")
	name = name or frappe.defaults.get_global_default("company")
	if not name:
		frappe.throw(_("Company: choose the company whose digest you want."))
	if not frappe.db.exists("Company", name):
		frappe.throw(_("There is no such company. Choose another one."), frappe.DoesNotExistError)
	return str(name)


def of_user(user: str, company: str) -> str | None:
	return frappe.db.get_value(DOCTYPE, {"user": user, "company": company})


def subscribed(user: str, company: str, weekday: str | None, hour: int | None) -> Document:
	"""The user's subscription, made or taken up again; what is not given stays."""
	name = of_user(user, company)
	doc = frappe.get_doc(DOCTYPE, name) if name else frappe.new_doc(DOCTYPE)
	if not name:
		doc.update({"user": user, "company": company})
	doc.disabled = 0
	if weekday is not None:
		doc.weekday = weekday
	if hour is not None:
		doc.hour = hour
	try:
		return doc.save() if name else doc.insert()
	except frappe.UniqueValidationError:
		frappe.clear_last_message()
		frappe.throw(_("This digest is being ordered already. Look again in a moment."))
		raise


def unsubscribed(user: str, company: str) -> bool:
	"""Whether there was one that was not stopped yet."""
	name = of_user(user, company)
	if not name or frappe.db.get_value(DOCTYPE, name, "disabled"):
		return False
	doc = frappe.get_doc(DOCTYPE, name)
	doc.disabled = 1
	doc.save()
	return True


def stop(name: str) -> bool:
	"""The same by a link that is signed. Whether there is such a subscription."""
	if not frappe.db.exists(DOCTYPE, name):
		return False
	frappe.db.set_value(DOCTYPE, name, "disabled", 1)
	return True


def state_of(user: str, company: str) -> dict[str, Any]:
	fields = ["name", "disabled", "weekday", "hour", "last_sent_at", "last_result"]
	found = frappe.db.get_value(DOCTYPE, {"user": user, "company": company}, fields, as_dict=True)
	return {
		"company": company,
		"subscribed": bool(found and not found.disabled),
		"weekday": found.weekday if found else WEEKDAYS[0],
		"hour": found.hour if found else 7,
		"last_sent_at": str(found.last_sent_at) if found and found.last_sent_at else None,
		"last_result": found.last_result if found else None,
	}


def first_weekday() -> int:
	"""That of the site's weeks; Monday is 0."""
	return WEEKDAYS.index(frappe.get_system_settings("first_day_of_the_week") or "Sunday")


def last_week(today: date | None = None) -> Period:
	return last_full_week(today or getdate(), first_weekday())


def due_subscriptions(now: datetime) -> list[str]:
	"""Those of today whose hour has come and that are not told of the week yet, of readers who still may have one."""
	table = frappe.qb.DocType(DOCTYPE)
	query = frappe.qb.from_(table).select(
		table.name, table.user, table.last_period_sent, table.weekday, table.hour
	)
	query = query.where((table.disabled == 0) & (table.weekday == WEEKDAYS[now.weekday()]))
	rows = query.orderby(table.name).run(as_dict=True)
	return [row.name for row in rows if week_due(row, now) and may_read(row.user)]


def week_due(row: Any, now: datetime) -> Period | None:
	schedule = Schedule(weekday=WEEKDAYS.index(row.weekday), hour=row.hour or 0)
	sent = getdate(row.last_period_sent) if row.last_period_sent else None
	return due_week(now, schedule, first_weekday(), sent)
