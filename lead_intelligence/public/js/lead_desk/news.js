// What has come to the queue and gone from it between two looks, in one sentence for those who do not see it.

/** `acted`: the lead with which something was done just now, which is no news. */
export function news(before, after, acted) {
	if (before.user.user !== after.user.user || is_cut(before) || is_cut(after)) return "";
	const [old, now] = [by_lead(before), by_lead(after)];
	const came = after.rows.filter(({ lead }) => !old.has(lead) && lead !== acted);
	const gone = before.rows.filter(({ lead }) => !now.has(lead) && lead !== acted);
	return [told(came, (name) => __("New in the queue: {0}.", [name]), (number) => __("{0} leads are new in the queue.", [number])), told(gone, (name) => __("No longer in the queue: {0}.", [name]), (number) => __("{0} leads are no longer in the queue.", [number]))]
		.filter(Boolean)
		.join(" ");
}

const by_lead = ({ rows }) => new Set(rows.map(({ lead }) => lead));
/** Where not all are shown, what comes in below is no news. */
const is_cut = ({ rows, total }) => rows.length < total;

function told(rows, one, many) {
	if (!rows.length) return "";
	return rows.length === 1 ? one(rows[0].name) : many(rows.length);
}
