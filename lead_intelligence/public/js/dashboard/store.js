// The dashboard as the server knows it.

import { ask } from "../server";

/** The families of figures, each of statements of its own, in the order in which they are shown: how many cards and charts each has. */
export const PARTS = {
	leads: { cards: 4, charts: 1, row: "leads" },
	handovers: { cards: 2, charts: 1, row: "work" },
	responses: { cards: 3, charts: 1, row: "work" },
	origins: { cards: 0, charts: 1, row: "leads" },
	money: { cards: 4, charts: 1, row: "money" },
	ledger: { cards: 0, charts: 0, row: "money" },
};

export const part_of_board = (part, { span, company }) => ask("board.board", { span, company, parts: JSON.stringify([part]) });

/** Whether there is any lead that the user may read. */
export async function are_there_leads() {
	const answer = await fetch("/api/method/frappe.client.get_list?doctype=Lead&limit_page_length=1", { headers: { Accept: "application/json" } });
	const content = answer.ok ? await answer.json() : { message: [true] };
	return content.message.length > 0;
}
