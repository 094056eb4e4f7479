// What the script of the page calls.

import { TeamBoard } from "./page";

frappe.provide("lead_intelligence");
lead_intelligence.team_board = {
	on_page_load(wrapper) {
		const board = (wrapper.li_board = new TeamBoard(wrapper));
		$(wrapper).on("hide", () => board.hide());
	},
	on_page_show(wrapper) {
		wrapper.li_board.show();
	},
};
