"""The link by which whoever has a digest stops it, without signing in."""

from __future__ import annotations

import hmac
from hashlib import sha256
from urllib.parse import urlencode

from frappe.utils import get_url
from frappe.utils.password import get_encryption_key

_STOP = "/api/method/lead_intelligence.api.digest.stop"


def stop_link(subscription: str) -> str:
	"""The page that it leads to asks once, so that a program which follows the links of mails stops nothing."""
	return get_url(f"{_STOP}?{urlencode({'digest': subscription, 'key': key_of(subscription)})}")


def key_of(subscription: str) -> str:
	"""Known to nobody but this site and whoever got the mail."""
	secret, what = get_encryption_key().encode(), f"lead-digest\0{subscription}".encode()
	return hmac.new(secret, what, sha256).hexdigest()[:32]


def is_key_of(subscription: str, key: str) -> bool:
	return hmac.compare_digest(key_of(subscription).encode(), key.encode())
