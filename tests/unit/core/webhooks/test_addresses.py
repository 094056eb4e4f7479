"""Where a webhook may lead, and what of its address may be shown."""

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.problems import Problem
from lead_intelligence.core.webhooks.addresses import (
	host_of,
	masked_url,
	problems_of_url,
	redirected,
	refusal_of,
)

PRIVATE = (
	*("127.0.0.1", "127.255.0.9", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
	*("::1", "fe80::1", "fd00::1", "fec0::1", "fe80::1%eth0"),
	*(
		"::ffff:127.0.0.1",
		"::ffff:10.0.0.1",
		"64:ff9b::7f00:1",
		"64:ff9b::a9fe:a9fe",
		"2002:7f00:1::",
		"::7f00:1",
	),
	"2001:0:4136:e378:8000:63bf:f5ff:fffe",
)
NOWHERE = ("0.0.0.0", "::", "224.0.0.1", "ff02::1", "255.255.255.255", "240.0.0.1", "::ffff:0.0.0.0", "x")
PUBLIC = ("93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::808:808")


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_private_is_refused_unless_allowed(address):
	refusal = refusal_of(address, allow_private=False)
	assert refusal
	assert address in refusal.text()
	assert refusal_of(address, allow_private=True) is None


@pytest.mark.parametrize("address", NOWHERE)
def test_where_nobody_can_listen_is_refused_always(address):
	assert refusal_of(address, allow_private=False)
	assert refusal_of(address, allow_private=True)


@pytest.mark.parametrize("address", PUBLIC)
def test_the_rest_of_the_world_is_allowed(address):
	assert refusal_of(address, allow_private=False) is None


@given(st.ip_addresses(v=4))
def test_an_address_is_judged_alike_however_it_is_wrapped(ip: IPv4Address):
	wrapped = (
		IPv6Address(f"::ffff:{ip}"),
		IPv6Address((0x64FF9B << 96) | int(ip)),
		IPv6Address((0x2002 << 112) | (int(ip) << 80)),
	)
	judged = refusal_of(str(ip), allow_private=False)
	for one in wrapped:
		assert bool(refusal_of(str(one), allow_private=False)) == bool(judged)


@given(st.ip_addresses())
def test_what_is_not_of_the_whole_world_is_never_allowed(ip):
	if not ip.is_global:
		assert refusal_of(str(ip), allow_private=False)


@pytest.mark.parametrize(
	("url", "says"),
	[
		("http://hooks.example.com/x", "must begin with https://"),
		("ftp://hooks.example.com/x", "must begin with https://"),
		("file:///etc/passwd", "not a web address"),
		("javascript:alert(1)", "not a web address"),
		("hooks.example.com/x", "not a web address"),
		("https://", "not a web address"),
		("https://ho st/x", "not a web address"),
		("https://host/a\nb", "not a web address"),
		("https://host\\@evil/", "not a web address"),
		("https://bücher.example/x", "xn--"),
		("https://host:99999/x", "not a web address"),
		("https://[::1/x", "not a web address"),
		("https://host/" + "a" * 3000, "not a web address"),
		("https://me:word@hooks.example.com/x", "user name or password"),
		("https://10.0.0.1/x", "Allow Private Addresses"),
		("https://[::1]/x", "Allow Private Addresses"),
	],
)
def test_an_address_that_cannot_be_used_is_refused_by_a_sentence(url, says):
	assert any(says in problem.text() for problem in problems_of_url(url, allow_private=False))


@pytest.mark.parametrize("url", ["https://hooks.slack.com/services/T/B/x", "https://8.8.8.8:8443/?a=b"])
def test_a_good_address_has_no_problem(url):
	assert problems_of_url(url, allow_private=False) == ()


def test_one_s_own_network_may_do_without_encryption():
	assert problems_of_url("http://192.168.1.5:8065/hooks/x", allow_private=True) == ()


@pytest.mark.parametrize(
	("url", "shown"),
	[
		("https://hooks.slack.com/services/T0/B0/secret", "https://hooks.slack.com/…"),
		("https://host:8443/?token=secret", "https://host:8443/…"),
		("https://[2606::1]/secret", "https://[2606::1]/…"),
		("https://me:word@host/", "https://host"),
		("https://host", "https://host"),
		("secret", "…"),
	],
)
def test_of_an_address_only_the_host_is_shown(url, shown):
	assert masked_url(url) == shown


@given(st.text())
def test_any_text_has_a_host_and_a_mask(text):
	assert host_of(text)
	assert masked_url(text)
	problems_of_url(text, allow_private=False)


HOOK = "https://hooks.example.com/a/b"


@pytest.mark.parametrize(
	("location", "target"),
	[
		("/c", "https://hooks.example.com/c"),
		("c?x=1#y", "https://hooks.example.com/a/c?x=1"),
		("https://HOOKS.example.com/c", "https://HOOKS.example.com/c"),
	],
)
def test_on_the_same_host_it_goes_on(location, target):
	assert redirected(HOOK, location, allow_private=False) == target


@pytest.mark.parametrize(
	("location", "says"),
	[
		("https://evil.example/c", "sends us on to https://evil.example."),
		("//evil.example/c", "sends us on to https://evil.example."),
		("https://hooks.example.com:8443/c", "Calls are not sent on to other hosts"),
		("https://sub.hooks.example.com/c", "Calls are not sent on to other hosts"),
		("http://hooks.example.com/c", "cannot be used"),
		("https://me@hooks.example.com/c", "cannot be used"),
		("file:///etc/passwd", "cannot be used"),
		("https://[", "cannot be used"),
	],
)
def test_nowhere_else(location, says):
	refusal = redirected(HOOK, location, allow_private=False)
	assert isinstance(refusal, Problem)
	assert says in refusal.text()


def test_not_from_encrypted_to_plain_even_at_home():
	refusal = redirected("https://127.0.0.1/a", "http://127.0.0.1/a", allow_private=True)
	assert isinstance(refusal, Problem)
	assert (
		redirected("http://127.0.0.1/a", "https://127.0.0.1/a", allow_private=True) == "https://127.0.0.1/a"
	)
