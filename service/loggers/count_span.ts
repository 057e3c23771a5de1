import { type CountSpan, periodsIn } from "../../domain/loggers/count_span.ts";
import { type CountedPeriod, countPeriods } from "../../domain/loggers/kilowatts.ts";
import { microText } from "../../domain/loggers/microseconds.ts";
import { wrongPower } from "../../domain/value_limits.ts";
import type { OwnerTransaction } from "../../sql/kit/queries.ts";
import { clearAlarm, raiseAlarm } from "../../sql/loggers/alarms.ts";
import { feedsOf, type SiteFeed } from "../../sql/loggers/feeds.ts";
import { type MeasuredPeriod, storeGeneration, storeSeries } from "../../sql/loggers/generation.ts";
import { watchCounters } from "./counter_alarms.ts";
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

/** Counts the periods of a span from readings, stores them, and raises alarms. */
export async function countSpan(
  tx: OwnerTransaction,
  site: string,
  { start, end }: CountSpan,
  rules: SpanRules,
): Promise<void> {
  const counted = { site_uuid: site, span: { start, end }, keeps: rules.keeps };
  const periods = periodsIn(counted.span, rules.minutes);
  const all = await feedsOf(tx, site);
  const feeds = await sampled(tx, all, counted.span);
  const of = (kind: SiteFeed["feeds"]) => feeds.filter(({ site }) => site.feeds === kind);
  const countOf = (kind: SiteFeed["feeds"]) =>
    countPeriods(of(kind).map(({ feed }) => feed), periods);

  const generation = countOf("generation");
  const isWrong = ({ kw }: MeasuredPeriod) =>
    wrongPower("power", kw, rules.capacity_kw) !== undefined;
  const wrong = known(generation).filter(isWrong);
  const right = known(generation).filter((period) => !isWrong(period));
  const [first] = of("generation");
  await storeGeneration(tx, counted, first?.site.logger_uuid ?? null, right);
  const series = (["consumption", "charger"] as const).map((kind) => ({
    kind,
    periods: countOf(kind),
  }));
  await storeSeries(
    tx,
    counted,
    series.flatMap(({ kind, periods }) => known(periods).map((period) => ({ ...period, kind }))),
  );

  await raiseRange(tx, of("generation"), generation, wrong, rules);
  const kinds = [{ kind: "generation", periods: generation } as const, ...series];
  const ofKinds = kinds.map(({ kind, periods }) => ({ feeds: of(kind), periods }));
  await watchCounters(tx, ofKinds, rules.isLive ? end : undefined);
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
