import type { OwnerSql } from "../../db/client.ts";
import { type Charge, chargeOf, sunOf, type SunShare } from "../../domain/charging/sun.ts";
import { HOUR } from "../../domain/time/time.ts";
import { availableFor } from "../../sql/charging/available.ts";
import * as sun from "../../sql/charging/sun.ts";
import { withLockIfFree } from "../../sql/kit/locks.ts";
import type { OwnerTransaction } from "../../sql/kit/queries.ts";

/** About how much generation is read at once. */
const SPAN_MS = 14 * 24 * HOUR;

type Charging = Charge & { id: number };

/**
 * Counts the sun of sessions that changed, or of whose time generation came or changed. Returns how
 * many sites of groups it looked at; 0 at once while another instance does it.
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
    return charge ? [{ ...charge, id: session.id }] : [];
  });
  for (const some of parts(charges)) {
    const startMs = some[0]!.startMs;
    const endMs = Math.max(...some.map((charge) => charge.endMs));
    const available = await availableFor(tx, due.site_uuid, { startMs, endMs });
    const shares = sunOf(some, available);
    await sun.store(
      tx,
      some.map(({ id }, at): { id: number } & SunShare => ({ id, ...shares[at]! })),
    );
  }
}

/** Splits charges, which are in order, where none is going on, into parts of about two weeks. */
function parts(charges: readonly Charging[]): Charging[][] {
  const found: Charging[][] = [];
  let endMs = -Infinity;
  for (const charge of charges) {
    const part = found.at(-1);
    const isLong = part !== undefined && charge.startMs - part[0]!.startMs > SPAN_MS;
    if (!part || isLong && charge.startMs >= endMs) found.push([charge]);
    else part.push(charge);
    endMs = Math.max(endMs, charge.endMs);
  }
  return found;
}
