"""Leads without a territory get that of their place, before they are judged."""

from html import unescape

import frappe
import pytest

from lead_intelligence.adapters.lead_territories import fill_in, without_territory
from lead_intelligence.adapters.territory_mapping import mapping, territory_for
from lead_intelligence.api import territory as api
from tests.bench.erpnext_alone import counted_queries
from tests.bench.people import MANAGER, REP
from tests.site.builders import a_lead, a_live_model, rule, stored
from tests.site.routing_builders import a_live_routing_policy, a_pool, routing_rule
from tests.site.territory_builders import a_mapping, a_territory


def given_once() -> None:
	for name in ("Paris", "Lyon", "London"):
		a_territory(name)


def settled() -> None:
	"""As it is for all after what was changed is committed."""
	frappe.db.after_commit.run()


def asks(work) -> list[str]:
	"""The queries about the mapping."""
	with counted_queries() as sent:
		work()
	return [query for query in sent if "Territory Mapping" in query]


class TestLeads:
	def test_a_new_one_gets_that_of_its_place(self):
		a_mapping("Paris", codes="75")
		assert a_lead(li_postal_code="75011").territory == "Paris"
		assert stored(a_lead(first_name="B", li_postal_code="69001"), "territory") is None

	def test_it_counts_for_the_score(self):
		a_live_model(rule("territory", "is", "Paris", points=15))
		a_mapping("Paris", city="Paris")
		assert a_lead(city="Paris").li_points == 15

	def test_it_counts_for_the_owner(self):
		a_mapping("Paris", city="Paris")
		pool = a_pool("Paris", REP.user, territories=[{"territory": "Paris"}])
		a_live_routing_policy(routing_rule())
		lead = a_lead(city="Paris", lead_owner="")
		from tests.site.test_routing import routed

		routed()
		assert stored(lead, "lead_owner") == REP.user
		assert frappe.db.get_value("Lead Assignment", {"lead": lead.name}, "pool") == pool

	def test_what_somebody_chose_stays(self):
		a_mapping("Paris", codes="75")
		lead = a_lead(li_postal_code="75011", territory="Lyon")
		lead.reload()
		lead.job_title = "CEO"
		lead.save()
		assert stored(lead, "territory") == "Lyon"

	def test_one_that_gets_its_place_later_gets_its_territory_then(self):
		a_mapping("Paris", codes="75")
		lead = a_lead()
		lead.reload()
		lead.li_postal_code = "75011"
		lead.save()
		assert stored(lead, "territory") == "Paris"

	def test_the_default_of_the_site_gives_way(self):
		frappe.db.set_default("territory", "France")
		frappe.clear_cache(user=frappe.session.user)
		frappe.local.new_doc_templates = {}
		a_mapping("Paris", codes="75")
		assert a_lead(li_postal_code="75011").territory == "Paris"
		lead = a_lead(first_name="B")
		assert lead.territory == "France"
		lead.reload()
		lead.li_postal_code = "75011"
		lead.save()
		assert lead.territory == "Paris"
		lead.territory = "France"
		lead.save()
		lead.reload()
		lead.job_title = "CEO"
		lead.save()
		assert stored(lead, "territory") == "France"

	def test_fields_that_a_site_had_for_the_code_count_too(self, changed_meta):
		from lead_intelligence.adapters.lead_places import place_of

		assert place_of(frappe._dict(pincode="75011")).postal_code == "75011"
		assert place_of(frappe._dict(pincode="1", li_postal_code="75011")).postal_code == "75011"

	def test_a_defect_of_the_mapping_does_not_stop_a_save(self, monkeypatch):
		a_mapping("Paris", codes="75")

		def fail():
			raise ZeroDivisionError

		monkeypatch.setattr("lead_intelligence.adapters.lead_territories.mapping", fail)
		assert stored(a_lead(li_postal_code="75011"), "territory") is None

	def test_a_save_asks_nothing_that_is_known(self):
		a_mapping("Paris", codes="75")
		settled()
		mapping()
		assert asks(lambda: a_lead(li_postal_code="75011")) == []

	def test_a_person_reads_why(self, monkeypatch):
		monkeypatch.setattr("lead_intelligence.adapters.lead_territories.a_person_saves", lambda: True)
		a_mapping("Paris", codes="75 to 77")
		a_lead(li_postal_code="75011")
		told = [unescape(message["message"]) for message in frappe.local.message_log]
		assert "Territory Paris, because of: France, postal codes from 75 to 77" in told


class TestAddresses:
	def an_address(self, lead, **fields):
		values = {"address_line1": "1 rue X", "city": "Paris", "country": "France", "pincode": "75011"}
		links = [{"link_doctype": "Lead", "link_name": lead.name}]
		return frappe.get_doc({"doctype": "Address", **values, **fields, "links": links}).insert()

	def test_a_lead_gets_that_of_its_address(self):
		a_live_model(rule("territory", "is", "Paris", points=15))
		a_mapping("Paris", codes="75")
		lead = a_lead()
		modified = stored(lead, "modified")
		self.an_address(lead)
		assert stored(lead, "territory", "li_points") == {"territory": "Paris", "li_points": 15}
		assert stored(lead, "modified") == modified

	def test_not_if_it_has_one(self):
		a_mapping("Paris", codes="75")
		lead = a_lead(territory="Lyon")
		self.an_address(lead)
		assert stored(lead, "territory") == "Lyon"

	def test_an_address_says_more_than_the_country_of_the_site(self):
		lead = a_lead()
		self.an_address(lead, country="United Kingdom", city="London", pincode="SW1A 1AA")
		a_mapping("Paris")
		a_mapping("London", "United Kingdom", "SW")
		lead.reload()
		lead.save()
		assert stored(lead, "territory") == "London"

	def test_one_of_nobody_does_nothing(self):
		a_mapping("Paris", codes="75")
		values = {"address_line1": "1 rue X", "city": "Paris", "country": "France", "address_title": "X"}
		assert asks(lambda: frappe.get_doc({"doctype": "Address", **values}).insert()) == []


class TestRows:
	def test_the_most_specific_counts(self):
		a_mapping("Lyon")
		row = a_mapping("Paris", codes="75")
		assert territory_for("France", None, None, "75011") == ("Paris", row.name)
		assert territory_for("France", None, None, "69001").territory == "Lyon"
		assert territory_for("Spain", None, None, "75011") is None

	def test_one_that_is_disabled_does_not(self):
		a_mapping("Lyon", disabled=1)
		assert territory_for("France", None, None, None) is None

	def test_codes_are_stored_in_one_way(self):
		row = a_mapping("London", "United Kingdom", codes="sw1a1aa", city="  London ")
		assert (row.postal_code_from, row.city) == ("SW1A 1AA", "London")
		same = a_mapping("Paris", codes="75 to 7 5")
		assert (same.postal_code_from, same.postal_code_to) == ("75", None)

	@pytest.mark.parametrize(
		("row", "complaint"),
		[
			({"country": None}, "Say which places this is about"),
			({"codes": "78 to 75"}, "Postal Code To: '75' comes before '78'"),
			({"codes": "<b>"}, None),
			({"codes": "–<"}, "no digit in '–<'"),
		],
	)
	def test_what_cannot_be_is_refused_with_what_to_do(self, row, complaint):
		if complaint is None:
			assert a_mapping("Paris", **row).postal_code_from == "B"
			return
		with pytest.raises(frappe.ValidationError) as refusal:
			a_mapping("Paris", **row)
		assert complaint in unescape(str(refusal.value))

	def test_a_second_row_about_the_same_is_refused(self):
		first = a_mapping("Paris", codes="75")
		with pytest.raises(frappe.ValidationError, match=first.name):
			a_mapping("Lyon", codes=" 7 5")
		a_mapping("Lyon", codes="75", disabled=1)
		a_mapping("Lyon", codes="75", city="Lyon")
		first.save()

	def test_two_that_say_different_things_about_some_codes_are_told(self, monkeypatch):
		monkeypatch.setattr(
			"lead_intelligence.adapters.territory_mapping_checks.a_person_saves", lambda: True
		)
		first = a_mapping("Paris", codes="100 to 199")
		frappe.local.message_log = []
		a_mapping("Lyon", codes="150 to 249")
		assert first.name in frappe.local.message_log[-1]["message"]
		assert territory_for("France", None, None, "16000").territory == "Paris"

	def test_who_may_write_them(self, by):
		by(MANAGER)(a_mapping, "Paris", codes="75")
		with pytest.raises(frappe.PermissionError):
			by(REP)(a_mapping, "Lyon", codes="69")


class TestChanges:
	@pytest.fixture(autouse=True)
	def known_before(self):
		self.row = a_mapping("Paris", codes="75")
		settled()
		assert territory_for("France", None, None, "75011").territory == "Paris"

	def test_a_change_is_seen_at_once_and_kept_once_it_is_settled(self):
		self.row.territory = "Lyon"
		self.row.save()
		assert territory_for("France", None, None, "75011").territory == "Lyon"
		settled()
		assert territory_for("France", None, None, "75011").territory == "Lyon"
		assert asks(mapping) == []

	def test_what_is_taken_back_was_never_kept(self):
		frappe.db.savepoint("as_it_was")
		self.row.territory = "Lyon"
		self.row.save()
		mapping()
		frappe.db.rollback(save_point="as_it_was")
		frappe.db.after_rollback.run()
		assert territory_for("France", None, None, "75011").territory == "Paris"

	def test_what_is_changed_past_every_event_is_noticed_later(self, monkeypatch):
		frappe.db.set_value("Lead Territory Mapping", self.row.name, "territory", "Lyon")
		assert territory_for("France", None, None, "75011").territory == "Paris"
		monkeypatch.setattr("lead_intelligence.adapters.kept.monotonic", lambda: 10.0**9)
		assert territory_for("France", None, None, "75011").territory == "Lyon"

	def test_a_row_that_is_deleted_is_gone(self):
		frappe.delete_doc("Lead Territory Mapping", self.row.name)
		assert territory_for("France", None, None, "75011") is None

	def test_a_territory_that_is_renamed_is_known_by_its_new_name(self):
		frappe.rename_doc("Territory", "Paris", "Grand Paris")
		assert a_lead(li_postal_code="75011").territory == "Grand Paris"
		frappe.rename_doc("Territory", "Grand Paris", "Lyon", merge=True)
		assert a_lead(first_name="B", li_postal_code="75011").territory == "Lyon"

	def test_a_territory_with_rows_cannot_be_deleted(self):
		with pytest.raises(frappe.LinkExistsError):
			frappe.delete_doc("Territory", "Paris")

	def test_one_that_is_deleted_all_the_same_is_no_leads(self):
		frappe.delete_doc("Territory", "Paris", force=True)
		assert stored(a_lead(li_postal_code="75011"), "territory") is None


class TestFillingIn:
	def test_leads_that_were_there_before_get_theirs(self):
		a_live_model(rule("job_title", "is", "CEO", points=15))
		paris, nowhere, lyon = (
			a_lead(first_name=name, **fields)
			for name, fields in (
				("A", {"li_postal_code": "75011"}),
				("B", {}),
				("C", {"li_postal_code": "75011", "territory": "Lyon"}),
			)
		)
		a_mapping("Paris", codes="75")
		names = without_territory(100)
		assert {paris.name, nowhere.name} <= set(names)
		assert lyon.name not in names
		assert fill_in(names, later=True) == [paris.name]
		assert stored(paris, "territory", "li_needs_evaluation") == {
			"territory": "Paris",
			"li_needs_evaluation": 1,
		}
		assert [stored(lead, "territory") for lead in (nowhere, lyon)] == [None, "Lyon"]

	def test_without_rows_nothing_happens(self):
		assert fill_in([a_lead(li_postal_code="75011").name]) == []


class TestOnTheDesk:
	def test_a_place_is_tried(self, by):
		a_mapping("Lyon")
		row = a_mapping("Paris", codes="75")
		found = by(REP)(api.find, country="france", postal_code="75 011")
		assert found["fitting"] == 2
		assert found["rows"][0] == {
			"name": row.name,
			"territory": "Paris",
			"words": "France, postal codes that begin with 75",
		}
		assert api.find()["rows"] == []

	def test_the_place_of_a_lead(self):
		lead = a_lead(city="Paris", li_postal_code="75011")
		place = api.place_of_lead(lead.name)
		assert (place["city"], place["postal_code"], place["country"]) == ("Paris", "75011", "France")

	def test_a_row_in_words_and_what_competes_with_it(self):
		row = a_mapping("Paris", codes="100 to 199")
		form = {"territory": "Lyon", "country": "France", "postal_code_from": "150", "postal_code_to": "249"}
		around = api.around(frappe.as_json(form))
		assert around["words"] == "France, postal codes from 150 to 249"
		assert [one["name"] for one in around["rivals"]] == [row.name]
		assert api.around("{}") == {"words": "", "rivals": []}

	def test_what_is_no_row_is_refused(self):
		for wrong in ("", "[]", "x"):
			with pytest.raises(frappe.ValidationError):
				api.around(wrong)
		with pytest.raises(frappe.ValidationError):
			api.find(city="x" * 141)

	def test_who_may_ask(self, by, signed_in_as):
		with signed_in_as("Guest"):
			for ask in (api.find, api.count_without, api.fill_in):
				with pytest.raises(frappe.PermissionError):
					ask()
			with pytest.raises(frappe.PermissionError):
				api.around("{}")
		with pytest.raises(frappe.PermissionError):
			by(REP)(api.count_without)
		with pytest.raises(frappe.PermissionError):
			by(REP)(api.fill_in)
		assert by(MANAGER)(api.count_without) >= 0

	def test_who_may_not_read_a_lead_does_not_learn_where_it_is(self, by):
		lead = a_lead()
		frappe.get_doc(
			{"doctype": "User Permission", "user": REP.user, "allow": "Territory", "for_value": "London"}
		).insert()
		lead.db_set("territory", "Paris")
		with pytest.raises(frappe.PermissionError):
			by(REP)(api.place_of_lead, lead.name)


def test_a_rule_can_ask_for_the_postal_code():
	a_live_model(rule("li_postal_code", "is", "75011", points=15))
	assert a_lead(li_postal_code="75011").li_points == 15
