"""Nothing that is logged or shown holds a secret, even if a receiver sends it back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import quote, unquote, urlsplit

MASK: Final = "•••"
# Shorter parts of an address are words of its own, such as "services".
_SHORTEST: Final = 8
_SPLIT_BY: Final = str.maketrans(dict.fromkeys("?&=;", "/"))


def masked(text: str, url: str, *secrets: str | None) -> str:
	"""`text` without the secrets, and without what in the address of a webhook is one."""
	hidden = {part for part in (*_secret_parts(url), *(secret for secret in secrets if secret)) if part}
	# The longest first: what is left of it would be a part of it.
	for part in sorted(hidden, key=len, reverse=True):
		text = text.replace(part, MASK)
	return text


def _secret_parts(url: str) -> Iterable[str]:
	try:
		parts = urlsplit(url)
	except ValueError:
		return [url]
	rest = parts.path + (f"?{parts.query}" if parts.query else "")
	pieces = [rest, *rest.translate(_SPLIT_BY).split("/")]
	found = [piece for piece in pieces if len(piece) >= _SHORTEST]
	return [url, *(form for piece in found for form in (piece, unquote(piece), quote(piece, safe="")))]
