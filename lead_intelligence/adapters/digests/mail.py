"""The mail of a digest: a letter as markup and as plain text."""

from __future__ import annotations

from dataclasses import dataclass

import frappe
from frappe.utils.jinja import get_email_from_template

from lead_intelligence.core.digest.letter import Letter
from lead_intelligence.core.digest.plain import as_text

_TEMPLATE = "lead_digest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
	subject: str
	html: str
	text: str


def mail_of(letter: Letter) -> Mail:
	html, text = get_email_from_template(_TEMPLATE, _arguments(letter))
	return Mail(subject=letter.subject, html=html, text=text)


def put_down(letter: Letter, *, recipient: str, subscription: str | None) -> bool:
	"""Whether it waits to be sent: not to somebody who wants no mails of the site. In the transaction of the caller."""
	queued = frappe.sendmail(
		recipients=[recipient],
		subject=letter.subject,
		template=_TEMPLATE,
		args=_arguments(letter),
		reference_doctype="Lead Digest Subscription" if subscription else None,
		reference_name=subscription,
		add_unsubscribe_link=0,
	)
	return bool(queued)


def _arguments(letter: Letter) -> dict[str, object]:
	return {"letter": letter, "text": as_text(letter)}
