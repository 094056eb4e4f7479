// Follows a run: what the server tells is shown at once, and asked for where it tells nothing.

import { ask } from "../server";

export const RUN = "Lead Evaluation Run";
const EVENT = "lead_evaluation_progress";
const OVER = ["Done", "Stopped"];

export const is_over = (figures) => OVER.includes(figures.status);

/** Calls `show` with the figures of a run while `is_seen()`, until the run is over. */
export function follow(run, is_seen, show, every = 2000) {
	const look = () => ask("evaluation_run.progress", { run });
	return follow_job({ event: EVENT, is_of_it: (told) => told.run === run, look, is_over }, is_seen, show, every);
}

/** The same of any work in the background. `event`: by which the server tells of it; `look`: asks how far it is. */
export function follow_job({ event, is_of_it, look, is_over }, is_seen, show, every = 2000) {
	let timer = null;
	let told_at = 0;
	let is_stopped = false;
	const on_event = (told) => {
		if (!is_of_it(told)) return;
		told_at = Date.now();
		take(told);
	};
	const stop = () => {
		is_stopped = true;
		clearTimeout(timer);
		frappe.realtime.off(event, on_event);
	};
	const take = (figures) => {
		if (!is_seen()) return stop();
		show(figures);
		if (is_over(figures)) stop();
	};
	const look_again = async () => {
		if (!is_seen()) return stop();
		if (!document.hidden && Date.now() - told_at > every) {
			// A server that does not answer just now may do so the next time.
			const asked_at = Date.now();
			const figures = await look().catch(() => null);
			// Meanwhile it may have been stopped, or something newer been told.
			if (figures && !is_stopped && told_at < asked_at) take(figures);
		}
		if (!is_stopped) timer = setTimeout(look_again, every);
	};
	frappe.realtime.on(event, on_event);
	look_again();
	return stop;
}
