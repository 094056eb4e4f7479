// The desk as the server knows it.

import { ask, post } from "../server";

export const queue_of = (about) => ask("lead_desk.queue", about);
export const why_of = (about) => ask("lead_desk.why", about);
export const order_in_words = () => ask("lead_desk.order");
export const resting_of = (about) => ask("lead_desk.resting", about);
export const reps_to_look_at = () => ask("lead_desk.reps");
export const wake = (lead) => post("next_step.wake", { lead });
