import type { OwnerSql } from "../../db/client.ts";
import type { ScopedSql } from "../../db/scope.ts";
import type {
  ImportMessage,
  NamedInMessage,
  RunMessage,
} from "../../domain/operations/webhooks/message.ts";
import type { Attention } from "../../domain/sites/attention/kinds.ts";
import { isShown } from "../sites/attention.ts";

/** SQL: how a message names the site `s`. */
const named = (sql: ScopedSql) => sql`s.site_uuid, s.client_site_name, s.client_site_id`;

/** Returns those of these runs that are there and whose sites the scope has, without their models. */
export async function runs(
  sql: ScopedSql,
  forecastUuids: string[],
): Promise<Omit<RunMessage, "model_name">[]> {
  return await sql<Omit<RunMessage, "model_name">[]>`
    select f.forecast_uuid, ${named(sql)}, f.timestamp_utc, f.created_utc, f.forecast_version
    from forecasts f join sites s using (site_uuid)
    where f.forecast_uuid = any(${forecastUuids}::uuid[])
    order by f.site_uuid, f.timestamp_utc, f.forecast_uuid`;
}

/** Returns the names of the models that made runs of these sites, by run. */
export async function modelNames(
  sql: OwnerSql,
  siteUuids: string[],
  forecastUuids: string[],
): Promise<Map<string, string | null>> {
  const rows = await sql<{ forecast_uuid: string; name: string | null }[]>`
    select r.forecast_uuid, m.name from app.model_runs r
    join ml_model m on m.model_uuid = r.ml_model_uuid
    where r.site_uuid = any(${siteUuids}::uuid[]) and r.forecast_uuid = any(${forecastUuids}::uuid[])`;
  return new Map(rows.map(({ forecast_uuid, name }) => [forecast_uuid, name]));
}

/** Returns those of these rows that are open at sites of the scope, and not dismissed by its group. */
export async function attention(sql: ScopedSql, attentionUuids: string[]) {
  return await sql<(NamedInMessage & Attention & { attention_uuid: string })[]>`
    select a.attention_uuid, ${named(sql)}, a.kind, a.since_utc, a.numbers
    from app.attention a join sites s using (site_uuid)
    where a.attention_uuid = any(${attentionUuids}::uuid[]) and ${isShown(sql)}
    order by a.site_uuid, a.kind`;
}

/** Returns an import of the scope's group, if the scope has its site; undefined otherwise. */
export async function finishedImport(
  sql: ScopedSql,
  importUuid: string,
): Promise<ImportMessage | undefined> {
  const [found] = await sql<ImportMessage[]>`
    select i.import_uuid, i.kind, i.file_name, i.state, i.site_uuid, i.result, i.message, i.ended_utc
    from app.imports_of(${importUuid}::uuid) i left join sites s using (site_uuid)
    where i.site_uuid is null or s.site_uuid is not null
    union all
    select import_uuid, 'charging', file_name, state, null, result, message, ended_utc
    from app.charging_imports where import_uuid = ${importUuid}::uuid`;
  return found;
}
