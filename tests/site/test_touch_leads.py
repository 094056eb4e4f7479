"""Whom a touch from outside is about: found by id, address or number, or made."""

from concurrent.futures import ThreadPoolExecutor

import frappe
import pytest

from tests.site.builders import a_lead
from tests.site.touch_senders import a_program, set_limits


@pytest.fixture(scope="module")
def program(live_site):
	live_site.run(lambda: frappe.db.set_single_value("System Settings", "country", "France"))
	set_limits(live_site, most_touches_a_minute=1_000_000)
	yield a_program(live_site)
	set_limits(live_site, most_touches_a_minute=6000)


def word() -> str:
	return frappe.generate_hash(length=10).lower()


def sent(program, **fields):
	return program.send(**{"kind": "Chat", "idempotency_key": word(), **fields})


def made(live_site, **fields) -> str:
	return live_site.run(lambda: a_lead(**fields).name)


def a_number() -> str:
	return f"+336{int(word(), 36) % 10**8:08d}"


@pytest.mark.parametrize("change", [str, str.upper, " {} ".format, str.title])
def test_an_address_is_found_however_it_is_written(live_site, program, change):
	email = f"ada.{word()}@analytical.example"
	lead = made(live_site, email_id=email)
	assert sent(program, email=change(email))["lead"] == lead


def test_an_id_goes_before_an_address(live_site, program):
	email = f"{word()}@analytical.example"
	made(live_site, email_id=email)
	other = made(live_site)
	assert sent(program, lead=other, email=email)["lead"] == other


def test_a_lead_is_found_by_another_address_of_its_contact(live_site, program):
	email, second = f"{word()}@analytical.example", f"{word()}@private.example"
	lead = made(live_site, email_id=email)

	def add() -> None:
		contact = frappe.get_doc("Contact", frappe.db.get_value("Contact", {"email_id": email}))
		contact.append("email_ids", {"email_id": second})
		contact.append("phone_nos", {"phone": "+33 1 70 00 00 01"})
		contact.save()

	live_site.run(add)
	assert sent(program, email=second)["lead"] == lead
	assert sent(program, phone="01 70 00 00 01")["lead"] == lead


@pytest.mark.parametrize("field", ["phone", "mobile_no", "whatsapp_no"])
@pytest.mark.parametrize(
	"stored", ["{0}", "{1} {2} {3} {4} {5}", "{1}.{2}.{3}.{4}.{5}", "{1}{2}{3}{4}{5}", "+33 (0){6}", "+33-{6}", "+33 {7} {2} {3} {4} {5}"]
)  # fmt: skip
def test_a_number_is_found_however_it_is_stored(live_site, program, field, stored):
	number = a_number()
	rest = number[3:]
	pairs = [f"0{rest[0]}", *(rest[at : at + 2] for at in range(1, 9, 2))]
	text = stored.format(number, *pairs, rest, rest[0])
	lead = made(live_site, **{field: text})
	for given in (number, " ".join(pairs), f"0033{rest}"):
		assert sent(program, phone=given).get("lead") == lead, (text, given)


def test_of_two_leads_with_one_number_the_later_is_meant(live_site, program):
	number = a_number()
	made(live_site, phone=number)
	later = made(live_site, phone=number, first_name="Later")
	assert sent(program, phone=number)["lead"] == later


def test_a_colleague_with_the_same_number_is_another_person(live_site, program):
	number = a_number()
	lead = made(live_site, phone=number, email_id=f"{word()}@analytical.example")
	other = f"{word()}@analytical.example"
	assert sent(program, phone=number, email=other)["error"]["type"] == "no_such_lead"
	assert sent(program, phone=number, email=other, create=True, name="Bea")["lead"] != lead


def test_a_number_that_is_none_does_not_matter_beside_an_address(live_site, program):
	email = f"{word()}@analytical.example"
	lead = made(live_site, email_id=email)
	answer = sent(program, email=email, phone="call me")
	assert answer["lead"] == lead
	assert answer["notes"] == ["The phone number was not understood and left out."]


def test_a_renamed_merged_or_deleted_lead(live_site, program):
	lead, other, gone = (made(live_site, first_name=word()) for _ in range(3))

	def change() -> None:
		frappe.rename_doc("Lead", lead, other, merge=True)
		frappe.delete_doc("Lead", gone)

	sent(program, lead=lead)
	# Frappe deletes nothing that is just being written to.
	live_site.wait_for_jobs()
	live_site.run(change)
	assert sent(program, lead=lead)["error"]["type"] == "no_such_lead"
	assert sent(program, lead=gone)["error"]["type"] == "no_such_lead"
	assert live_site.run(lambda: frappe.db.count("Lead Touch", {"lead": other})) == 1


def test_a_lead_is_made_when_nobody_knows_it(live_site, program):
	email = f"{word()}@new.example"
	fields = {"email": email.upper(), "name": "Grace Hopper", "company_name": "Navy", "phone": a_number()}
	answer = sent(program, create=True, source="Exhibition", **fields)
	assert answer["status"] == "recorded"
	lead = live_site.run(lambda: frappe.get_doc("Lead", answer["lead"]))
	assert (lead.email_id, lead.first_name, lead.last_name) == (email, "Grace", "Hopper")
	assert (lead.company_name, lead.phone, lead.source) == ("Navy", fields["phone"], "Exhibition")
	assert lead.lead_owner in (None, "")
	assert lead.li_grade
	assert sent(program, create=True, email=email)["lead"] == lead.name
	assert sent(program, create=True, phone=fields["phone"])["lead"] == lead.name


def test_what_erpnext_refuses_is_refused_with_its_reason(live_site, program):
	answer = sent(program, create=True, phone=a_number())
	assert answer["error"]["type"] == "lead_refused"
	assert "name" in answer["error"]["message"]
	batch = program.send_all(
		[
			{"kind": "Chat", "idempotency_key": word(), "create": True, "phone": a_number()},
			{"kind": "Chat", "idempotency_key": word(), "create": True, "email": f"{word()}@new.example"},
		]
	)
	assert [result["status"] for result in batch["results"]] == ["refused", "recorded"]


def test_one_person_is_made_once_in_a_batch(live_site, program):
	email = f"{word()}@new.example"
	touches = [
		{"kind": "Chat", "idempotency_key": word(), "create": True, "email": address}
		for address in (email, email.upper(), f" {email}")
	]
	leads = {result["lead"] for result in program.send_all(touches)["results"]}
	assert len(leads) == 1
	assert live_site.run(lambda: frappe.db.count("Lead", {"email_id": email})) == 1


@pytest.mark.parametrize("by", ["email", "phone"])
def test_one_person_is_made_once_by_many_at_once(live_site, program, by):
	who = {"email": f"{word()}@new.example"} if by == "email" else {"phone": a_number(), "name": "Grace"}

	def send(_number: int) -> dict:
		return sent(program, create=True, **who)

	with ThreadPoolExecutor(8) as pool:
		answers = list(pool.map(send, range(8)))
	assert {answer["status"] for answer in answers} == {"recorded"}, answers
	assert len({answer["lead"] for answer in answers}) == 1
	field = "email_id" if by == "email" else "phone"
	assert live_site.run(lambda: frappe.db.count("Lead", {field: who[by]})) == 1
