import type { OwnerSql } from "../../db/client.ts";

/** Lines of the rollup that the plain definition does not give, and the other way round. */
export async function differences(sql: OwnerSql): Promise<unknown[]> {
  return [
    ...await sql`
      (select 'not in the rollup' as what, p::text as row from app.plain_latest('-infinity', 'infinity') p
       except select 'not in the rollup', l::text from latest_forecast_values l)
      union all
      (select 'only in the rollup', l::text from latest_forecast_values l
       except select 'only in the rollup', p::text from app.plain_latest('-infinity', 'infinity') p)`,
  ];
}
