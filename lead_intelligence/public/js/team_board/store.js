// The team as the server knows it.

import { ask, post } from "../server";

export const board_of = (about) => ask("team_board.board", about);
export const waiting_of = (about) => ask("team_board.waiting", about);
export const leads_of = (about) => ask("team_board.leads", about);
export const over_time = (about) => ask("team_board.over_time", about);
export const reassign = (about) => post("team_board.reassign", about);
export const preview_hand_over = (about) => post("team_board.preview_hand_over", about);
export const hand_over = (about) => post("team_board.begin_hand_over", about);
export const hand_over_progress = (about) => ask("team_board.hand_over_progress", about);
