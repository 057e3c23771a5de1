import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import type postgres from "postgres";
import type { OwnerSql } from "../../db/client.ts";

class Undo extends Error {}

/** Runs statements in a transaction that is rolled back; returns the rows of the last one. */
export type Run = (...statements: string[]) => Promise<postgres.Row[]>;

/** The statements that SQLAlchemy sends for calls of the SDK: with one login, in one transaction. */
export function undone(login: () => OwnerSql | postgres.Sql): Run {
  return async (...statements) => {
    let rows: postgres.Row[] = [];
    const work = (login() as postgres.Sql).begin(async (tx) => {
      for (const text of statements) rows = [...await tx.unsafe(text)];
      throw new Undo();
    });
    await assert.rejects(work, (error) => {
      if (error instanceof Undo) return true;
      throw error;
    });
    return rows;
  };
}

/** What every login that works with the Python SDK can do; `stage`: UUIDs of fillForAlice's cast. */
export function statementsOfTheSdk(
  sdk: Run,
  stage: { plant: string; alice: string; bob: string },
): void {
  const site = (more = "", values = "") =>
    `insert into sites (site_uuid, created_utc, client_site_id, latitude, longitude, capacity_kw,
      ml_id${more}) values (gen_random_uuid(), now() at time zone 'utc', 1, 999, 3, -5, 1${values})`;

  describe("a site that the Python SDK writes", () => {
    it("needs no asset type, country or name, any coordinates do, and ml_id may repeat", async () => {
      const [made] = await sdk(
        site(),
        `${site()} returning country, asset_type, active, inverter_capacity_kw, client_site_name`,
      );
      assert.deepEqual(made, {
        country: "uk",
        asset_type: "pv",
        active: true,
        inverter_capacity_kw: -5,
        client_site_name: null,
      });
    });

    it("keeps an inverter capacity that it is given", async () => {
      const [made] = await sdk(
        `${site(", inverter_capacity_kw", ", 4")} returning inverter_capacity_kw`,
      );
      assert.deepEqual(made, { inverter_capacity_kw: 4 });
    });

    it("is deleted with values, forecasts, inverters and links before it", async () => {
      const uuid = stage.plant;
      const left = await sdk(
        `delete from generation where site_uuid = '${uuid}'`,
        `delete from forecast_values where forecast_uuid in
          (select forecast_uuid from forecasts where site_uuid = '${uuid}')`,
        `delete from forecasts where site_uuid = '${uuid}'`,
        `delete from inverters where site_uuid = '${uuid}'`,
        `delete from site_group_sites where site_uuid = '${uuid}'`,
        `delete from sites where site_uuid = '${uuid}'`,
        `select operation_type, site_data ->> 'client_site_name' as name, changed_by
         from sites_history where site_uuid = '${uuid}' and operation_type = 'DELETE'`,
      );
      assert.deepEqual(left, [
        { operation_type: "DELETE", name: "Plant <&> one", changed_by: null },
      ]);
    });

    it("cannot be deleted while it has generation: its rows are not left without a site", async () => {
      const orphan = `update generation set site_uuid = null where site_uuid = '${stage.plant}'`;
      await assert.rejects(sdk(orphan), { code: "23502" });
    });

    const changes: [name: string, setting: (uuid: string) => string[], who: boolean][] = [
      [
        "set for the session",
        (uuid) => [`set pvsite_datamodel.current_user_uuid = '${uuid}'`],
        true,
      ],
      ["never set", () => [], false],
      ["reset", (uuid) => [
        `set pvsite_datamodel.current_user_uuid = '${uuid}'`,
        "reset pvsite_datamodel.current_user_uuid",
      ], false],
    ];
    for (const [name, setting, isKnown] of changes) {
      it(`has a history that names its editor, with the user ${name}`, async () => {
        const uuid = stage.bob;
        const [entry] = await sdk(
          ...setting(uuid),
          `update sites set capacity_kw = 51 where site_uuid = '${stage.plant}'`,
          `select operation_type, changed_by, created_utc = now() at time zone 'utc' as now
           from sites_history where site_data ->> 'capacity_kw' = '51'`,
        );
        assert.deepEqual(entry, {
          operation_type: "UPDATE",
          changed_by: isKnown ? uuid : null,
          now: true,
        });
      });
    }
  });

  describe("a user whom the Python SDK deletes", () => {
    it("goes; its requests and its edits stay, without a name", async () => {
      const uuid = stage.alice;
      const [left] = await sdk(
        `set local pvsite_datamodel.current_user_uuid = '${uuid}'`,
        `update sites set tilt = 3 where site_uuid = '${stage.plant}'`,
        `update api_request set user_uuid = null where user_uuid = '${uuid}'`,
        `delete from users where user_uuid = '${uuid}'`,
        `select (select count(*)::int from api_request where user_uuid is null) as requests,
           (select changed_by from sites_history where site_data ->> 'tilt' = '3') as editor`,
      );
      assert.deepEqual(left, { requests: 1, editor: null });
    });
  });

  describe("values that the Python SDK writes", () => {
    const generation = (power: number) =>
      `(gen_random_uuid(), '${stage.plant}', ${power}, '2026-06-21 06:05', '2026-06-21 06:10')`;

    it("are skipped when the period is there: on conflict do nothing, without a target", async () => {
      const rows = await sdk(
        `insert into generation (generation_uuid, site_uuid, generation_power_kw, start_utc, end_utc)
         values ${generation(1)}, ${generation(2)} on conflict do nothing`,
        `insert into generation (generation_uuid, site_uuid, generation_power_kw, start_utc, end_utc)
         values ${generation(3)} on conflict do nothing`,
        "select generation_power_kw as kw from generation where start_utc = '2026-06-21 06:05'",
      );
      assert.deepEqual(rows, [{ kw: 1 }]);
    });

    it("may have no horizon (1.0.22), the default one (1.0.58) and no probabilities", async () => {
      const insert = (columns: string, values: string) =>
        `insert into forecast_values (start_utc, end_utc, forecast_power_kw, forecast_uuid${columns})
         select '2026-07-01', '2026-07-02', 'NaN', forecast_uuid${values} from forecasts`;
      const rows = await sdk(
        insert(", horizon_minutes", ", null"),
        insert("", ""),
        `select horizon_minutes as horizon, probabilistic_values as probable from forecast_values
         where start_utc = '2026-07-01' order by 1`,
      );
      assert.deepEqual(rows, [{ horizon: -1, probable: {} }, { horizon: null, probable: {} }]);
    });

    it("are found by its query for the day ahead, which names start_utc without a table", async () => {
      const rows = await sdk(`
        select distinct on (f.site_uuid, v.start_utc) forecast_power_kw as kw
        from forecast_values v join forecasts f on f.forecast_uuid = v.forecast_uuid
        where v.created_utc <= date(start_utc + interval '60 minute' - interval '1 day')
          + interval '9999999 hour'
        order by f.site_uuid, v.start_utc, f.timestamp_utc desc, f.created_utc desc`);
      assert.deepEqual(rows, [{ kw: 1 }, { kw: 2 }]);
    });
  });
}
