import { fault, MISSING, NO_BOOLEAN } from "../../domain/quartz/faults.ts";
import { booleanOf, siteUuidsOf } from "../../domain/quartz/input.ts";
import { isoTime } from "../../domain/quartz/time.ts";
import { type Asking, logged } from "./caller.ts";
import { invalid, Refusal } from "./errors.ts";

/** What a question of many sites has in its query string. */
export interface ManyQuery {
  /** Without any, the response is an empty list. */
  sites: string[];
  sumBy?: string;
  isCompact: boolean;
  start?: Temporal.Instant;
  end?: Temporal.Instant;
}

/** Returns a parameter of the query string; the last one where it comes more than once. */
export const parameter = (c: Pick<Asking, "req">, name: string): string | undefined =>
  c.req.queries(name)?.at(-1);

/**
 * Reads the query string of a question of many sites, and counts the request once it is one. Throws 422.
 */
export function manyQuery(c: Asking): ManyQuery {
  const [list, compact] = [parameter(c, "site_uuids"), parameter(c, "compact")];
  const isCompact = compact === undefined ? false : booleanOf(compact);
  if (list === undefined || isCompact === undefined) {
    throw invalid(
      ...list === undefined ? [NO_LIST] : [],
      ...isCompact === undefined ? [fault(["query", "compact"], NO_BOOLEAN, compact)] : [],
    );
  }
  logged(c);
  const sites = sitesOf(c);
  if (sites.length === 0) return { sites, isCompact };
  return {
    sites,
    isCompact,
    sumBy: parameter(c, "sum_by"),
    start: timeOf(c, "start_utc"),
    end: timeOf(c, "end_utc"),
  };
}

/** Reads the UUIDs of the parameter `site_uuids`. Throws 422. */
export function sitesOf(c: Asking): string[] {
  const text = parameter(c, "site_uuids");
  if (text === undefined) throw invalid(NO_LIST);
  const sites = siteUuidsOf(text);
  if (sites === undefined) throw new Refusal(422, "Invalid site_uuids list.");
  return sites;
}

const NO_LIST = fault(["query", "site_uuids"], MISSING, null);

function timeOf(c: Asking, name: "start_utc" | "end_utc"): Temporal.Instant | undefined {
  const text = parameter(c, name);
  if (text === undefined) return undefined;
  const time = isoTime(text);
  if (time) return time;
  const words = ["datetime_parsing", "Input should be a valid datetime of ISO 8601"] as const;
  throw invalid(fault(["query", name], words, text));
}

/** Site days that a response has at most, some 70 MB of quarter hours. */
const MOST_SITE_DAYS = 4000;
const DAY_MS = 86_400_000;

interface Window {
  sites: string[];
  start: Temporal.Instant;
  end?: Temporal.Instant;
}

/**
 * Throws 422 for a window that may have more than a response holds. `count` looks how many days of the
 * window the sites have data of, where the window itself does not tell.
 */
export async function refuseTooMuch(
  { sites, start, end }: Window,
  now: Temporal.Instant,
  count: () => Promise<number>,
): Promise<void> {
  const days = ((end ?? now).epochMilliseconds - start.epochMilliseconds) / DAY_MS;
  if (sites.length * days <= MOST_SITE_DAYS || await count() <= MOST_SITE_DAYS) return;
  throw new Refusal(
    422,
    `Ask for fewer sites or a shorter time: sites times days may be ${MOST_SITE_DAYS} at most.`,
  );
}
