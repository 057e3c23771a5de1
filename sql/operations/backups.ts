import type { OwnerSql } from "../../db/client.ts";
import type { BackupState } from "../../domain/operations/backup.ts";

/** Returns true when the backup of a night (UTC day) was neither made, nor tried in the last hour. */
export async function isDue(
  sql: OwnerSql,
  night: Temporal.PlainDate,
  now: Temporal.Instant,
): Promise<boolean> {
  const [row] = await sql<{ is_due: boolean }[]>`
    select not exists (select 1 from app.backups where night = ${night.toString()}::date
      and (file is not null or ended_utc > ${now.subtract({ hours: 1 })})) as is_due`;
  return row!.is_due;
}

/** How the backup of a night ended. */
export type Ending = { file: string; bytes: number } | { failure: string };

/**
 * Records how the backup of a night ended that was begun at a moment, in place of a failure of the
 * same night; forgets the nights of more than a year ago.
 */
export async function record(
  sql: OwnerSql,
  night: Temporal.PlainDate,
  begun: Temporal.Instant,
  ending: Ending,
): Promise<void> {
  const { file = null, bytes = null, failure = null } = ending as Partial<
    { file: string; bytes: number; failure: string }
  >;
  await sql`
    with forgotten as (delete from app.backups where night < ${night.toString()}::date - 366)
    insert into app.backups as b (night, file, bytes, failure, ended_utc)
    values (${night.toString()}::date, ${file}, ${bytes}, ${failure},
      case when ${failure}::text is null then now() else ${begun} end)
    on conflict (night) do update set file = excluded.file, bytes = excluded.bytes,
      failure = excluded.failure, ended_utc = excluded.ended_utc
    where b.file is null`;
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
