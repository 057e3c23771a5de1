import { wentBack } from "../../domain/loggers/counter.ts";
import type { CountedPeriod } from "../../domain/loggers/kilowatts.ts";
import { microText } from "../../domain/loggers/microseconds.ts";
import { SECOND } from "../../domain/loggers/samples.ts";
import type { OwnerTransaction } from "../../sql/kit/queries.ts";
import { clearAlarm, raiseAlarm, raisedBefore } from "../../sql/loggers/alarms.ts";
import { sampled, type SampledFeed } from "./sampled_feeds.ts";

const CAUSE = "counter";
const SEVERITY = 1;
const DAY = 24 * 3600 * SECOND;

/** Feeds of one kind, and the periods of a span that were counted of them. */
export interface CountedFeeds {
  feeds: readonly SampledFeed[];
  periods: readonly CountedPeriod[];
}

/**
 * Raises an alarm of each logger of which a counter went back, about the last time. After a live span
 * (`liveUntil`, in microseconds, is its end) clears that of a logger whose counters went on for a whole
 * day since it was raised.
 */
export async function watchCounters(
  tx: OwnerTransaction,
  counted: readonly CountedFeeds[],
  liveUntil?: number,
): Promise<void> {
  const texts = new Map(counted.flatMap(textsOf));
  for (const [logger, text] of texts) await raiseAlarm(tx, logger, CAUSE, SEVERITY, text);
  if (liveUntil === undefined) return;
  const others = counted.flatMap(({ feeds }) => feeds).map(({ site }) => site)
    .filter(({ measures, logger_uuid }) => measures === "counter" && !texts.has(logger_uuid));
  if (others.length > 0) await clearEnded(tx, others, liveUntil);
}

/** Returns the loggers of which a counter went back, with the text of the alarm. */
function textsOf({ feeds, periods }: CountedFeeds): [logger: string, text: string][] {
  return periods.flatMap(({ start, wentBack }) =>
    wentBack.map((place): [string, string] => {
      const { logger_uuid, name } = feeds[place]!.site;
      const text = `The counter ${name} went back in the period from ${microText(start)}: it ` +
        "counts for nothing there.";
      return [logger_uuid, text];
    })
  );
}

/** Clears the alarms of counters that sent in the day before `end` and did not go back in it. */
async function clearEnded(
  tx: OwnerTransaction,
  counters: readonly SampledFeed["site"][],
  end: number,
): Promise<void> {
  const day = { start: end - DAY, end };
  const loggers = [...new Set(counters.map(({ logger_uuid }) => logger_uuid))];
  const raised = await raisedBefore(tx, loggers, CAUSE, microText(day.start));
  const feeds = await sampled(tx, counters.filter((one) => raised.includes(one.logger_uuid)), day);
  for (const logger of raised) {
    const own = feeds.filter(({ site }) => site.logger_uuid === logger).map(({ feed }) => feed);
    const hasSent = own.some(({ samples }) => samples.times.length > 0);
    const isOver = !own.some(({ samples, maxGap }) => wentBack(samples, day, maxGap));
    if (hasSent && isOver) await clearAlarm(tx, logger, CAUSE);
  }
}
