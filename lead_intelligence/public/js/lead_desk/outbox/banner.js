// Says in one sentence what is not sent yet, and why. Behind it is the list.

import { h, icon } from "../../elements";
import { button } from "../../preview/block";
import { keeping_focus } from "../../team_board/focus";
import { list_of } from "./list";
import { BUSY } from "./sending";
import { sign_in_address, SIGNED_OUT, SOMEBODY_ELSE } from "./session";

/** An element that keeps itself up to date. */
export function banner(outbox) {
	const root = h("div", { class: "li-outbox" });
	const line = h("div", { class: "li-outbox-line", role: "status" });
	const list = h("div", { class: "li-outbox-list", hidden: true });
	root.append(line, list);
	const shown = { root, line, list, is_open: false };
	outbox.on_change(() => draw(outbox, shown));
	draw(outbox, shown);
	return root;
}

function draw(outbox, shown) {
	const entries = outbox.left();
	const refused = entries.filter((entry) => entry.error);
	const unsent = entries.length - refused.length;
	const sentences = [unsent_sentence(outbox, unsent), refused_sentence(refused.length), !outbox.is_safe && unsafe_sentence()].filter(Boolean);
	// The line stays in the page, so that what comes into it is read aloud.
	shown.root.classList.toggle("li-has-unsent", Boolean(sentences.length));
	shown.is_open &&= Boolean(entries.length);
	// What is read aloud is not read again where nothing has changed.
	const drawn = JSON.stringify([sentences, shown.is_open, outbox.trouble]);
	if (drawn !== shown.drawn) keeping_focus(shown.root, () => draw_line(outbox, shown, sentences, entries));
	shown.drawn = drawn;
	draw_list(outbox, shown, entries);
}

function draw_list(outbox, shown, entries) {
	const drawn = JSON.stringify([shown.is_open, entries]);
	if (drawn === shown.drawn_list) return;
	shown.drawn_list = drawn;
	shown.list.hidden = !shown.is_open;
	keeping_focus(shown.root, () => shown.list.replaceChildren(...(shown.is_open ? [list_of(entries, outbox)] : [])));
}

function draw_line(outbox, shown, sentences, entries) {
	const is_bad = !outbox.is_safe || entries.some((entry) => entry.error);
	shown.root.classList.toggle("li-outbox-bad", is_bad);
	const buttons = h("span", { class: "li-outbox-acts" }, main_button(outbox), entries.length > 0 && fold_button(outbox, shown));
	if (!sentences.length) return shown.line.replaceChildren();
	shown.line.replaceChildren(icon(is_bad ? "solid-warning" : "solid-info"), h("span", {}, sentences.join(" ")), buttons);
}

function main_button(outbox) {
	if (outbox.trouble === SIGNED_OUT || outbox.trouble === SOMEBODY_ELSE) return button(__("Sign In"), () => sign_in(outbox), "primary", focus("sign in"));
	return outbox.left().some((entry) => !entry.error) && button(__("Send Now"), () => outbox.retry(), "default", focus("send"));
}

const focus = (name) => ({ "data-li-focus": `outbox ${name}` });

/** Where something is in this page alone, the page stays open. */
function sign_in(outbox) {
	if (outbox.is_safe) window.location.href = sign_in_address();
	else window.open(sign_in_address(), "_blank");
}

function fold_button(outbox, shown) {
	const flip = () => {
		shown.is_open = !shown.is_open;
		draw(outbox, shown);
	};
	return button(shown.is_open ? __("Hide") : __("Show"), flip, "default", { "aria-expanded": String(shown.is_open), ...focus("fold") });
}

function unsent_sentence({ trouble }, count) {
	const one = count === 1;
	if (trouble === SIGNED_OUT) {
		if (!count) return __("Your session has expired. Sign in to go on.");
		if (one) return __("Your session has expired: 1 note is kept on this device. Sign in and it is sent.");
		return __("Your session has expired: {0} notes are kept on this device. Sign in and they are sent.", [count]);
	}
	if (trouble === SOMEBODY_ELSE) {
		if (!count) return __("Somebody else has signed in in this browser. Sign in again to go on.");
		if (one) return __("Somebody else has signed in in this browser: 1 note is kept for you. Sign in again and it is sent.");
		return __("Somebody else has signed in in this browser: {0} notes are kept for you. Sign in again and they are sent.", [count]);
	}
	if (!count) return null;
	if (trouble === BUSY) {
		if (one) return __("The server does not answer: 1 note is kept on this device and is sent as soon as it does.");
		return __("The server does not answer: {0} notes are kept on this device and are sent as soon as it does.", [count]);
	}
	if (trouble) {
		if (one) return __("You are offline: 1 note is kept on this device and is sent as soon as the server can be reached.");
		return __("You are offline: {0} notes are kept on this device and are sent as soon as the server can be reached.", [count]);
	}
	return one ? __("1 note is being sent.") : __("{0} notes are being sent.", [count]);
}

function refused_sentence(count) {
	if (!count) return null;
	if (count === 1) return __("1 note was not accepted by the server. It is kept here with the reason.");
	return __("{0} notes were not accepted by the server. They are kept here with the reasons.", [count]);
}

function unsafe_sentence() {
	return __("This browser has no room to keep them: leave this page open until they are sent.");
}
