import type { OwnerSql } from "../../db/client.ts";
import type { ScopedSql } from "../../db/scope.ts";
import { maxGap } from "../../domain/loggers/gap.ts";
import type { Feed, FeedUnit } from "../../domain/loggers/kilowatts.ts";
import { mergedSamples } from "../../domain/loggers/merged_samples.ts";
import { microseconds } from "../../domain/loggers/microseconds.ts";
import type { Samples } from "../../domain/loggers/samples.ts";
import type { Mapping } from "../../domain/loggers/mapping.ts";
import { seriesName } from "../../domain/loggers/series.ts";
import type { OwnerTransaction } from "../kit/queries.ts";

/** What feeds a site: one series of a logger. */
export interface SiteFeed {
  logger_uuid: string;
  interval_seconds: number;
  feeds: "generation" | "consumption" | "charger";
  measures: "power" | "counter";
  unit: FeedUnit;
  /** Null: all periods are its concern. */
  feed_from_utc: string | null;
  /** The name of the variable that says what the series feeds. */
  name: string;
  /** Keys of the variables whose readings are those of the series. */
  variables: string[];
}

interface Row extends Omit<SiteFeed, "variables" | "feeds"> {
  variable_id: string;
  feeds: SiteFeed["feeds"] | "nothing";
}

/** What variables would feed, by their keys. */
export type Changes = ReadonlyMap<string, Mapping>;

/**
 * Returns what feeds a site, of all its loggers, those of the oldest logger first: as it is, or as it
 * would be after some changes. Variables that are one series with a mapped one belong to it, unless
 * they feed something else themselves.
 */
export async function feedsOf(
  sql: OwnerSql | OwnerTransaction | ScopedSql,
  siteUuid: string,
  changes: Changes = new Map(),
): Promise<SiteFeed[]> {
  const stored = await sql<Row[]>`
    select v.variable_id::text as variable_id, v.logger_uuid, l.interval_seconds, v.feeds,
      v.measures, v.feed_unit as unit, v.feed_from_utc, v.name
    from app.loggers l join app.logger_variables v using (logger_uuid)
    where l.site_uuid = ${siteUuid}::uuid
      and (v.variable_id = any(${`{${[...changes.keys()].join()}}`}::text::bigint[])
        or v.feeds <> 'nothing' and v.measures is not null and v.feed_unit is not null
        or v.feeds = 'nothing' and v.name like '%,loadpoint=%' and exists (
          select 1 from app.logger_variables m where m.logger_uuid = l.logger_uuid
            and m.feeds <> 'nothing' and m.name like '%,loadpoint=%'))
    order by l.created_utc, l.logger_uuid, v.variable_id`;
  const rows = stored.map((row) => changed(row, changes.get(row.variable_id)));
  const series = Map.groupBy(rows, ({ logger_uuid, name }) => `${logger_uuid} ${seriesName(name)}`);
  return [...series.values()].flatMap((members) => {
    const mapped = Map.groupBy(members, ({ feeds }) => feeds);
    const others = mapped.get("nothing") ?? [];
    mapped.delete("nothing");
    return [...mapped.values()].map((same, place) => siteFeed(same, place === 0 ? others : []));
  });
}

function changed(row: Row, mapping: Mapping | undefined): Row {
  if (!mapping) return row;
  const { feeds, measures, feed_unit, feed_from_utc } = mapping;
  return { ...row, feeds, measures: measures!, unit: feed_unit!, feed_from_utc };
}

function siteFeed(same: readonly Row[], others: readonly Row[]): SiteFeed {
  const { variable_id: _, ...first } = same[0]!;
  const variables = [...same, ...others].map(({ variable_id }) => variable_id);
  return { ...first, variables } as SiteFeed;
}

/** Returns what feeds a site with its samples, which are given by the keys of variables. */
export function withSamples(
  { measures, unit, interval_seconds, feed_from_utc, variables }: SiteFeed,
  samples: ReadonlyMap<string, Samples>,
): Feed {
  return {
    measures,
    unit,
    maxGap: maxGap(interval_seconds),
    ...feed_from_utc === null ? {} : { from: microseconds(feed_from_utc) },
    samples: mergedSamples(variables.map((id) => samples.get(id) ?? NONE)),
  };
}

const NONE = { times: [], values: [] };
