import assert from "node:assert/strict";
import { beforeAll, describe, it } from "@std/testing/bdd";
import type { ScopedSql } from "../../../db/scope.ts";
import { NO_FILTER } from "../../../domain/charging/session_list.ts";
import { passes } from "../../../sql/charging/session_filter.ts";
import { keysOf } from "../../../sql/charging/session_list.ts";
import type { Fragment } from "../../../sql/kit/queries.ts";
import { inScope } from "../../support/scopes.ts";
import { ownCast } from "../../support/setup.ts";

const { database, cast } = await ownCast();
const { owner } = database;

beforeAll(async () => {
  await owner`alter table ev_charging_session disable trigger user`;
  await owner`
    insert into ev_charging_session (device_id, session_start_utc, energy_kwh, site_group_uuid)
    select 'car', '2024-01-01'::timestamptz + n * interval '1 hour', n % 40, site_group_uuid
    from site_groups, generate_series(1, 4000) n`;
  await owner`alter table ev_charging_session enable trigger user`;
  await owner`vacuum analyze ev_charging_session`;
});

const IN_INDEX = /Index Only Scan using ix_ev_charging_session_site_group_uuid/;
const filter = { ...NO_FILTER, vehicle: ["car"] };
const shown = { now: Temporal.Instant.from("2024-07-01T00:00:00Z"), zone: "UTC" };

const planOf = (query: (sql: ScopedSql) => Fragment): Promise<string> =>
  inScope(database, cast.alice, async (sql) => {
    const plan = await sql<{ "QUERY PLAN": string }[]>`explain (costs off) ${query(sql)}`;
    return plan.map((row) => row["QUERY PLAN"]).join("\n");
  });

describe("the sessions of a group", () => {
  it("are filtered and sorted in the index of the group, without the table", async () => {
    for (const sort of ["date", "energy", "cost", "type", "duration"] as const) {
      const order = { sort, direction: "desc" } as const;
      assert.match(await planOf((sql) => keysOf(sql, { filter, order, shown })), IN_INDEX, sort);
    }
  });

  it("are summed up there for costs and energy, too", async () => {
    const sums = (sql: ScopedSql) =>
      sql`
        select s.network_id, s.currency, s.shown_cost_source, sum(s.energy_kwh),
          sum(s.shown_cost), sum(s.miles_added)
        from ev_charging_session s where ${passes(sql, filter, shown)} group by 1, 2, 3`;
    assert.match(await planOf(sums), IN_INDEX);
    const energy = (sql: ScopedSql) =>
      sql`
        select s.local_day, s.charge_type, s.site_uuid, sum(s.miles_added / s.energy_kwh),
          sum(s.evse_energy_kwh * s.sun_known), sum(s.sun_kwh),
          sum(coalesce(s.evse_max_power_kw, s.max_power) / s.charger_rated_kw)
        from ev_charging_session s where ${passes(sql, filter, shown)} group by 1, 2, 3`;
    assert.match(await planOf(energy), IN_INDEX);
  });
});
