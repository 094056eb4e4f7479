// By when a lead is to be answered, on its form: a live countdown for each open clock, and the ways to answer.

import { h } from "../../elements";
import { ask } from "../../server";
import { AskedPanel } from "../asked_panel";
import { enter_answer } from "./answer_dialog";
import { CallNow } from "./call_now";
import { closed } from "./closed";
import { Countdown } from "./countdown";
import { ClockLine } from "./line";
import { why } from "./why";
import { failed, idle, loading, unsaved } from "./without_clock";

const SECOND = 1000;
// A computer that slept has missed what happened meanwhile.
const TOO_OLD = 60 * SECOND;

export class ClockPanel extends AskedPanel {
	/** `recorded` is called when an answer was recorded, which may change all of the lead. */
	constructor(frm, recorded) {
		super(frm, "li_clock_panel", __("Response"), "li-clock-panel");
		this.recorded = recorded;
		// Outside of what is drawn anew, or it would not be read aloud.
		this.spoken = h("div", { class: "sr-only", "aria-live": "polite" });
		this.root.after(this.spoken);
		this.levels = new Map();
		this.on_visible = () => this.wake();
		frm.$wrapper.on("hide", () => this.stop());
		frappe.realtime.on("lead_clocks_changed", ({ lead }) => lead === frm.doc.name && this.is_on_screen() && this.refresh());
	}

	ask = async (lead) => {
		const panel = await ask("clock.panel", { lead });
		return { ...panel, asked_at: Date.now() };
	};
	loading = loading;
	failed = failed;
	unsaved = unsaved;

	mark_unsaved() {}

	refresh() {
		const { name } = this.frm.doc;
		if (!this.call || this.call.lead !== name) this.call = new CallNow(this.frm, this.calling());
		return super.refresh();
	}

	/** What "Call now" calls: `recorded()` after an attempt, `recorded(true)` after an answer, `recorded.draw()` to be shown. */
	calling() {
		const recorded = (answered) => (answered ? this.recorded() : this.refresh());
		return Object.assign(recorded, { draw: () => this.shown && this.draw(() => this.content(this.shown)) });
	}

	/** The question after a call stays where it is: whoever types a note goes on typing, and no click is lost. */
	draw(content) {
		const { question } = this.call;
		if (!this.call.is_asking || question.parentNode !== this.root) return super.draw(content);
		this.stop();
		const parts = [content()].flat(Infinity).filter(Boolean);
		const place = parts.indexOf(question);
		if (place < 0) return super.draw(() => parts);
		[...this.root.childNodes].filter((node) => node !== question).forEach((node) => node.remove());
		question.before(...parts.slice(0, place));
		question.after(...parts.slice(place + 1));
	}

	content(panel) {
		this.shown = panel;
		const lines = panel.open.map((clock) => new ClockLine(new Countdown(clock, panel.server_now, panel.asked_at), this.levels, (words) => this.say(words)));
		this.watch(lines, panel.asked_at);
		return [
			h(
				"div",
				{ class: "li-clocks" },
				lines.length ? h("ul", { class: "li-clocks-open", "aria-label": __("Open clocks") }, lines.map((line) => line.root)) : idle(panel),
				this.acting(panel)
			),
			this.call.is_asking && this.call.question,
			lines.length > 0 && why(this.frm.doc.name, panel),
			closed(panel),
		];
	}

	acting({ may_answer, phones, idle: no_clock }) {
		if (!may_answer) return null;
		const [first, ...others] = phones;
		const enter = h("button", { type: "button", class: "btn btn-default btn-sm li-enter-answer", onclick: () => enter_answer(this.frm.doc.name, this.recorded) }, __("Enter an Answer…"));
		return h(
			"div",
			{ class: "li-clock-act" },
			first ? this.call.button(first, `btn btn-sm li-call-now ${no_clock ? "btn-default" : "btn-primary"}`) : h("span", { class: "li-quiet" }, __("Enter a phone number below to call from here.")),
			enter,
			others.length > 0 && h("div", { class: "li-call-others li-quiet" }, __("Or call"), " ", this.call.others(others))
		);
	}

	say(words) {
		this.spoken.textContent = words;
	}

	/** Ticks while the form is there, and asks the server again when time begins or stops to pass. */
	watch(lines, asked_at) {
		document.addEventListener("visibilitychange", this.on_visible);
		const timer = lines.length > 0 && setInterval(() => this.tick(lines, asked_at), SECOND);
		this.on_leave(() => {
			clearInterval(timer);
			document.removeEventListener("visibilitychange", this.on_visible);
		});
	}

	stop() {
		this.leave.splice(0).forEach((undo) => undo());
	}

	tick(lines, asked_at) {
		if (document.hidden || !this.is_on_screen()) return;
		lines.forEach((line) => line.tick());
		const changes = lines.map((line) => line.countdown.changes_in()).filter((seconds) => seconds !== null);
		// One that has passed already when it was asked is asked for again, but not all the time.
		const is_over = changes.some((seconds) => seconds <= 0) && Date.now() - asked_at > 5 * SECOND;
		if (is_over && !this.root.hasAttribute("aria-busy")) this.refresh();
	}

	wake() {
		if (!document.hidden && this.is_on_screen() && this.shown && Date.now() - this.shown.asked_at > TOO_OLD) this.refresh();
	}

	is_on_screen() {
		return this.root.isConnected && this.root.offsetParent !== null && window.cur_frm === this.frm;
	}
}
