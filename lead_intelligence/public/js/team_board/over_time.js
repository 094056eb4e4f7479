// The chart of assignments, with its choice of a period and of a rep.

import { h } from "../elements";
import { chart } from "./chart";
import { over_time } from "./store";

const PERIODS = [7, 30, 90];

export class OverTime {
	constructor(about) {
		this.about = about;
		this.picture = h("div", {});
		this.period = this.chooser(__("Period"), "period");
		this.rep = this.chooser(__("Rep"), "chart of");
		this.period.append(...PERIODS.map((days) => h("option", { value: days, selected: days === 30 }, __("{0} days", [days]))));
		this.content = h("div", {}, h("div", { class: "li-period" }, this.period, this.rep), this.picture);
		this.offer([]);
	}

	forget() {
		this.known = null;
	}

	/** The reps to choose from. */
	offer(reps) {
		const names = JSON.stringify(reps.map(({ user, name }) => [user, name]));
		if (names === this.offered) return;
		this.offered = names;
		const chosen = this.rep.value;
		const options = [...reps].sort((a, b) => a.name.localeCompare(b.name)).map(({ user, name }) => h("option", { value: user, selected: user === chosen }, name));
		this.rep.replaceChildren(h("option", { value: "" }, __("Everybody")), ...options);
	}

	async refresh() {
		const request = (this.request = {});
		const days = await over_time({ ...this.about(), days: this.period.value, user: this.rep.value || null });
		const known = JSON.stringify(days);
		// Another period may have been chosen while this answer was under way.
		if (request !== this.request || known === this.known) return;
		this.known = known;
		this.picture.replaceChildren(...[chart(days)].flat());
	}

	chooser(label, name) {
		const choose = () => {
			const shown = this.refresh();
			const { request } = this;
			return shown.catch((error) => {
				if (request !== this.request) return;
				this.forget();
				this.picture.replaceChildren(h("p", { role: "alert" }, error.message));
			});
		};
		return h("select", { class: "form-control input-xs", "aria-label": label, onchange: choose, "data-li-focus": name });
	}
}
