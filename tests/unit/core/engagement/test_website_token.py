"""Tokens say what they allow and cannot be forged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.engagement.website_token import (
	TokenExpired,
	TokenRefused,
	WebsiteToken,
	read_token,
)

SECRET = "a secret"
TOKEN = WebsiteToken(
	id="ab12", kinds=("Contact Form", "Démo"), expires=1000, site="https://x.example", create=True
)
TEXT = TOKEN.signed(SECRET)


def test_a_token_comes_back_as_it_was():
	assert read_token(TEXT, SECRET, 999.9) == TOKEN
	assert set(TEXT) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")


def test_its_time_ends():
	with pytest.raises(TokenExpired):
		read_token(TEXT, SECRET, 1000)


def test_another_secret_signs_otherwise():
	with pytest.raises(TokenRefused):
		read_token(TEXT, "another", 0)


@given(st.integers(0, len(TEXT) - 1), st.sampled_from("Az0-_."))
def test_no_letter_can_be_changed(at, letter):
	changed = TEXT[:at] + letter + TEXT[at + 1 :]
	if changed != TEXT:
		with pytest.raises(TokenRefused):
			read_token(changed, SECRET, 0)


@given(st.text(alphabet=st.characters()))
def test_anything_else_is_refused(text):
	with pytest.raises(TokenRefused):
		read_token(text, SECRET, 0)
