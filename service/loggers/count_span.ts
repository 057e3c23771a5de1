import { type CountSpan, periodsIn } from "../../domain/loggers/count_span.ts";
import { type CountedPeriod, countPeriods } from "../../domain/loggers/kilowatts.ts";
import { microText } from "../../domain/loggers/microseconds.ts";
import { wrongPower } from "../../domain/value_limits.ts";
import type { OwnerTransaction } from "../../sql/kit/queries.ts";
import { clearAlarm, raiseAlarm } from "../../sql/loggers/alarms.ts";
import { feedsOf, type SiteFeed } from "../../sql/loggers/feeds.ts";
import {
  type CountedSpan,
  type MeasuredPeriod,
  storeGeneration,
  storeSeries,
} from "../../sql/loggers/generation.ts";
import { type CountedFeeds, watchCounters } from "./counter_alarms.ts";
import { sampled, type SampledFeed } from "./sampled_feeds.ts";

export interface SpanRules {
  minutes: number;
  capacity_kw: number | null;
  /** True: nothing that is stored is deleted, since its readings may be gone. */
  keeps: boolean;
  /** True for a span of the last day: if its last period is within the limits, the alarm is cleared. */
  isLive: boolean;
}

const SEVERITY = 1;

/** Feeds of one kind, and what was counted of them. */
interface CountedKind extends CountedFeeds {
  kind: SiteFeed["feeds"];
}

/** Counts the periods of a span from readings, stores them, and raises alarms. */
export async function countSpan(
  tx: OwnerTransaction,
  site: string,
  { start, end }: CountSpan,
  rules: SpanRules,
): Promise<void> {
  const counted = { site_uuid: site, span: { start, end }, keeps: rules.keeps };
  const periods = periodsIn(counted.span, rules.minutes);
  const all = await sampled(tx, await feedsOf(tx, site), counted.span);
  const countKind = (kind: SiteFeed["feeds"]): CountedKind => {
    const feeds = all.filter(({ site }) => site.feeds === kind);
    return { kind, feeds, periods: countPeriods(feeds.map(({ feed }) => feed), periods) };
  };
  const generation = countKind("generation");
  const others = [countKind("consumption"), countKind("charger")];
  await storeWithinLimits(tx, counted, generation, rules);
  const series = others.flatMap(({ kind, periods }) =>
    known(periods).map((period) => ({ ...period, kind }))
  );
  await storeSeries(tx, counted, series);
  await watchCounters(tx, [generation, ...others], rules.isLive ? end : undefined);
}

/** Stores generation that is within the limits of the capacity, and raises an alarm about the rest. */
async function storeWithinLimits(
  tx: OwnerTransaction,
  counted: CountedSpan,
  { feeds, periods }: CountedKind,
  rules: SpanRules,
): Promise<void> {
  const isWrong = ({ kw }: MeasuredPeriod) =>
    wrongPower("power", kw, rules.capacity_kw) !== undefined;
  const right = known(periods).filter((period) => !isWrong(period));
  await storeGeneration(tx, counted, feeds[0]?.site.logger_uuid ?? null, right);
  await raiseRange(tx, feeds, periods, known(periods).filter(isWrong), rules);
}

function known(periods: readonly CountedPeriod[]): MeasuredPeriod[] {
  return periods.flatMap(({ start, end, kw }) => kw === undefined ? [] : [{ start, end, kw }]);
}

async function raiseRange(
  tx: OwnerTransaction,
  feeds: readonly SampledFeed[],
  periods: readonly CountedPeriod[],
  wrong: readonly MeasuredPeriod[],
  { capacity_kw, isLive }: SpanRules,
): Promise<void> {
  const loggers = new Set(feeds.map(({ site }) => site.logger_uuid));
  const worst = wrong.at(-1);
  const hasEnded = isLive && periods.at(-1)?.kw !== undefined && worst?.end !== periods.at(-1)?.end;
  for (const logger of loggers) {
    if (worst) {
      const fault = wrongPower("power", worst.kw, capacity_kw)!.message;
      const [from, to] = [microText(worst.start), microText(worst.end)];
      const text = `No generation is stored from ${from} to ${to}: ${fault}`;
      await raiseAlarm(tx, logger, "range", SEVERITY, text);
    }
    if (hasEnded) await clearAlarm(tx, logger, "range");
  }
}
