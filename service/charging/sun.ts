import type { OwnerSql } from "../../db/client.ts";
import { type Charge, chargeOf, sunOf } from "../../domain/charging/sun.ts";
import { HOUR, MINUTE } from "../../domain/time/time.ts";
import { availableFor, LONGEST_USE } from "../../sql/charging/available.ts";
import * as sun from "../../sql/charging/sun.ts";
import { withLockIfFree } from "../../sql/kit/locks.ts";
import type { OwnerTransaction } from "../../sql/kit/queries.ts";

/** About how much generation is read at once. */
const SPAN_MS = 14 * 24 * HOUR;

/** Charges that are nearer to each other may be in the same period of a consumption. */
const NEAR_MS = LONGEST_USE.minutes * MINUTE;

type Charging = Charge & Pick<sun.SunSession, "id" | "is_due">;

/**
 * Counts the sun of sessions that changed, or of whose time generation or consumption came or
 * changed. Returns how many sites of groups it looked at; 0 at once while another instance does it.
 */
export async function countSun(sql: OwnerSql, signal?: AbortSignal): Promise<number> {
  if (!await sun.isDue(sql)) return 0;
  return await withLockIfFree(sql, "sitecast.charging_sun", async (signal) => {
    await sun.takeChangedRanges(sql);
    let count = 0;
    while (!signal.aborted) {
      const due = await sun.next(sql);
      if (!due) break;
      await sql.begin(async (tx) => {
        for (const span of await sun.take(tx, due)) await countIn(tx, span);
      });
      count++;
    }
    return count;
  }, { signal }) ?? 0;
}

async function countIn(tx: OwnerTransaction, due: sun.DueSun): Promise<void> {
  const sessions = await sun.sessionsIn(tx, due);
  const charges = sessions.flatMap((session): Charging[] => {
    const charge = chargeOf(session);
    return charge ? [{ ...charge, id: session.id, is_due: session.is_due }] : [];
  });
  for (const some of parts(charges)) {
    const startMs = some[0]!.startMs;
    const endMs = Math.max(...some.map((charge) => charge.endMs));
    const available = await availableFor(tx, due.site_uuid, { startMs, endMs }, some);
    const counted = sunOf(some, available).map((share, at) => ({ id: some[at]!.id, ...share }));
    await sun.store(tx, counted.filter((_, at) => some[at]!.is_due));
  }
}

/** Splits charges, which are in order, into parts of about two weeks that are not near each other. */
function parts(charges: readonly Charging[]): Charging[][] {
  const found: Charging[][] = [];
  let endMs = -Infinity;
  for (const charge of charges) {
    const part = found.at(-1);
    const isLong = part !== undefined && charge.startMs - part[0]!.startMs > SPAN_MS;
    if (!part || isLong && charge.startMs >= endMs + NEAR_MS) found.push([charge]);
    else part.push(charge);
    endMs = Math.max(endMs, charge.endMs);
  }
  return found;
}
