import { maxGap } from "../../domain/loggers/gap.ts";
import type { Feed } from "../../domain/loggers/kilowatts.ts";
import type { MicroSpan } from "../../domain/loggers/samples.ts";
import type { OwnerTransaction } from "../../sql/kit/queries.ts";
import { type SiteFeed, withSamples } from "../../sql/loggers/feeds.ts";
import { samplesOf } from "../../sql/loggers/samples.ts";

/** What feeds a site, with its samples. */
export interface SampledFeed {
  site: SiteFeed;
  feed: Feed;
}

/** Returns feeds with their samples in a span, and as long before and after it as lines reach. */
export async function sampled(
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
