// Pages of leads, one at a time.

import { h } from "../elements";
import { button } from "./block";

/** Gives what shows a page in `root`, by where it starts: `ask(start)` asks for it, `shown(found, start)` draws it. Of two that are asked for, the
 * later is shown, whichever answer comes first. */
export function paged(root, ask, shown) {
	let request = null;
	const page = async (start) => {
		const mine = (request = {});
		root.setAttribute("aria-busy", "true");
		const content = await ask(start).then(
			(found) => shown(found, start),
			(error) => [h("p", { role: "alert" }, error.message), button(__("Try Again"), () => page(start))]
		);
		if (mine !== request) return;
		root.replaceChildren(...content.filter(Boolean));
		root.removeAttribute("aria-busy");
	};
	return page;
}
