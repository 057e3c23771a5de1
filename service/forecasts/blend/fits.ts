import type { OwnerSql } from "../../../db/client.ts";
import { leadClass } from "../../../domain/forecasts/blend/blend_model.ts";
import { type BlendCase, judgeBlend } from "../../../domain/forecasts/blend/judge_blend.ts";
import type { PowerPeriod } from "../../../domain/generation/energy.ts";
import { HOUR, utcText } from "../../../domain/time/time.ts";
import * as fits from "../../../sql/forecasts/blend_fits.ts";
import { type HourlyRun, hourlyRuns } from "../../../sql/forecasts/blend_runs.ts";
import { withLockIfFree } from "../../../sql/kit/locks.ts";
import { log } from "../../log.ts";
import { learnedFrom } from "../learned_from.ts";

/** Days after which a site is fitted again. */
const FIT_DAYS = 7;
/** Sites in a turn of a quarter hour: a thousand of them take a day, and a week has seven. */
const SITES_A_TURN = 10;
/** Days that are looked back: as long as app.model_runs knows runs. */
const BACK_DAYS = 30;
/** Moments of a day whose newest runs are compared, in hours of UTC. */
const ISSUE_HOURS = [0, 6, 12, 18];

/**
 * Fits the blends of sites that were not fitted for a week, some in each turn. Returns how many; 0
 * at once while another instance does it.
 */
export async function fitBlends(
  sql: OwnerSql,
  now: Temporal.Instant,
  signal?: AbortSignal,
): Promise<number> {
  return await withLockIfFree(sql, "sitecast.blend_fits", async (signal) => {
    const before = now.subtract({ hours: 24 * FIT_DAYS });
    let fitted = 0;
    for (const due of await fits.listDue(sql, { now, before, count: SITES_A_TURN })) {
      if (signal.aborted) break;
      try {
        await fitBlend(sql, due, now);
        fitted++;
      } catch (error) {
        // One failing site must not stop the others; the next turn tries it again.
        log.error("no blend of site {site}: {error}", { site: due.site_uuid, error });
      }
    }
    return fitted;
  }, { signal }) ?? 0;
}

async function fitBlend(sql: OwnerSql, due: fits.DueBlend, now: Temporal.Instant): Promise<void> {
  const { site_uuid, model_names } = due;
  const today = now.toZonedDateTimeISO("UTC").startOfDay();
  const first = today.subtract({ days: BACK_DAYS });
  const times = Array.from({ length: BACK_DAYS }, (_, day) => first.add({ days: day }))
    .flatMap((day) => ISSUE_HOURS.map((hours) => day.add({ hours }).toInstant()));
  const [runs, measured] = await Promise.all([
    hourlyRuns(sql, site_uuid, model_names, times),
    learnedFrom(sql, [site_uuid], first.toInstant(), today.toInstant()),
  ]);
  const hours = measuredHours(measured.get(site_uuid) ?? []);
  await fits.store(sql, site_uuid, judgeBlend(model_names, casesOf(runs, model_names, hours)), now);
}

/** Returns mean powers in kW by the start of whole UTC hours, where all of the hour was measured. */
function measuredHours(periods: readonly PowerPeriod[]): Map<number, number> {
  const sums = new Map<number, { kwMs: number; ms: number }>();
  for (const { startMs, endMs, powerKw } of periods) {
    for (let hour = Math.floor(startMs / HOUR) * HOUR; hour < endMs; hour += HOUR) {
      const ms = Math.min(endMs, hour + HOUR) - Math.max(startMs, hour);
      const sum = sums.get(hour) ?? { kwMs: 0, ms: 0 };
      sums.set(hour, { kwMs: sum.kwMs + powerKw * ms, ms: sum.ms + ms });
    }
  }
  return new Map(
    [...sums].filter(([, { ms }]) => ms === HOUR).map(([hour, { kwMs }]) => [hour, kwMs / HOUR]),
  );
}

/** Joins the hours of the models' runs of each moment with what was measured. */
function casesOf(
  runs: readonly HourlyRun[],
  names: readonly string[],
  measured: ReadonlyMap<number, number>,
): BlendCase[] {
  const cases = new Map<string, BlendCase & { models: (Float64Array | undefined)[] }>();
  for (const run of runs) {
    run.starts_ms.forEach((startMs, at) => {
      const [measuredKw, lead] = [measured.get(startMs), leadClass((startMs - run.at_ms) / HOUR)];
      if (measuredKw === undefined || lead === undefined) return;
      const key = `${run.at_ms} ${startMs}`;
      const one = cases.get(key) ?? { day: dayOf(startMs), lead, models: [], measuredKw };
      one.models[names.indexOf(run.model_name)] = Float64Array.of(
        run.p10_kw[at] ?? NaN,
        run.powers_kw[at]!,
        run.p90_kw[at] ?? NaN,
      );
      cases.set(key, one);
    });
  }
  return [...cases.values()];
}

const dayOf = (ms: number) => utcText(ms).slice(0, 10);
