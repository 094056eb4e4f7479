"""How a receiver knows that a call comes from this site, is new, and was not altered on the way.

`X-Lead-Intelligence-Signature` is "v1=" and, in hexadecimal digits, the HMAC-SHA256 by the shared secret of
"v1:TIMESTAMP:KEY:BODY", where TIMESTAMP is what stands in `X-Lead-Intelligence-Timestamp` (seconds since 1970), KEY what stands
in `Idempotency-Key`, and BODY are the bytes of the body.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Final

TIMESTAMP_HEADER: Final = "X-Lead-Intelligence-Timestamp"
SIGNATURE_HEADER: Final = "X-Lead-Intelligence-Signature"
KEY_HEADER: Final = "Idempotency-Key"
LONGEST_KEY: Final = 140
_FIT_FOR_A_HEADER: Final = re.compile(r"[!-~]+", re.ASCII)


def headers(body: bytes, key: str, secret: str | None, timestamp: int) -> Mapping[str, str]:
	"""Without a secret nothing is signed; the key is there always."""
	found = {KEY_HEADER: key, TIMESTAMP_HEADER: str(timestamp)}
	return {**found, SIGNATURE_HEADER: signature(body, key, secret, timestamp)} if secret else found


def signature(body: bytes, key: str, secret: str, timestamp: int) -> str:
	signed = f"v1:{timestamp}:{key}:".encode() + body
	return "v1=" + hmac.new(secret.encode(), signed, sha256).hexdigest()


def fitting_key(key: str) -> str:
	"""As it is where a header and a column can hold it; else a digest, which is the same for the same key."""
	if len(key) <= LONGEST_KEY and _FIT_FOR_A_HEADER.fullmatch(key):
		return key
	return sha256(key.encode(errors="surrogatepass")).hexdigest()
