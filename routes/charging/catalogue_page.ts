import type { Context } from "hono";
import { MOST_ON_A_PAGE } from "../../domain/charging/session_filter.ts";
import { page } from "../http/params.ts";

/** Returns the page of networks or locations that the address says, and its part of the list. */
export function cataloguePage(c: Context) {
  const number = page(c).page;
  return {
    page: number,
    part: { limit: MOST_ON_A_PAGE, offset: (number - 1) * MOST_ON_A_PAGE },
  };
}
