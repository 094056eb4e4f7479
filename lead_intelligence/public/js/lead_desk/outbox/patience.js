// A request that hangs is no answer.

const SECONDS = 10;

/** `request` takes the options of `fetch`. */
export async function with_patience(request) {
	const controller = new AbortController();
	const timer = setTimeout(() => controller.abort(), SECONDS * 1000);
	try {
		return await request({ signal: controller.signal });
	} finally {
		clearTimeout(timer);
	}
}
