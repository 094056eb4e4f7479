// What a version says differently than another one, in sentences.

import { h } from "../../elements";
import { block } from "../../preview/block";
import { changes_of } from "../store";

/** Shows them in `element`. Without another version there is nothing to compare with. */
export async function differences(element, definition, before) {
	const request = (element.li_request = {});
	element.setAttribute("aria-busy", "true");
	const content = before ? await changes_of(definition, before).then(list, refused) : nothing_live();
	if (request !== element.li_request) return;
	element.replaceChildren(block(__("What it says differently"), before || "", content));
	element.removeAttribute("aria-busy");
}

function list(parts) {
	if (!parts.length) return h("p", { class: "li-quiet" }, __("Both say the same."));
	return h(
		"dl",
		{ class: "li-differences" },
		parts.map(({ part, changes }) => [
			h("dt", {}, part),
			h("dd", {}, h("ul", {}, changes.map((change) => h("li", {}, change)))),
		])
	);
}

const refused = (error) => h("p", { role: "alert" }, error.message);

const nothing_live = () => h("p", { class: "li-quiet" }, __("Nothing is live for the same leads, so there is no other text."));
