import { h } from "../elements";

export function skeleton() {
	const rows = [1, 2, 3, 4, 5].map(() => h("div", { class: "li-desk-bone" }));
	return h("div", { class: "li-desk-skeleton", role: "status", "aria-label": __("Loading the desk") }, rows);
}
