"""What we say of ERPNext's Lead holds of the field lists of its versions 15 and 16."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lead_intelligence.core.snapshot.erpnext_lead import CANONICAL_NAMES, ERPNEXT_LEAD_FIELDS, SILENT_DEFAULTS
from lead_intelligence.core.snapshot.values import Kind
from lead_intelligence.setup.custom_fields import CHOICES_WITHOUT_BLANK, CUSTOM_FIELDS, INDEXED_FIELDS

FIELDS = Path(__file__).resolve().parents[5] / "shared" / "erpnext-fields"
KINDS = {
	"Data": {Kind.TEXT},
	"Select": {Kind.CHOICE},
	"Link": {Kind.LINK, Kind.TREE},
	"Check": {Kind.YES_NO},
	"Date": {Kind.DATE},
	"Currency": {Kind.MONEY},
}

pytestmark = pytest.mark.skipif(
	not FIELDS.is_dir(), reason="the field lists of ERPNext are not beside this checkout"
)


@pytest.fixture(params=["v15", "v16"])
def version(request):
	return json.loads((FIELDS / f"{request.param}.json").read_text(encoding="utf-8"))


def test_every_field_of_lead_has_our_name_kind_and_choices(version):
	ours = {field.name: field for field in ERPNEXT_LEAD_FIELDS}
	for name, df in version["Lead"]["fields"].items():
		field = ours.get(CANONICAL_NAMES.get(name, name))
		if field is None:
			assert name in ("naming_series", "image", "title", "notes"), name
			continue
		assert field.kind in KINDS[df["type"]], name
		if df["type"] == "Select":
			assert field.options == tuple(option for option in df["options"] if option), name


def test_every_field_that_we_name_is_in_one_of_the_versions():
	theirs = [
		json.loads(path.read_text(encoding="utf-8"))["Lead"]["fields"] for path in FIELDS.glob("v*.json")
	]
	names = {CANONICAL_NAMES.get(name, name) for fields in theirs for name in fields}
	assert {field.name for field in ERPNEXT_LEAD_FIELDS} - names == {"creation", "owner"}


def test_links_lead_where_we_say_in_version_15():
	theirs = json.loads((FIELDS / "v15.json").read_text(encoding="utf-8"))["Lead"]["fields"]
	ours = {field.name: field.links_to for field in ERPNEXT_LEAD_FIELDS}
	links = {name: df["options"] for name, df in theirs.items() if df["type"] == "Link"}
	assert links == {name: ours[CANONICAL_NAMES.get(name, name)] for name in links}


def test_the_silent_first_choices_are_those_we_know(version):
	silent = {
		name
		for name, df in version["Lead"]["fields"].items()
		if df["type"] == "Select" and df["options"][0] and not df.get("default") and name != "naming_series"
	}
	assert silent == {name for _, name in CHOICES_WITHOUT_BLANK} == set(SILENT_DEFAULTS) - {"annual_revenue"}
	assert all(SILENT_DEFAULTS[name][0] == version["Lead"]["fields"][name]["options"][0] for name in silent)


def test_the_fields_we_index_are_there_and_not_indexed(version):
	# The tables of a contact's addresses and numbers are not among the doctypes that were written down.
	described = [(doctype, name) for doctype, name in INDEXED_FIELDS if doctype in version]
	assert len(described) > 3
	for doctype, name in described:
		assert not version[doctype]["fields"][name].get("search_index"), (doctype, name)


def test_our_fields_clash_with_none_and_sit_behind_one_that_exists(version):
	for doctype, fields in CUSTOM_FIELDS.items():
		ours = [field["fieldname"] for field in fields]
		assert all(name.startswith("li_") for name in ours)
		# Company is not among the doctypes that were written down.
		if doctype not in version:
			continue
		theirs = set(version[doctype]["fields"])
		assert not theirs & set(ours)
		assert fields[0]["insert_after"] in theirs
