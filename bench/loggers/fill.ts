import type { OwnerSql } from "../../db/client.ts";
import { hashSecret, newSecret } from "../../domain/account/secret.ts";
import type { World } from "../world.ts";

/** Variables of 50 loggers, whose readings fill the partitions of 30 days. */
export const VARIABLES = 1000;
export const DAYS = 30;
const LOGGERS = 50;

/** Makes a logger of the first site and a key of it, and returns its UUID and the key's hash. */
export async function makeBenchLogger({ owner, siteUuids }: World) {
  const hash = await hashSecret(newSecret());
  const site = siteUuids[0]!;
  const [logger] = await owner<{ uuid: string }[]>`
    insert into app.loggers (site_uuid, name) values (${site}, 'measured')
    returning logger_uuid as uuid`;
  await owner`
    insert into app.logger_keys (logger_uuid, key_hash, prefix)
    values (${logger!.uuid}, ${hash}, 'bench')`;
  await owner`
    with made as (
      insert into app.loggers (site_uuid, name)
      select ${site}, 'logger ' || n from generate_series(1, ${LOGGERS}) n returning logger_uuid)
    insert into app.logger_variables (logger_uuid, name)
    select logger_uuid, 'v' || n from made, generate_series(1, ${VARIABLES / LOGGERS}) n`;
  await owner`
    select app.make_reading_partitions(array(
      select current_date - n from generate_series(-1, 2) n), true)`;
  return { uuid: logger!.uuid, hash };
}

/**
 * Replaces the readings of each of the days by so many of each variable. Loads a partition before it
 * is attached, and makes its key after that, which takes a tenth of the time of plain inserts.
 */
export async function fillDays(owner: OwnerSql, perDay: number): Promise<void> {
  for (let day = DAYS; day > 0; day--) {
    const [part] = await owner<{ name: string; first: string; after: string }[]>`
      select 'app.logger_readings_' || to_char(current_date - ${day}::int, 'YYYYMMDD') as name,
        (current_date - ${day}::int)::text as first, (current_date - ${day}::int + 1)::text as after`;
    const { name, first, after } = part!;
    await owner.begin(async (tx) => {
      for (
        const text of [
          `drop table if exists ${name}`,
          `create table ${name} (like app.logger_readings including defaults)`,
          `insert into ${name} (variable_id, time_utc, value)
            select variable_id, '${first}'::timestamp + n * (interval '1 day' / ${perDay}), n * 1.25
            from (select variable_id from app.logger_variables
              join app.loggers using (logger_uuid) where loggers.name like 'logger %' order by 1) v,
              generate_series(0, ${perDay - 1}) n`,
          `alter table ${name} add primary key (variable_id, time_utc)`,
          `alter table app.logger_readings attach partition ${name}
            for values from ('${first}') to ('${after}')`,
        ]
      ) await tx.unsafe(text);
    });
  }
  await owner`vacuum analyze app.logger_readings`;
}
