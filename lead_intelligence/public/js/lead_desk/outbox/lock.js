// One tab sends at a time.

const NAME = "li_outbox_sending";
// Of a tab that was closed while it sent.
const FORGOTTEN_AFTER = 30 * 1000;
const LOOK_AGAIN_AFTER = 300;
const SETTLED_AFTER = 40;

export async function exclusively(work) {
	if (navigator.locks) return navigator.locks.request(NAME, work);
	// Pages that are reached by plain HTTP have no locks. What two tabs send at once all the same, the server records once.
	const mark = String(Math.random());
	while (!(await is_taken(mark))) await after(LOOK_AGAIN_AFTER);
	const alive = setInterval(() => hold(mark), FORGOTTEN_AFTER / 3);
	try {
		return await work();
	} finally {
		clearInterval(alive);
		release(mark);
	}
}

async function is_taken(mark) {
	try {
		const held = JSON.parse(localStorage.getItem(NAME));
		if (held && held.mark !== mark && Date.now() - held.at < FORGOTTEN_AFTER) return false;
		hold(mark);
		await after(SETTLED_AFTER * (1 + Math.random()));
		return JSON.parse(localStorage.getItem(NAME)).mark === mark;
	} catch {
		// Nothing is kept on this device, so there is nothing that another tab could send.
		return true;
	}
}

function hold(mark) {
	try {
		localStorage.setItem(NAME, JSON.stringify({ mark, at: Date.now() }));
	} catch {
		// As above.
	}
}

function release(mark) {
	try {
		if (JSON.parse(localStorage.getItem(NAME)).mark === mark) localStorage.removeItem(NAME);
	} catch {
		// As above.
	}
}

function after(span) {
	return new Promise((resolve) => setTimeout(resolve, span));
}
