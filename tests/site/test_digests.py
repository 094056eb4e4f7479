"""What a digest says of a week: as whoever reads it may see it, and in their language."""

from __future__ import annotations

import frappe
import pytest

from lead_intelligence.adapters.digests.letters import letter_of
from lead_intelligence.adapters.digests.mail import mail_of
from lead_intelligence.adapters.digests.reader import reading_as
from lead_intelligence.core.digest.letter import Letter
from lead_intelligence.core.digest.plain import as_text
from tests.bench.people import MANAGER, REP, SECOND_REP
from tests.site.digest_builders import WEEK, a_busy_company
from tests.site.report_builders import a_company

given_once = a_busy_company


@pytest.fixture
def company(given) -> str:
	return given


def letter(company: str, user: str = MANAGER.user, stop: str | None = None) -> Letter:
	with reading_as(user):
		return letter_of(company, WEEK, stop)


def test_it_says_what_changed_most_from_what_to_what_and_whom_to_talk_to(company):
	leads, treatment = letter(company).news
	assert (leads.verdict, leads.what) == ("Worse", "New Leads fell to 8, from 30.")
	assert leads.whom.startswith("Most of it comes from Webinar: 8, after 30.")
	assert treatment.what == "Treatment Rate fell to 50 % (10 of 20), from 90 % (18 of 20)."
	assert treatment.whom == "Talk to Théo Lefèvre: 10 % (1 of 10), after 90 % (9 of 10)."


def test_who_is_gone_is_nobody_to_talk_to(company):
	frappe.db.set_value("User", SECOND_REP.user, "enabled", 0)
	assert (
		letter(company)
		.news[1]
		.whom.startswith("Most of it was with Théo Lefèvre, who does not work here any more: 10 % (1 of 10)")
	)


def test_who_reads_of_themselves_is_told_so(company):
	frappe.get_doc("User", SECOND_REP.user).add_roles("Sales Manager")
	assert letter(company, SECOND_REP.user).news[1].whom.startswith("Most of it is your own: 10 % (1 of 10)")


def test_its_link_shows_the_report_of_the_same_week_by_the_same_reps(company):
	link = letter(company).news[1].link
	assert "/app/query-report/Marketing%20and%20Sales%20Agreement?from_date=2020-03-09" in link
	assert "group_by=Handed%20Over%20To" in link


def test_all_figures_of_both_weeks_are_in_it(company):
	rows = {row.label: (row.now, row.before) for row in letter(company).rows}
	assert rows["New Leads"] == ("8", "30")
	assert rows["New MQLs"] == ("20", "20")
	assert rows["Treatment Rate"] == ("50 % (10 of 20)", "90 % (18 of 20)")


def test_who_sees_only_some_leads_reads_of_these_only(company):
	read = as_text(letter(company, REP.user))
	assert "Théo" not in read
	assert "90 % (9 of 10)" in read


def test_of_a_week_without_leads_it_says_so_in_two_sentences(rolled_back):
	empty = letter(a_company())
	assert (empty.news, empty.rows) == ([], [])
	(said,) = empty.opening
	assert said.count(".") == 2
	assert empty.subject.endswith(": nothing happened with leads (week of March 9, 2020)")


def test_of_a_week_like_the_one_before_nothing_is_shouted(rolled_back):
	calm = letter(a_busy_company(leads=10, leads_before=9))
	assert "New Leads" not in " ".join(one.what for one in calm.news)


def test_it_is_read_in_the_language_of_the_reader(company):
	frappe.db.set_value("User", MANAGER.user, "language", "fr")
	french = letter(company)
	assert french.news[0].what == "Nouveaux prospects : en baisse à 8, contre 30."
	assert "Parlez à Théo Lefèvre" in french.news[1].whom
	assert "du 9 mars 2020 au 15 mars 2020" in french.heading
	assert frappe.local.lang == "en"


def test_its_plain_text_fits_in_72_columns_but_for_addresses(company):
	for line in as_text(letter(company, stop="https://example.org/stop")).splitlines():
		assert len(line) <= 72 or line.lstrip().startswith("http"), line


def test_alarms_of_the_dashboard_are_in_it_with_whom_and_where(company):
	frappe.db.set_single_value("Lead Intelligence Settings", "treatment_alarm", 80)
	alarms = letter(company).alarms
	(treatment,) = [one for one in alarms if "of 20 leads" in one.text]
	assert "Most of the others were handed over to Théo Lefèvre: 9 of 10." in treatment.text
	assert "/app/query-report/Marketing%20and%20Sales%20Agreement?from_date=2020-03-09" in treatment.link


def test_a_list_is_opened_with_just_what_an_alarm_is_of(company):
	lead = frappe.db.get_value("Lead", {"company": company})
	late = {"li_due_at": "2020-03-10 10:00:00", "li_clocks": "First Response 2020-03-10 10:00:00"}
	frappe.db.set_value("Lead", lead, late, update_modified=False)
	links = [one.link for one in letter(company).alarms if "/app/lead/view/list?" in (one.link or "")]
	assert any("li_due_at=%5B%22%3C%22%2C%20%22" in link for link in links)


def test_what_others_wrote_is_no_markup(rolled_back):
	company = a_busy_company(source="<b onclick=x>Fair & Co</b>")
	mail = mail_of(letter(company))
	assert "<b onclick" not in mail.html
	assert "&lt;b onclick=x&gt;Fair &amp; Co" in mail.html
	assert "<b onclick=x>Fair & Co</b>: 8, after 30" in " ".join(mail.text.split())


def test_a_percent_sign_stays_with_its_number_in_markup_too(company):
	html = mail_of(letter(company)).html
	assert "fell to 50&nbsp;% (10 of 20)" in html


def test_the_plain_text_has_nothing_left_of_markup(company):
	text = mail_of(letter(company, stop="https://example.org/stop?a=1&key=2")).text
	assert "&amp;" not in text
	assert "https://example.org/stop?a=1&key=2" in text
