// In the settings: loading and removing the sample data, and how far that has come.

import { h } from "../elements";
import { ask, call } from "../server";

const LOOK_AGAIN_MS = 1000;
const BUSY = { loading: true, removing: true };

/** `before`: the state that was shown last, if it was one that ends by itself. */
export async function show_sample_data(frm, before = null) {
	const field = frm.fields_dict.sample_data;
	if (!field) return;
	let now;
	try {
		now = await ask("sample_data.state");
	} catch (error) {
		// A server that does not answer just now may do so the next time.
		if (BUSY[before]) frm.li_sample_data_timer = setTimeout(() => show_sample_data(frm, before), 5 * LOOK_AGAIN_MS);
		else field.$wrapper.empty().append(h("p", { role: "alert" }, error.message));
		return;
	}
	if (!frm.$wrapper.is(":visible")) return;
	clearTimeout(frm.li_sample_data_timer);
	draw(frm, now);
	if (BUSY[now.state]) {
		frm.li_sample_data_timer = setTimeout(() => show_sample_data(frm, now.state), LOOK_AGAIN_MS);
	} else if (BUSY[before]) {
		tell_end(now);
	}
}

function draw(frm, now) {
	const buttons = {
		none: [load_button(frm)],
		loaded: [leads_button(now), remove_button(frm)],
		interrupted: [load_button(frm), remove_button(frm)],
	};
	const content = h(
		"div",
		{ class: "li-sample-data", "data-state": now.state },
		h("p", { class: "li-quiet", role: "status" }, sentence(now)),
		BUSY[now.state] && progress(now.percent),
		h("div", { class: "li-sample-buttons" }, buttons[now.state])
	);
	frm.fields_dict.sample_data.$wrapper.empty().append(content);
}

function sentence(now) {
	switch (now.state) {
		case "loading":
			return __("Loading the sample data: {0} %", [now.percent]);
		case "removing":
			return __("Removing the sample data: {0} %", [now.percent]);
		case "interrupted":
			return __("Loading or removing the sample data was interrupted. Load it again, or remove what is there.");
		case "loaded":
			return loaded_sentence(now);
		default:
			return __(
				"A fictional company with two years of leads, communications, opportunities and customers, to try things out with. It can be removed again without trace."
			);
	}
}

function loaded_sentence({ company, loaded_on, counts }) {
	const day = frappe.datetime.str_to_user(loaded_on.split(" ")[0]);
	return __("Loaded on {0}: {1} leads, {2} communications, {3} opportunities and {4} customers of {5}.", [
		day,
		...[counts.lead, counts.communication, counts.opportunity, counts.customer].map((count) => format_number(count, null, 0)),
		company,
	]);
}

function progress(percent) {
	const bar = h("div", {
		class: "progress-bar",
		role: "progressbar",
		style: `width: ${percent}%`,
		"aria-valuenow": String(percent),
		"aria-valuemin": "0",
		"aria-valuemax": "100",
	});
	return h("div", { class: "progress" }, bar);
}

function button(label, onclick) {
	return h("button", { class: "btn btn-default btn-sm", type: "button", onclick }, label);
}

function load_button(frm) {
	const question = __(
		"This adds the company Ateliers Lumen (Sample) with a scoring model, 400 leads of the last two years, and their communications, opportunities and customers. Everyone who may see leads will see them. No e-mail is sent, and your own records are not changed. Load the sample data?"
	);
	return button(__("Load sample data"), () => frappe.confirm(question, () => start(frm, "load")));
}

function remove_button(frm) {
	const question = __(
		"This removes the sample company with its leads, communications, opportunities, customers and scoring models, whatever was changed in them, and all comments and tasks on them. Remove the sample data?"
	);
	return button(__("Remove sample data"), () => frappe.confirm(question, () => start(frm, "remove")));
}

function leads_button({ company }) {
	return button(__("Show the Leads"), () => show_leads(company));
}

function show_leads(company) {
	frappe.set_route("List", "Lead", "List", { company });
}

async function start(frm, what) {
	const begun = await call(`sample_data.${what}`);
	if (begun) show_sample_data(frm, what === "load" ? "loading" : "removing");
}

function tell_end(now) {
	if (now.state === "loaded") {
		const dialog = frappe.msgprint({
			title: __("Sample Data"),
			indicator: "green",
			message: frappe.utils.escape_html(loaded_sentence(now)),
			primary_action: {
				label: __("Show the Leads"),
				action: () => {
					dialog.hide();
					show_leads(now.company);
				},
			},
		});
	} else if (now.state === "none") {
		frappe.show_alert({ message: __("The sample data was removed."), indicator: "green" });
	}
}
