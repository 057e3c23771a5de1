import type { OwnerSql } from "../../db/client.ts";

/** Readings of a logger that changed, from the first to the last (both included). */
export interface ReadingChange {
  logger_uuid: string;
  site_uuid: string;
  /** RFC 3339, UTC. */
  first_utc: string;
  last_utc: string;
}

/** The longest piece that a step gets at once: what a backfill of years brought is done day by day. */
const PIECE = "1 day";

/** Notes for each of the steps which readings changed since the last call. Returns how many changes. */
export async function takeChanges(sql: OwnerSql, steps: string[]): Promise<number> {
  const [row] = await sql<{ taken: number }[]>`
    select app.take_reading_changes(${steps}::text[]) as taken`;
  return row!.taken;
}

/**
 * Returns what a step has to do: of each logger the newest day that changed, at most `limit` loggers,
 * without those in `except`. Drawn by lot, so that none waits for ever where all have much to do.
 */
export async function nextPieces(
  sql: OwnerSql,
  step: string,
  { except, limit }: { except: string[]; limit: number },
): Promise<ReadingChange[]> {
  return await sql<ReadingChange[]>`
    select w.logger_uuid, l.site_uuid, greatest(lower(t.newest),
        upper(t.newest) - ${PIECE}::interval) as first_utc, upper(t.newest) as last_utc
    from app.logger_work w join app.loggers l using (logger_uuid)
    cross join lateral (
      select t as newest from unnest(w.times) t order by upper(t) desc limit 1) t
    where w.step = ${step} and w.logger_uuid <> all(${except}::uuid[])
    order by random() limit ${limit}`;
}

/** Takes pieces that a step has done off what it has to do. */
export async function settlePieces(
  sql: OwnerSql,
  step: string,
  pieces: ReadingChange[],
): Promise<void> {
  await sql`
    update app.logger_work w
    set times = w.times - tsmultirange(tsrange(p.first_utc, p.last_utc, '[]'))
    from unnest(${pieces.map((piece) => piece.logger_uuid)}::uuid[],
      ${pieces.map((piece) => piece.first_utc)}::timestamp[],
      ${pieces.map((piece) => piece.last_utc)}::timestamp[]) p (logger_uuid, first_utc, last_utc)
    where w.step = ${step} and w.logger_uuid = p.logger_uuid`;
  await sql`delete from app.logger_work where step = ${step} and isempty(times)`;
}
