// Whose the lead is and why: who else was looked at, who is being looked for, and who had it before.

import { h } from "../../elements";
import { ask } from "../../server";
import { AskedPanel } from "../asked_panel";
import { is_anything_entered } from "../entered";
import { owners_so_far } from "./history";
import { owned, searched } from "./standing";
import { who_was_looked_at } from "./why";
import { failed, idle, loading, unsaved } from "./without_owner";

const SECOND = 1000;
// Somebody is found within a second or two. Where the desk is not told of it, it asks.
const LOOK_AGAIN = 5 * SECOND;
const MOST_LOOKS = 12;

export class OwnerPanel extends AskedPanel {
	constructor(frm) {
		super(frm, "li_owner_panel", __("Owner"), "li-owner-panel");
		this.looks = 0;
		frappe.realtime.on("lead_owner_changed", ({ lead }) => lead === frm.doc.name && this.is_on_screen() && this.refresh());
		document.addEventListener("visibilitychange", () => !document.hidden && this.is_on_screen() && this.refresh());
	}

	ask = (lead) => ask("lead_owner.panel", { lead });
	loading = loading;
	failed = failed;
	unsaved = unsaved;

	mark_unsaved() {}

	async refresh() {
		const { doc } = this.frm;
		if (doc.name !== this.lead) Object.assign(this, { looks: 0, reloaded: null, shown: null });
		// What the form was read with, to tell what was chosen on it since.
		if (!this.frm.is_dirty()) this.read = doc.lead_owner || "";
		const before = this.shown;
		await super.refresh();
		// A later question may have overtaken this one: its answer says it.
		if (this.shown !== before && this.lead === doc.name) this.follow(this.shown);
	}

	content(panel) {
		this.shown = panel;
		this.look_again(panel);
		return [
			h("div", { class: "li-standing" }, h("div", { class: "li-standing-words" }, panel.owner && owned(panel), panel.search && searched(panel), panel.idle && idle(panel))),
			who_was_looked_at(panel),
			owners_so_far(panel),
		];
	}

	look_again({ search }) {
		if (!search || search.is_vain || this.looks >= MOST_LOOKS) return;
		const timer = setTimeout(() => {
			this.looks += 1;
			if (this.is_on_screen()) this.refresh();
		}, LOOK_AGAIN);
		this.on_leave(() => clearTimeout(timer));
	}

	/** The form shows an owner of before. Where nothing is entered it is read again, else what is entered stays. */
	follow({ mark, owner }) {
		const { frm } = this;
		if (mark === (frm.doc.li_assignment || 0) || frappe.ui.form.is_saving || this.reloaded === mark) return;
		this.reloaded = mark;
		if (!is_anything_entered(frm)) {
			frm.reload_doc();
			return;
		}
		const name = owner ? owner.name : __("Nobody");
		if ((frm.doc.lead_owner || "") !== this.read) {
			frappe.show_alert({ message: __("Meanwhile: {0} owns this lead. What you chose as its owner will not count; save, and choose again.", [frappe.utils.escape_html(name)]), indicator: "orange" }, 10);
			return;
		}
		this.read = owner ? owner.user : "";
		Object.assign(frm.doc, { lead_owner: this.read, li_assignment: mark });
		frm.refresh_field("lead_owner");
		frappe.show_alert({ message: __("Meanwhile: {0} owns this lead. What you entered is still there.", [frappe.utils.escape_html(name)]), indicator: "blue" }, 7);
	}

	is_on_screen() {
		return this.root.isConnected && this.root.offsetParent !== null && window.cur_frm === this.frm;
	}
}
