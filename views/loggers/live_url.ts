import type { LiveOrder } from "../../domain/loggers/live_order.ts";
import { loggerUrl } from "./urls.ts";

/** What the address of a live page says. */
export interface LiveQuery {
  query: string;
  order: LiveOrder;
  pinned: readonly string[];
  page: number;
  isPaused: boolean;
}

/** Returns the parameters of an address of a live page; what is as usual is left out. */
export function liveParameters(shown: LiveQuery): Record<string, string> {
  const { query, order, pinned, page, isPaused } = shown;
  return {
    ...query && { q: query },
    ...order !== "name" && { sort: order },
    ...pinned.length > 0 && { pin: pinned.join("-") },
    ...page > 1 && { page: String(page) },
    ...isPaused && { pause: "yes" },
  };
}

/** Returns the address of a live page. */
export function liveUrl(logger: Parameters<typeof loggerUrl>[0], shown: LiveQuery): string {
  const text = new URLSearchParams(liveParameters(shown)).toString();
  return loggerUrl(logger) + (text && `?${text}`);
}
