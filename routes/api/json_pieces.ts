import type { ScopedSql } from "../../db/scope.ts";
import { AppError } from "../../domain/errors.ts";
import type { Json } from "../../sql/kit/json_text.ts";
import type { SignedIn } from "../http/context.ts";
import { ATTEMPTS, patiently } from "../http/patience.ts";
import { inScope } from "../middleware/scope.ts";

/** Days of one site that are made at once: 4 MB of 5-minute values. */
export const DAYS_AT_ONCE = 60;
/** Days of all sites that are made at once, and kept: 10 MB of quarter hours. */
export const SITE_DAYS_AT_ONCE = 600;

/** Members of a list in JSON, with commas between them; empty text for none. */
type ReadMembers = (sql: ScopedSql) => Promise<Json>;

/** A request with a viewer, and with a scope where its route opens one. */
interface Reading {
  var: SignedIn["Variables"] & { sql?: ScopedSql };
}

/**
 * Yields the texts of a body: its head, the members of a list, its tail. The first one is read in the
 * scope of the request, if it has one. Each other is read in a scope of its own, at the client's pace:
 * no transaction is open while a client reads, or does not.
 */
export async function* textsOf(
  c: Reading,
  head: string | ReadMembers,
  pieces: Iterable<ReadMembers>,
): AsyncGenerator<string, void> {
  const decoder = new TextDecoder();
  const patience = { attempts: 1 };
  let { sql } = c.var;
  const read = async (work: ReadMembers) =>
    decoder.decode(await (sql ? work(sql) : patiently(patience, () => inScope(c, work))));
  let text = typeof head === "string" ? head : await read(head);
  let comma = "";
  for (const piece of pieces) {
    const members = await read(piece);
    if (members === "") continue;
    yield `${text}${comma}${members}`;
    [sql, text, comma, patience.attempts] = [undefined, "", ",", ATTEMPTS];
  }
  yield `${text}]}`;
}

/** Returns the length of a range in days of 24 hours. */
export const daysOf = (start: Temporal.Instant, end: Temporal.Instant): number =>
  start.until(end).total("hours") / 24;

/** Largest response: sites times days, some 70 MB of quarter hours. */
const MAX_SITE_DAYS = 4000;

/** Returns the days of all sites together. Throws invalid when these are more than a response has. */
export function siteDays(sites: string[], start: Temporal.Instant, end: Temporal.Instant): number {
  const days = sites.length * daysOf(start, end);
  if (days <= MAX_SITE_DAYS) return days;
  const message =
    `Ask for fewer sites or a shorter time: sites times days may be ${MAX_SITE_DAYS} at most.`;
  throw new AppError("invalid", message, { fields: [{ field: "site_uuids", message }] });
}

/** Returns the pieces of so many days of a range, in order. */
export function* piecesOf(
  { start, end }: { start: Temporal.Instant; end: Temporal.Instant },
  days = DAYS_AT_ONCE / 2,
) {
  for (let from = start; Temporal.Instant.compare(from, end) < 0;) {
    const next = from.add({ hours: days * 24 });
    const until = Temporal.Instant.compare(next, end) < 0 ? next : end;
    yield { start: from, end: until };
    from = until;
  }
}

/** Returns these sites, a few at a time, so that each piece has so many days of sites at most. */
export function* someOf(sites: string[], daysOfEach: number): Generator<string[]> {
  const count = Math.max(1, Math.floor(SITE_DAYS_AT_ONCE / 4 / daysOfEach));
  for (let at = 0; at < sites.length; at += count) yield sites.slice(at, at + count);
}
