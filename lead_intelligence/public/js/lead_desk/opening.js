// The workspace opens on the desk for those whose work it is. Who wants to see the workspace itself chooses it on the desk.

const WORKSPACE = "lead-intelligence";
const DESK = "lead-desk";
const CHOSEN = "li_workspace_chosen";
const OVERSEERS = ["Sales Manager", "System Manager"];

/** What the menu of the desk does. The workspace then stays what it is until the desk is opened again. */
export function show_workspace() {
	remember("yes");
	frappe.set_route(WORKSPACE);
}

/** A browser may refuse to remember: then the workspace is seen once. */
let chosen = null;

function remember(choice) {
	chosen = choice;
	try {
		if (choice) sessionStorage.setItem(CHOSEN, choice);
		else sessionStorage.removeItem(CHOSEN);
	} catch {
		// Kept in `chosen` alone.
	}
}

function is_chosen() {
	try {
		return Boolean(chosen || sessionStorage.getItem(CHOSEN));
	} catch {
		return Boolean(chosen);
	}
}

function opens_on_desk() {
	const roles = frappe.user_roles || [];
	const has_desk = DESK in ((frappe.boot && frappe.boot.page_info) || {});
	return has_desk && roles.includes("Sales User") && !roles.some((role) => OVERSEERS.includes(role)) && !is_chosen();
}

// The router asks here before it draws a page, and goes back behind it where somebody comes by the browser's Back.
Object.defineProperty(frappe.re_route, WORKSPACE, { configurable: true, get: () => (opens_on_desk() ? DESK : undefined) });

$(document).on("startup", () => {
	frappe.router.on("change", () => frappe.get_route()[0] === DESK && remember(null));
});
