// What the lead did, the latest first, and how much each touch still weighs today.

import { h } from "../elements";
import { ask } from "../server";
import { add_touch } from "./add_touch";
import { fold } from "./fold";
import { touch_days } from "./touch_row";

const SHOWN_AT_ONCE = 8;

/** Asks the server once the fold is open. `added` is called when a touch was entered. */
export function touches(frm, added) {
	const body = h("div", { class: "li-touches-body" });
	const block = fold("touches", __("Touches"), "", body);
	const timeline = new Timeline(frm.doc.name, block, body, () => add_touch(frm, added));
	const load = () => block.open && timeline.load();
	block.addEventListener("toggle", load);
	load();
	return block;
}

class Timeline {
	constructor(lead, block, body, add) {
		this.lead = lead;
		this.note = block.querySelector("summary .li-quiet");
		this.body = body;
		this.add = add;
		this.loaded = [];
		this.shown = 0;
		this.next = 0;
	}

	async load() {
		if (this.asked) return;
		this.asked = true;
		this.body.replaceChildren(h("p", { class: "li-quiet", role: "status" }, __("Loading")));
		await this.page(SHOWN_AT_ONCE);
	}

	/** Shows `more` touches, and asks for the next page when all of what came is on the screen. */
	async page(more) {
		if (this.shown + more > this.loaded.length && this.next !== null && !(await this.fetch())) return;
		this.shown = Math.min(this.shown + more, this.loaded.length);
		this.draw();
	}

	async fetch() {
		this.body.setAttribute("aria-busy", "true");
		try {
			const answer = await ask("touches.timeline", { lead: this.lead, start: this.next });
			// What came in meanwhile moves the pages: the same touch may come twice.
			const known = new Set(this.loaded.map((touch) => touch.name));
			this.loaded.push(...answer.touches.filter((touch) => !known.has(touch.name)));
			this.next = answer.next;
			this.about = answer;
			return true;
		} catch (error) {
			this.asked = this.loaded.length > 0;
			this.tell_failure(error.message);
			return false;
		} finally {
			this.body.removeAttribute("aria-busy");
		}
	}

	tell_failure(reason) {
		this.body.querySelector(".li-touches-failed")?.remove();
		const again = () => (this.loaded.length ? this.page(SHOWN_AT_ONCE) : this.load());
		const told = h(
			"p",
			{ class: "li-touches-failed", role: "alert" },
			__("The touches could not be loaded."),
			" ",
			reason,
			" ",
			button(__("Try Again"), again)
		);
		if (this.loaded.length) this.body.append(told);
		else this.body.replaceChildren(told);
	}

	draw() {
		const { total, may_add, stopped } = this.about;
		this.note.textContent = total ? format_number(total, null, 0) : "";
		const rest = Math.max(total - this.shown, this.loaded.length - this.shown);
		this.body.replaceChildren(
			...[
				!total && nothing_yet(may_add),
				may_add && h("div", { class: total ? "li-touches-head" : null }, button(__("Add a Touch"), this.add)),
				stopped && total > 0 && h("p", { class: "li-quiet" }, __("What touches give is as of {0}, when the lead got its outcome.", [frappe.datetime.str_to_user(stopped)])),
				touch_days(this.loaded.slice(0, this.shown), this.about),
				(this.next !== null || rest > 0) &&
					button(__("Show More ({0})", [format_number(rest, null, 0)]), () => this.page(this.shown < SHOWN_AT_ONCE * 2 ? 22 : 30)),
			]
				.flat(Infinity)
				.filter(Boolean)
		);
	}
}

function nothing_yet(may_add) {
	return h(
		"div",
		{ class: "li-touches-none" },
		h("p", {}, __("Nothing is known yet of what this lead did.")),
		h(
			"p",
			{ class: "li-quiet" },
			__("Touches come by themselves from e-mails, calls, meetings, web forms, appointments, opportunities and quotations, and from your website and other programs."),
			may_add ? ` ${__("What none of them knows, a visit to your stand for instance, you can add.")}` : ""
		)
	);
}

function button(label, onclick) {
	return h("button", { type: "button", class: "btn btn-default btn-xs", onclick }, label);
}
