"""Tokens with which a website may record touches: what they allow is readable by anyone and signed by us."""

from __future__ import annotations

import binascii
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

_LONGEST: Final = 4_000


class TokenRefused(ValueError):
	"""The token is not one of ours, or no longer."""


class TokenExpired(TokenRefused):
	"""The token was one of ours and its time is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebsiteToken:
	"""`id`: for the count of its touches. `kinds`: those that it may record. `expires`: seconds since 1970. `site`: the
	only origin from which browsers may send it; None for any. `create`: whether it may make leads."""

	id: str
	kinds: tuple[str, ...]
	expires: int
	site: str | None = None
	create: bool = False
	source: str | None = None

	def signed(self, secret: str) -> str:
		claims = {
			"id": self.id,
			"kinds": list(self.kinds),
			"expires": self.expires,
			"site": self.site,
			"create": self.create,
			"source": self.source,
		}
		text = json.dumps(claims, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
		payload = urlsafe_b64encode(text.encode()).decode().rstrip("=")
		return f"{payload}.{_signature(payload, secret)}"


def read_token(text: str, secret: str, now: float) -> WebsiteToken:
	"""`now`: seconds since 1970. Raises TokenExpired or TokenRefused."""
	payload, _dot, signature = text[:_LONGEST].partition(".")
	# In the same time whatever is wrong, so that a signature cannot be guessed bit by bit.
	if not hmac.compare_digest(signature.encode(errors="replace"), _signature(payload, secret).encode()):
		raise TokenRefused("not signed by this site")
	try:
		claims = json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
		token = WebsiteToken(
			id=str(claims["id"]),
			kinds=_texts(claims["kinds"]),
			expires=int(claims["expires"]),
			site=claims["site"],
			create=claims["create"] is True,
			source=claims["source"],
		)
	except (ValueError, KeyError, TypeError, binascii.Error) as reason:
		raise TokenRefused("not a token") from reason
	if token.expires <= now:
		raise TokenExpired("expired")
	return token


def _texts(values: Sequence[object]) -> tuple[str, ...]:
	return tuple(str(value) for value in values)


def _signature(payload: str, secret: str) -> str:
	digest = hmac.new(
		secret.encode(), f"lead touch token:{payload}".encode(errors="replace"), sha256
	).digest()
	return urlsafe_b64encode(digest).decode().rstrip("=")
