import { type CountSpan, periodsIn } from "../../domain/loggers/count_span.ts";
import { type CountedPeriod, countPeriods, type Feed } from "../../domain/loggers/kilowatts.ts";
import { microText } from "../../domain/loggers/microseconds.ts";
import { maxGap, type MicroSpan } from "../../domain/loggers/samples.ts";
import { wrongPower } from "../../domain/value_limits.ts";
import type { OwnerTransaction } from "../../sql/kit/queries.ts";
import { clearAlarm, raiseAlarm } from "../../sql/loggers/alarms.ts";
import { feedsOf, type SiteFeed, withSamples } from "../../sql/loggers/feeds.ts";
import { type MeasuredPeriod, storeGeneration, storeSeries } from "../../sql/loggers/generation.ts";
import { samplesOf } from "../../sql/loggers/samples.ts";

export interface SpanRules {
  minutes: number;
  capacity_kw: number | null;
  /** True: nothing that is stored is deleted, since its readings may be gone. */
  keeps: boolean;
  /** True for a span of the last day: power outside the limits in it ends when it does. */
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
  await raiseCounter(tx, of("generation"), generation);
  for (const { kind, periods } of series) await raiseCounter(tx, of(kind), periods);
}

interface SampledFeed {
  site: SiteFeed;
  feed: Feed;
}

/** Returns feeds with their samples around a span. */
async function sampled(
  tx: OwnerTransaction,
  feeds: readonly SiteFeed[],
  { start, end }: MicroSpan,
): Promise<SampledFeed[]> {
  if (feeds.length === 0) return [];
  const gap = Math.max(...feeds.map((feed) => maxGap(feed.interval_seconds)));
  const ids = feeds.flatMap(({ variables }) => variables);
  const samples = await samplesOf(tx, ids, { start: start - gap, end: end + gap });
  return feeds.map((site) => ({ site, feed: withSamples(site, samples) }));
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

/** Raises an alarm of each logger of which a counter went back, about the last time. */
async function raiseCounter(
  tx: OwnerTransaction,
  feeds: readonly SampledFeed[],
  periods: readonly CountedPeriod[],
): Promise<void> {
  const found = new Map<string, string>();
  for (const { start, wentBack } of periods) {
    for (const place of wentBack) {
      const { logger_uuid, name } = feeds[place]!.site;
      found.set(
        logger_uuid,
        `The counter ${name} went back in the period from ${microText(start)}: it counts for ` +
          "nothing there.",
      );
    }
  }
  for (const [logger, text] of found) await raiseAlarm(tx, logger, "counter", SEVERITY, text);
}
