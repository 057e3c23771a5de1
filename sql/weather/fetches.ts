import type { OwnerSql } from "../../db/client.ts";
import type { AdminSql, ScopedSql } from "../../db/scope.ts";
import type { FetchState } from "../../domain/weather/fetch_state.ts";

/** What groups may know of fetching: not why it fails. */
export type FetchOutcome = Pick<FetchState, "source" | "fetched_utc" | "failing_since_utc">;

/** Returns how fetching from a source goes; undefined when it was never tried. */
export async function find(
  sql: OwnerSql | AdminSql,
  source: string,
): Promise<FetchState | undefined> {
  const [state] = await (sql as OwnerSql)<FetchState[]>`
    select source, fetched_utc, failing_since_utc, failure, failures, next_utc
    from app.weather_fetches where source = ${source}`;
  return state;
}

/** Lists how fetching from each source goes. */
export async function list(sql: ScopedSql): Promise<FetchOutcome[]> {
  return await sql<FetchOutcome[]>`
    select source, fetched_utc, failing_since_utc from app.weather_fetches order by source`;
}

/** Records that weather was fetched at `now`. */
export async function succeed(
  sql: OwnerSql,
  source: string,
  now: Temporal.Instant,
): Promise<void> {
  await sql`
    insert into app.weather_fetches as f (source, fetched_utc) values (${source}, ${now})
    on conflict (source) do update set fetched_utc = excluded.fetched_utc,
      failing_since_utc = null, failure = null, failures = 0, next_utc = null`;
}

interface Failed {
  /** A sentence for operators. */
  failure: string;
  at: Temporal.Instant;
  /** Nothing is fetched before it. */
  next: Temporal.Instant;
}

/** Records that an attempt failed. */
export async function fail(
  sql: OwnerSql,
  source: string,
  { failure, at, next }: Failed,
): Promise<void> {
  await sql`
    insert into app.weather_fetches as f (source, failing_since_utc, failure, failures, next_utc)
    values (${source}, ${at}, ${failure}, 1, ${next})
    on conflict (source) do update set failure = excluded.failure, failures = f.failures + 1,
      failing_since_utc = coalesce(f.failing_since_utc, excluded.failing_since_utc),
      next_utc = excluded.next_utc`;
}

/** Forgets how fetching from a source went. */
export async function forget(sql: OwnerSql, source: string): Promise<void> {
  await sql`delete from app.weather_fetches where source = ${source}`;
}
