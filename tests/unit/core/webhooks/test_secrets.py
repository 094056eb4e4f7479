"""Signatures that a receiver can check, and secrets that nobody sees."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.webhooks.masking import masked
from lead_intelligence.core.webhooks.signature import (
	KEY_HEADER,
	LONGEST_KEY,
	SIGNATURE_HEADER,
	TIMESTAMP_HEADER,
	fitting_key,
	headers,
)

NOW = 1_795_000_000
DOCS = Path(__file__).resolve().parents[4] / "docs" / "webhooks.md"


@pytest.fixture(scope="module")
def is_genuine():
	"""The receiver's part, as the documentation has it."""
	(code,) = re.findall(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
	known = {}
	exec(code, known)
	return known["is_genuine"]


def test_a_receiver_can_tell_what_comes_from_here(is_genuine):
	sent = headers(b'{"a":1}', "12:breach", "shared", NOW)
	assert is_genuine("shared", sent, b'{"a":1}', now=NOW + 10)
	assert not is_genuine("other", sent, b'{"a":1}', now=NOW)
	assert not is_genuine("shared", sent, b'{"a":2}', now=NOW)
	assert not is_genuine("shared", {**sent, KEY_HEADER: "13:breach"}, b'{"a":1}', now=NOW)
	assert not is_genuine("shared", {**sent, TIMESTAMP_HEADER: str(NOW + 1)}, b'{"a":1}', now=NOW)
	assert not is_genuine("shared", {}, b'{"a":1}', now=NOW)


def test_what_is_old_is_not_taken(is_genuine):
	assert not is_genuine("shared", headers(b"", "k", "shared", NOW), b"", now=NOW + 301)


def test_the_scheme_is_what_it_was():
	sent = headers(b'{"a":1}', "12:breach", "shared", NOW)
	assert sent[SIGNATURE_HEADER] == "v1=97bd9e004f7476d93812b5f3c5685488aa6910242a25f1a696d034e0e5f604a0"


def test_without_a_secret_nothing_is_signed():
	assert headers(b"", "k", None, NOW).keys() == {KEY_HEADER, TIMESTAMP_HEADER}


@given(st.text())
def test_any_key_fits_and_is_the_same_for_the_same(key):
	fit = fitting_key(key)
	assert 0 < len(fit) <= LONGEST_KEY
	assert re.fullmatch(r"[!-~]+", fit)
	assert fitting_key(key) == fit


def test_a_plain_key_stays():
	assert fitting_key("12:3f9a") == "12:3f9a"
	assert fitting_key("a\r\nX-Evil: 1") != "a\r\nX-Evil: 1"


URL = "https://hooks.slack.com/services/T000/B00000001/AbCdEfGhIjKl%20mn?token=0123456789"


@pytest.mark.parametrize(
	"said",
	[
		f"No such hook: {URL}",
		"No such hook: /services/T000/B00000001/AbCdEfGhIjKl%20mn?token=0123456789",
		"AbCdEfGhIjKl mn",
		"token 0123456789 is wrong",
		"your secret is hunter2hunter2",
	],
)
def test_what_a_receiver_sends_back_is_masked(said):
	text = masked(said, URL, "hunter2hunter2", None)
	for secret in ("B00000001", "AbCdEfGhIjKl", "0123456789", "hunter2"):
		assert secret not in text
	assert "•••" in text


def test_other_words_stay():
	assert masked("no_service at hooks.slack.com", URL, None) == "no_service at hooks.slack.com"


@given(st.text(min_size=1, max_size=8), st.text(max_size=200), st.text(max_size=200))
def test_no_secret_survives(secret, before, after):
	text = masked(before + secret + after, "https://host/x", secret)
	assert secret not in text.replace("•••", "\0\0\0") or secret in "•\0"
