import type { Context } from "hono";
import { LIVE_ORDERS } from "../../domain/loggers/live_order.ts";
import type { LiveQuery } from "../../views/loggers/live_url.ts";
import { searchPage } from "../http/params.ts";

/** Most variables that are pinned: more would not fit on a page. */
const MOST_PINNED = 20;

/** Returns what the address of a live page says, and the rows to read for it. */
export function liveQuery(c: Context): LiveQuery & { limit: number; offset: number } {
  const { sort, pin = "", pause } = c.req.query();
  const order = LIVE_ORDERS.find((each) => each === sort) ?? "name";
  return {
    ...searchPage(c),
    order,
    pinned: variableIds(pin).slice(0, MOST_PINNED),
    isPaused: pause === "yes",
  };
}

/** Returns the ids of variables in a text like `12-15`, each once; what is no id is left out. */
export function variableIds(text: string): string[] {
  return [...new Set(text.split("-").filter((id) => /^[1-9]\d{0,17}$/.test(id)))];
}
