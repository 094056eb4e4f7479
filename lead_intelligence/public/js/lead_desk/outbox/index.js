// The outbox of this page. It sends what lies on the device from before, whatever page of the desk is opened.

import { Outbox } from "./outbox";

export { banner } from "./banner";
export const outbox = new Outbox();

$(document).on("app_ready", () => {
	outbox.on_sent(told());
	outbox.start();
});

/** Says what was sent meanwhile: together, and what the server has to say of one of them. */
function told() {
	let count = 0;
	const tell = frappe.utils.debounce(() => {
		const words = count === 1 ? __("1 kept entry was sent.") : __("{0} kept entries were sent.", [count]);
		frappe.show_alert({ message: words, indicator: "green" }, 7);
		count = 0;
	}, 800);
	return (entry, answer) => {
		count += 1;
		tell();
		if (answer && answer.message) frappe.show_alert({ message: frappe.utils.escape_html(`${entry.name}: ${answer.message}`), indicator: "orange" }, 15);
	};
}
