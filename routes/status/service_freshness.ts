import type { OwnerSql } from "../../db/client.ts";
import { reading } from "../../db/transaction.ts";
import type { Freshness } from "../../domain/operations/freshness.ts";
import { MINUTE } from "../../domain/time/time.ts";
import * as freshness from "../../sql/operations/freshness.ts";
import type { Services } from "../http/context.ts";

/** A measured state is shown as it is for a minute, and while it is measured again for five. */
const NEW_MS = MINUTE;
const USABLE_MS = 5 * MINUTE;

interface Kept {
  value?: Freshness;
  atMs: number;
  underWay?: Promise<Freshness>;
}

const keptOf = new WeakMap<OwnerSql, Kept>();

/**
 * Returns how fresh the values of all sites are, as measured at most five minutes ago. One query at a
 * time measures it again, however many pages ask.
 */
export async function serviceFreshness({ database, now }: Services): Promise<Freshness> {
  const sql = database.owner;
  const kept = keptOf.get(sql) ?? { atMs: -Infinity };
  keptOf.set(sql, kept);
  const ageMs = Math.abs(now().epochMilliseconds - kept.atMs);
  if (ageMs >= NEW_MS) kept.underWay ??= measure(sql, now(), kept);
  if (kept.value && ageMs < USABLE_MS) return kept.value;
  return await kept.underWay!;
}

function measure(sql: OwnerSql, now: Temporal.Instant, kept: Kept): Promise<Freshness> {
  const query = reading(() => freshness.summary(sql, now));
  const end = () => kept.underWay = undefined;
  query.then((value) => {
    kept.value = value;
    kept.atMs = now.epochMilliseconds;
    end();
  }, end); // a page that waits for it gets the error
  return query;
}
