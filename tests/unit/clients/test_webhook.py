"""Calls to a receiver that fails in all the usual ways."""

import ast
import shutil
import socket
import time
from pathlib import Path

import pytest

from lead_intelligence.clients import webhook
from lead_intelligence.clients.webhook import Call, post
from lead_intelligence.core.webhooks.retrying import Failure, Reply
from tests.webhook_receiver import (
	answers,
	closed_port,
	drips_headers,
	drips_its_body,
	drops_the_connection,
	hangs,
	listening,
	listening_by_tls,
	never_ends,
	sends_garbage,
)

APP = Path(__file__).resolve().parents[3] / "lead_intelligence"


@pytest.fixture
def receiver():
	with listening() as found:
		yield found


def call(url, **more):
	values = {"body": b'{"a":1}', "headers": {"Idempotency-Key": "k"}, "seconds": 30.0, "allow_private": True}
	return post(Call(url=url, **{**values, **more}))


def said(outcome):
	assert isinstance(outcome, Failure)
	return outcome.problem.text()


def test_a_call_arrives_as_it_is(receiver):
	assert call(receiver.url()) == Reply(status=200, excerpt="ok")
	(received,) = receiver.received
	assert received.body == b'{"a":1}'
	assert received.headers["Content-Type"] == "application/json"
	assert received.headers["Idempotency-Key"] == "k"
	assert received.headers["Host"] == f"127.0.0.1:{receiver.port}"


@pytest.mark.parametrize("status", [204, 400, 404, 410, 500, 503])
def test_a_status_is_reported(receiver, status):
	receiver.behaviours.append(answers(status, "" if status == 204 else "why"))
	assert call(receiver.url()).status == status


def test_retry_after_is_reported(receiver):
	receiver.behaviours.append(answers(429, Retry_After="5"))
	assert call(receiver.url()).retry_after == "5"


@pytest.mark.parametrize("behaviour", [hangs, drips_headers])
def test_who_does_not_answer_in_time_is_left(receiver, behaviour):
	receiver.behaviours.append(behaviour)
	begun = time.monotonic()
	assert said(call(receiver.url(), seconds=0.6)) == "127.0.0.1 has not answered within 0.6 seconds."
	assert time.monotonic() - begun < 4


@pytest.mark.parametrize("behaviour", [never_ends, drips_its_body])
def test_of_a_body_without_end_the_beginning_is_read(receiver, behaviour):
	receiver.behaviours.append(behaviour)
	begun = time.monotonic()
	reply = call(receiver.url(), seconds=3.0)
	assert time.monotonic() - begun < 20
	assert reply.status == 200
	assert 0 < len(reply.excerpt) <= 4_096 or behaviour is drips_its_body


@pytest.mark.parametrize(
	("behaviour", "says"),
	[
		(drops_the_connection, "127.0.0.1 cannot be reached: it takes no connection, or drops it."),
		(sends_garbage, "127.0.0.1 answers, but not as a web server does."),
	],
)
def test_broken_answers(receiver, behaviour, says):
	receiver.behaviours.append(behaviour)
	outcome = call(receiver.url())
	assert said(outcome) == says
	assert not outcome.final


def test_nobody_listens():
	assert "takes no connection" in said(call(f"http://127.0.0.1:{closed_port()}/"))


def test_a_name_that_does_not_exist():
	outcome = call("https://nowhere.invalid/x")
	assert "There is no host nowhere.invalid" in said(outcome)
	assert not outcome.final


def test_who_speaks_no_tls(receiver):
	outcome = call(receiver.url().replace("http://", "https://"))
	assert isinstance(outcome, Failure)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_on_the_same_host_the_call_is_sent_on_whole(receiver, status):
	receiver.behaviours.append(answers(status, Location="/new"))
	assert call(receiver.url()).status == 200
	assert [(one.path, one.body) for one in receiver.received][1:] == [("/new", b'{"a":1}')]


def test_another_host_gets_nothing(receiver):
	with listening() as other:
		receiver.behaviours.append(answers(301, Location=other.url("/steal")))
		outcome = call(receiver.url())
		assert outcome.final
		assert "Calls are not sent on to other hosts" in said(outcome)
		assert other.received == []


def test_in_circles_it_is_not_followed(receiver):
	receiver.behaviours += [answers(302, Location="/again")] * 10
	outcome = call(receiver.url())
	assert outcome.final
	assert len(receiver.received) == 4


def test_see_other_is_not_followed(receiver):
	receiver.behaviours.append(answers(303, Location="/new"))
	assert call(receiver.url()).status == 303
	assert len(receiver.received) == 1


def test_this_machine_is_refused_unless_allowed(receiver):
	outcome = call(f"https://127.0.0.1:{receiver.port}/", allow_private=False)
	assert outcome.final
	assert "Allow Private Addresses" in said(outcome)


def resolves_to(monkeypatch, *addresses):
	"""Each time the host is looked up, the next of them."""
	asked = []

	def look_up(host, port, *args, **kwargs):
		asked.append(host)
		found = addresses[min(len(asked), len(addresses)) - 1]
		return [
			(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))
			for address in (found if isinstance(found, tuple) else (found,))
		]

	monkeypatch.setattr(webhook.socket, "getaddrinfo", look_up)
	return asked


@pytest.mark.parametrize("found", ["10.0.0.1", "169.254.169.254", ("93.184.216.34", "127.0.0.1")])
def test_a_name_that_leads_into_the_network_is_refused(monkeypatch, receiver, found):
	resolves_to(monkeypatch, found)
	outcome = call(f"https://hooks.example.com:{receiver.port}/", allow_private=False)
	assert outcome.final
	assert "Allow Private Addresses" in said(outcome)
	assert receiver.received == []


def test_what_was_checked_is_what_is_connected_to(monkeypatch, receiver):
	"""The second answer would lead elsewhere: it is never asked for."""
	asked = resolves_to(monkeypatch, "127.0.0.1", "10.0.0.1")
	assert call(f"http://hooks.example.com:{receiver.port}/x").status == 200
	assert asked == ["hooks.example.com"]
	assert receiver.received[0].headers["Host"] == f"hooks.example.com:{receiver.port}"


@pytest.fixture
def by_tls(tmp_path, monkeypatch):
	if not shutil.which("openssl"):
		pytest.skip("openssl makes the certificate, and is not there")
	with listening_by_tls(tmp_path, "hooks.example.com") as (found, certificate):
		monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
		yield found


def test_the_certificate_is_that_of_the_name_and_not_of_the_checked_address(by_tls, monkeypatch):
	resolves_to(monkeypatch, "127.0.0.1")
	assert call(f"https://hooks.example.com:{by_tls.port}/x").status == 200
	outcome = call(f"https://other.example.com:{by_tls.port}/x")
	assert said(outcome) == "other.example.com does not show a certificate that can be trusted."
	assert len(by_tls.received) == 1


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(by_tls, monkeypatch):
	monkeypatch.delenv("REQUESTS_CA_BUNDLE")
	resolves_to(monkeypatch, "127.0.0.1")
	assert "certificate" in said(call(f"https://hooks.example.com:{by_tls.port}/x"))
	assert by_tls.received == []


def test_an_address_that_is_not_one_is_final():
	assert call("https://me:word@host/").final


def test_a_proxy_of_the_server_is_not_used(monkeypatch, receiver):
	"""It would look up the host by itself, past all checks."""
	monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{closed_port()}")
	monkeypatch.setenv("NO_PROXY", "")
	assert call(receiver.url()).status == 200


def test_nothing_else_uses_requests():
	for path in sorted(APP.rglob("*.py")):
		for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
			names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
			names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
			if any(name.split(".")[0] in ("requests", "urllib3") for name in names):
				assert path.parent.name == "clients", path
