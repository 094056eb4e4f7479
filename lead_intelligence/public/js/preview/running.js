// A preview that is under way: how far it is, and how it ended if it did not end well.

import { h } from "../elements";
import { notice } from "../lead/notices";
import { button } from "./block";
import { count, minute } from "./figures";
import { is_unfinished, listen, previews_of, progress_of, stop } from "./store";

const EACH = 2000;
const PATIENCE = 20_000;

export class Running {
	/** `ended` is called with the name of the preview once it is no longer under way. */
	constructor(ended) {
		this.ended = ended;
		this.bar = h("div", { class: "li-progress-bar" });
		this.track = h("div", { class: "li-progress", role: "progressbar", "aria-valuemin": 0 }, this.bar);
		this.track.setAttribute("aria-label", __("Progress of the preview"));
		this.words = h("span", { role: "status" });
		this.late = h("div", {});
		this.stop = button(__("Stop"), () => this.end());
		this.element = h(
			"div",
			{ class: "li-running" },
			h("div", { class: "li-running-line" }, this.words, this.stop),
			this.track,
			this.late,
			h("p", { class: "li-quiet" }, __("You can leave this page. The preview goes on and is kept here."))
		);
	}

	follow(preview, model, { may_begin, waiting_too_long }) {
		this.leave();
		this.preview = preview.name;
		this.model = model;
		this.begun = Date.now();
		this.stop.hidden = !may_begin;
		this.stop.disabled = false;
		this.tell(preview);
		this.tell_late(preview.status === "Waiting" && waiting_too_long);
		const unlisten = listen(preview.name, () => this.look());
		const timer = setInterval(() => this.look(), EACH);
		this.leave = () => {
			clearInterval(timer);
			unlisten();
			this.leave = () => {};
		};
	}

	leave = () => {};

	async look() {
		// Whoever comes back to the tab asks anew.
		if (!this.element.isConnected || !this.element.offsetParent) return;
		const { preview } = this;
		const now = await progress_of(preview).catch(() => null);
		if (preview !== this.preview) return;
		if (!now || is_unfinished(now)) return now && this.tell(now);
		this.preview = null;
		this.leave();
		this.ended(preview);
	}

	tell({ status, done, total }) {
		const waits = status === "Waiting" || !total;
		this.words.textContent = waits
			? __("The preview is about to begin…")
			: __("{0} of {1} leads", [count(done), count(total)]);
		this.track.classList.toggle("li-waits", waits);
		this.bar.style.width = waits ? "" : `${Math.min(100, (100 * done) / total)}%`;
		this.track.setAttribute("aria-valuemax", total || 1);
		this.track.setAttribute("aria-valuenow", done || 0);
		if (status === "Waiting" && Date.now() - this.begun > PATIENCE) this.ask_why();
		if (status !== "Waiting") this.late.replaceChildren();
	}

	/** Nobody has taken it up for a while: the server knows whether that is too long. */
	async ask_why() {
		this.begun = Date.now();
		const known = await previews_of(this.model).catch(() => null);
		if (known) this.tell_late(known.waiting_too_long);
	}

	tell_late(too_long) {
		this.late.replaceChildren(...(too_long ? [waits_too_long()] : []));
	}

	async end() {
		this.stop.disabled = true;
		await stop(this.preview);
		this.stop.disabled = false;
		this.look();
	}
}

function waits_too_long() {
	return notice(
		"warning",
		__(
			"No background worker has taken the preview up for more than a minute. Ask your administrator whether workers are running; it begins by itself once they are."
		)
	);
}

/** The sentence about a preview that failed or was stopped. */
export async function ended_badly(preview) {
	if (preview.status === "Stopped") {
		return notice(
			"info",
			__("The preview was stopped after {0} leads. Nothing was kept of it.", [count(preview.done)])
		);
	}
	const { problem } = await progress_of(preview.name).catch(() => ({}));
	const when = preview.finished_at || preview.started_at;
	return notice(
		"danger",
		h("strong", {}, __("The last preview failed.")),
		" ",
		problem || "",
		when && h("div", { class: "li-when" }, minute(when))
	);
}
