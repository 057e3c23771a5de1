import type { OwnerSql } from "../../db/client.ts";
import type { BackupState } from "../../domain/operations/backup.ts";

/** Returns whether the backup of a night (UTC day) was made or has failed. */
export async function hasEnded(sql: OwnerSql, night: Temporal.PlainDate): Promise<boolean> {
  const [row] = await sql<{ ended: boolean }[]>`
    select exists (select 1 from app.backups where night = ${night.toString()}::date) as ended`;
  return row!.ended;
}

/** How the backup of a night ended. */
export type Ending = { file: string; bytes: number } | { failure: string };

/** Records how the backup of a night ended; forgets the nights of more than a year ago. */
export async function record(
  sql: OwnerSql,
  night: Temporal.PlainDate,
  ending: Ending,
): Promise<void> {
  const { file = null, bytes = null, failure = null } = ending as Partial<
    { file: string; bytes: number; failure: string }
  >;
  await sql`
    with forgotten as (delete from app.backups where night < ${night.toString()}::date - 366)
    insert into app.backups (night, file, bytes, failure)
    values (${night.toString()}::date, ${file}, ${bytes}, ${failure})
    on conflict (night) do nothing`;
}

/** Returns the state of the nightly backups; undefined when none was ever due. */
export async function state(sql: OwnerSql): Promise<BackupState | undefined> {
  const [row] = await sql<BackupState[]>`
    select good.file, good.ended_utc as made_utc, newest.failure,
      case when newest.failure is not null then newest.ended_utc end as failed_utc
    from (select * from app.backups order by night desc limit 1) newest
    left join (select * from app.backups where file is not null order by night desc limit 1) good
      on true`;
  return row;
}
