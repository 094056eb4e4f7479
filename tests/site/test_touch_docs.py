"""The examples in docs/touches.md do what the page says."""

import json
import re
import subprocess
import sys

import frappe
import pytest

from tests.bench.location import CHECKOUT
from tests.site.touch_builders import rows_of
from tests.site.touch_senders import a_program

PAGE = (CHECKOUT / "docs" / "touches.md").read_text(encoding="utf-8")
ADDRESS = "grace@navy.example"


def examples(language: str) -> list[str]:
	return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def filled_in(live_site):
	"""An example with what a reader puts in its place."""
	program, admin = a_program(live_site), a_program(live_site, "admin", roles=("System Manager",))

	def fill(text: str) -> str:
		for placeholder, value in (
			("https://erp.example.com", live_site.url),
			("ADMIN_KEY:ADMIN_SECRET", admin.key),
			("API_KEY:API_SECRET", program.key),
		):
			text = text.replace(placeholder, value)
		return text

	return fill


@pytest.fixture(autouse=True, scope="module")
def nobody_knows_grace(live_site):
	def forget() -> None:
		for name in frappe.get_all("Lead", filters={"email_id": ADDRESS}, pluck="name"):
			frappe.delete_doc("Lead", name, force=True)
		# The examples have fixed keys; what an earlier run left has no lead any more.
		frappe.db.delete("Lead Touch", {"lead": ("is", "not set")})

	live_site.wait_for_jobs()
	live_site.run(forget)


def shell(text: str) -> dict:
	done = subprocess.run(["bash", "-c", text], capture_output=True, text=True, check=True, timeout=60)
	return json.loads(done.stdout)["message"]


def test_the_page_has_examples():
	assert [len(examples(language)) for language in ("bash", "python", "html")] == [2, 1, 1]


def test_curl_and_then_python(live_site, filled_in):
	assert shell(filled_in(examples("bash")[0]))["status"] == "recorded"
	assert shell(filled_in(examples("bash")[0]))["status"] == "duplicate"
	code = filled_in(examples("python")[0])
	done = subprocess.run(
		[sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
	)
	assert done.stdout.startswith(
		"3 recorded, 0 duplicate, 1 refused\nTelepathy unknown_kind There is no kind"
	)
	lead = live_site.run(lambda: frappe.db.get_value("Lead", {"email_id": ADDRESS}))
	assert len(live_site.run(rows_of, lead)) == 4


def test_a_token_is_issued(live_site, filled_in):
	assert shell(filled_in(examples("bash")[1]))["kinds"] == ["Contact Form", "Newsletter"]


def test_the_form_sends_what_is_known():
	(form,) = examples("html")
	assert set(re.findall(r'(?:name=|set\()"(\w+)"', form)) == {
		*("name", "email", "subject", "token", "kind", "create", "source", "medium", "campaign"),
	}
