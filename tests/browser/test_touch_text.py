"""What outsiders write in a touch is shown as they wrote it and does nothing."""

from __future__ import annotations

import pytest

from lead_intelligence.adapters.touches import record
from tests.bench.live_site import LiveSite
from tests.site.builders import a_lead
from tests.site.touch_builders import a_touch

EVIL = "<img src=x onerror='window.harmed=1'>&amp; <b>bold</b>"


@pytest.mark.parametrize("place", ["?lead={lead}", "view/report?lead={lead}", "{touch}"])
def test_html_in_a_touch_is_text(page_as, live_site: LiveSite, place: str) -> None:
	def make() -> tuple[str, str]:
		lead = a_lead(first_name="Touched").name
		(name,) = record([a_touch(lead, subject=EVIL, campaign=EVIL, source=EVIL, channel=EVIL)])
		return lead, str(name)

	lead, touch = live_site.run(make)
	desk = page_as("Sales Manager")
	desk.page.goto(f"/app/lead-touch/{place.format(lead=lead, touch=touch)}")
	desk.page.get_by_text("onerror").first.wait_for()
	assert desk.page.evaluate("window.harmed") is None
