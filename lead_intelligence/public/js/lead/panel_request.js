import { ask } from "../server";

export const panel_of = (lead) => ask("lead_score.panel", { lead });
