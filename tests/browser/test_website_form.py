"""The form of docs/touches.md, on a website of its own, as a visitor fills it in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import frappe
import pytest

from lead_intelligence.adapters.website_tokens import issue_token
from tests.bench.live_site import LiveSite
from tests.bench.location import CHECKOUT

if TYPE_CHECKING:
	from playwright.sync_api import Browser


@pytest.fixture
def website(live_site: LiveSite) -> Iterator[str]:
	page = (CHECKOUT / "docs" / "touches.md").read_text(encoding="utf-8")
	(form,) = re.findall(r"```html\n(.*?)```", page, re.DOTALL)

	class Website(BaseHTTPRequestHandler):
		def do_GET(self) -> None:
			self.send_response(200)
			self.send_header("Content-Type", "text/html; charset=utf-8")
			self.end_headers()
			self.wfile.write(f"<!doctype html><title>Contact</title>{form}".encode())

	with ThreadingHTTPServer(("127.0.0.1", 0), Website) as server:
		address = f"http://127.0.0.1:{server.server_port}"

		def issue() -> str:
			return issue_token(["Contact Form"], 1, site=address, create=True, source="website")[0]

		form = form.replace("https://erp.example.com", live_site.url)
		form = form.replace("WEBSITE_TOKEN", live_site.run(issue))
		Thread(target=server.serve_forever, daemon=True).start()
		yield address
		server.shutdown()


def test_a_visitor_fills_in_the_form(browser: Browser, live_site: LiveSite, website: str) -> None:
	email = f"{frappe.generate_hash(length=8).lower()}@visitor.example"
	context = browser.new_context()
	page = context.new_page()
	page.goto(f"{website}/contact?utm_source=linkedin&utm_medium=social&utm_campaign=Spring")
	page.fill("[name=name]", "Eva Visitor")
	page.fill("[name=email]", email)
	page.fill("[name=subject]", "Une pompe & <b>plus</b>")
	page.click("button")
	page.get_by_text("Thank you. We will be in touch.").wait_for()
	context.close()

	def recorded() -> tuple:
		lead = frappe.get_doc("Lead", {"email_id": email})
		fields = ["kind", "source", "campaign", "origin", "subject"]
		return lead.lead_name, frappe.db.get_value("Lead Touch", {"lead": lead.name}, fields)

	assert live_site.run(recorded) == (
		"Eva Visitor",
		("Contact Form", "linkedin", "Spring", "Social Networks", "Une pompe & <\u2060b>plus<\u2060/b>"),
	)
