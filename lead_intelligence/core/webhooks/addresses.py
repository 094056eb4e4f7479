"""Where a webhook may lead: an admin's typing slip or a receiver's trick must not reach into the network that we stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final
from urllib.parse import SplitResult, urljoin, urlsplit

from ..problems import Problem

_NAT64: Final = IPv6Network("64:ff9b::/96")
_LONGEST: Final = 2_000
_NOT_IN_AN_ADDRESS: Final = re.compile(r"[^!-~]|\\")
_HOST: Final = re.compile(r"[A-Za-z0-9._:%-]+", re.ASCII)

Address = IPv4Address | IPv6Address


def refusal_of(address: str, *, allow_private: bool) -> Problem | None:
	"""Why nothing is sent to an IP address, or None. What no program can listen at is refused always."""
	try:
		ip = _meant(ip_address(address))
	except ValueError:
		return Problem(message="'{address}' is not an IP address.", values={"address": address})
	if ip.is_multicast or ip.is_unspecified or (ip.is_reserved and not ip.is_loopback):
		message = "It leads to {address}, where nobody can be reached. Correct the address."
		return Problem(message=message, values={"address": address})
	is_outside = ip.is_global and not ip.is_link_local and not getattr(ip, "is_site_local", False)
	if is_outside or allow_private:
		return None
	message = (
		"It leads to {address}, which is an address of a private network or of this server. If that is meant, tick Allow "
		"Private Addresses."
	)
	return Problem(message=message, values={"address": address})


def _meant(ip: Address) -> Address:
	"""The IPv4 address that an IPv6 address stands for, if it does."""
	if isinstance(ip, IPv4Address):
		return ip
	if ip in _NAT64 or (int(ip) >> 32 == 0 and int(ip) > 1):
		return IPv4Address(int(ip) & 0xFFFFFFFF)
	teredo = ip.teredo
	return ip.ipv4_mapped or ip.sixtofour or (teredo[1] if teredo else None) or ip


def problems_of_url(url: str, *, allow_private: bool) -> tuple[Problem, ...]:
	"""What is wrong with the address of a webhook, as far as that can be told without asking for it."""
	return tuple(_problems(url, allow_private))


def _problems(url: str, allow_private: bool) -> Iterator[Problem]:
	parts = _split(url)
	if parts is None or not parts.hostname or not _HOST.fullmatch(parts.hostname):
		message = "This is not a web address. Copy the whole address that the receiver shows, such as https://hooks.example.com/abc. Write names with other letters than a to z in their form that begins with xn--."
		yield Problem(message=message)
		return
	if parts.scheme not in ("http", "https"):
		yield Problem(message="The address must begin with https://.")
	elif parts.scheme == "http" and not allow_private:
		message = "The address must begin with https://, or everybody on the way can read what is sent. http:// is possible within your own network only, with Allow Private Addresses."
		yield Problem(message=message)
	if parts.username is not None or parts.password is not None:
		message = "The address has a user name or password before its host. Take that out; the receiver can check the signature instead."
		yield Problem(message=message)
	literal = _literal(parts.hostname)
	if literal and (refusal := refusal_of(literal, allow_private=allow_private)):
		yield refusal


def _split(url: str) -> SplitResult | None:
	if len(url) > _LONGEST or _NOT_IN_AN_ADDRESS.search(url):
		return None
	try:
		parts = urlsplit(url)
		# A port that is none is found when it is asked for.
		return parts if parts.port != 0 else None
	except ValueError:
		return None


def _literal(host: str) -> str | None:
	try:
		return str(ip_address(host))
	except ValueError:
		return None


def host_of(url: str) -> str:
	"""For sentences: never with what comes after it, which is a secret with many receivers."""
	parts = _split(url)
	return (parts.hostname if parts else None) or "?"


def masked_url(url: str) -> str:
	"""As it may be shown to everybody."""
	parts = _split(url)
	if parts is None or not parts.hostname:
		return "…"
	host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
	port = f":{parts.port}" if parts.port else ""
	hidden = "/…" if parts.path not in ("", "/") or parts.query else ""
	return f"{parts.scheme}://{host}{port}{hidden}"


def redirected(url: str, location: str, *, allow_private: bool) -> str | Problem:
	"""The address to go on to, which is one of the same host, or why not."""
	values = {"host": host_of(url)}
	try:
		target = urljoin(url, location).partition("#")[0]
	except ValueError:
		target = ""
	before, after = _split(url), _split(target)
	if before is None or after is None or any(_problems(target, allow_private)):
		return Problem(message="{host} sends us on to an address that cannot be used.", values=values)
	same_port = _port(before) == _port(after) or (before.port is None and after.port is None)
	if before.hostname != after.hostname or not same_port:
		message = "{host} sends us on to {other}. Calls are not sent on to other hosts: enter the new address yourself if it is right."
		return Problem(message=message, values={**values, "other": masked_url(target).removesuffix("/…")})
	if before.scheme == "https" and after.scheme == "http":
		return Problem(message="{host} sends us on from https:// to http://.", values=values)
	return target


def _port(parts: SplitResult) -> int:
	return parts.port or (443 if parts.scheme == "https" else 80)
