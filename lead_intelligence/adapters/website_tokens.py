"""Website tokens of this site: issued with, and checked by, the secret in the settings."""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence

import frappe
from frappe.utils.password import get_decrypted_password, set_encrypted_password

from lead_intelligence.core.engagement.website_token import TokenRefused, WebsiteToken, read_token

_SETTINGS = "Lead Intelligence Settings"
_FIELD = "touch_token_secret"


def issue_token(
	kinds: Sequence[str], days: int, *, site: str | None, create: bool, source: str | None
) -> tuple[str, WebsiteToken]:
	secret = _secret() or _new_secret()
	token = WebsiteToken(
		id=secrets.token_hex(8),
		kinds=tuple(kinds),
		expires=int(time.time()) + days * 86_400,
		site=site,
		create=create,
		source=source,
	)
	return token.signed(secret), token


def token_of(text: str) -> WebsiteToken:
	"""Raises TokenRefused."""
	secret = _secret()
	if not secret:
		raise TokenRefused("no token was issued yet")
	return read_token(text, secret, time.time())


def _secret() -> str | None:
	return get_decrypted_password(_SETTINGS, _SETTINGS, _FIELD, raise_exception=False)


def _new_secret() -> str:
	secret = secrets.token_urlsafe(32)
	set_encrypted_password(_SETTINGS, _SETTINGS, secret, _FIELD)
	frappe.db.set_single_value(_SETTINGS, _FIELD, "*" * len(secret))
	return secret
