// Routing pools as the server knows them.

import { post } from "../server";

/** What is known of the members and around the pool, as its form stands. */
export const around = (doc) => post("routing_pool.around", { pool: JSON.stringify(doc) });
