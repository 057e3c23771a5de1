import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { type AdminSql, type ScopedSql, withAdminScope } from "../../../db/scope.ts";
import { ownCast } from "../../support/setup.ts";
import { tables } from "../../support/inspect.ts";
import { fillForAlice } from "../../support/rows.ts";
import { inScope, statement } from "../../support/scopes.ts";
import { LOGGER_TABLES } from "../../support/logger_tables.ts";

const NOWHERE = "00000000-0000-4000-8000-000000000000";
const { database, cast } = await ownCast();
await fillForAlice(database.owner, cast);

const rows = (text: string) => async (sql: ScopedSql | AdminSql) => [
  ...await sql(statement(text)),
];
const asCharlie = (text: string) => inScope(database, cast.charlie, rows(text));
const asAlice = (text: string) => inScope(database, cast.alice, rows(text));
const asAdmin = (text: string) =>
  withAdminScope(database.requests, cast.ada, { readOnly: false }, rows(text));

async function refused(...texts: string[]) {
  for (const text of texts) await assert.rejects(asCharlie(text), { code: "42501" }, text);
}

/** What of alice's a column can name: her sites, her group, the people in it. */
function hers(column: string): string[] {
  if (column === "site_uuid") return [cast.sites.plant, cast.sites.bare];
  if (column === "site_group_uuid") return [cast.alice.site_group_uuid];
  return [cast.alice.user_uuid, cast.bob.user_uuid];
}

async function tenantColumns(): Promise<{ table: string; column: string }[]> {
  return await database.owner<{ table: string; column: string }[]>`
    select table_schema || '.' || table_name as table, column_name as column
    from information_schema.columns
    where table_schema in ('app', 'public')
      and column_name in ('site_uuid', 'site_group_uuid', 'user_uuid')
    order by 1, 2`;
}

describe("what charlie reads of alice's", () => {
  it("is nothing in any table that has a site, a group or a user", async () => {
    const columns = await tenantColumns();
    assert.ok(columns.length >= 15, "the walk must not miss tables");
    for (const { table, column } of columns) {
      const count = `select count(*)::int as rows from ${table}
        where ${column} in (${hers(column).map((uuid) => `'${uuid}'`).join()})`;
      const [{ rows: there }] = await database.owner.unsafe<[{ rows: number }]>(count);
      assert.ok(there > 0, `${table} has nothing of alice's: the walk would prove nothing`);
      const seen = await asCharlie(count).catch((error) => error.code);
      if (seen !== "42501") assert.deepEqual(seen, [{ rows: 0 }], `${table}.${column}`);
    }
  });

  it("read values of a stranger's forecast", async () => {
    const latest = `select count(*)::int as values from app.latest_forecast_values(
      array['${cast.sites.plant}']::uuid[], '2026-06-01', '2026-07-01')`;
    assert.deepEqual(await asAlice(latest), [{ values: 2 }]);
    assert.deepEqual(await asAdmin(latest), [{ values: 2 }]);
    assert.deepEqual(await asCharlie(latest), [{ values: 0 }]);
    const nonexistent = latest.replace(/'[0-9a-f-]{36}'/, `'${NOWHERE}'`);
    assert.deepEqual(await asCharlie(nonexistent), [{ values: 0 }]);
  });

  it("read forecast_values or one of its partitions directly", async () => {
    const parts = (await tables(database.owner)).filter((name) =>
      name.startsWith("public.forecast_values")
    );
    assert.deepEqual(parts, [
      "public.forecast_values",
      "public.forecast_values_20260621",
      "public.forecast_values_default",
    ]);
    for (const table of parts) {
      await refused(`select from ${table}`, `select count(*) from ${table}`);
      await refused(`select start_utc from ${table} limit 1`, `copy ${table} to stdout`);
      await assert.rejects(asAdmin(`select from ${table}`), { code: "42501" });
    }
  });

  it("read secrets: no table of the schema app is open but those without any", async () => {
    const open = [
      ...LOGGER_TABLES.map((table) => `app.${table}`),
      "app.attention",
      "app.attention_dismissals",
      "app.blend_fits",
      "app.charging_history",
      "app.charging_import_rows",
      "app.charging_imports",
      "app.charging_sums",
      "app.import_readings",
      "app.outage_texts",
      "app.outages",
      "app.report_schedules",
      "app.reports",
      "app.site_files",
      "app.weather_fetches",
      "app.webhook_deliveries",
      "app.webhooks",
    ];
    await refused("select secret from app.webhooks");
    await refused("select old_secret from app.webhooks");
    const ours = (await tables(database.owner))
      .filter((name) => name.startsWith("app.") && !open.includes(name));
    assert.ok(ours.includes("app.sessions") && ours.includes("app.api_tokens"));
    for (const table of ours) {
      await refused(`select from ${table}`, `select count(*) from ${table}`);
      // What admins read in pages: it contains no secret.
      if (/\.(identities|jobs|request_limits|security_events)$/.test(table)) continue;
      await assert.rejects(asAdmin(`select from ${table}`), { code: "42501" });
    }
  });

  it("read who of other groups changed a site: only a function tells what they are", async () => {
    for (const column of ["changed_by_email", "changed_by_group", "*"]) {
      await refused(`select ${column} from sites_history`);
    }
  });

  it("is refused outright when row security is switched off", async () => {
    for (const table of ["sites", "users", "forecasts", "generation", "sites_history"]) {
      await assert.rejects(
        inScope(database, cast.charlie, async (sql) => {
          await sql`set local row_security = off`;
          await rows(`select from ${table}`)(sql);
        }),
        { code: "42501" },
      );
    }
  });

  it("is not told by the statistics of the planner", async () => {
    await database.owner`analyze`;
    const told = "select tablename from pg_stats where schemaname in ('app', 'public')";
    assert.ok((await database.owner.unsafe(told)).length > 0);
    assert.deepEqual(await asCharlie(`${told} and tablename <> 'status'`), []);
  });

  it("is not told by an error that a hidden row would raise", async () => {
    const divide = "select 1 / (client_site_name <> 'Plant <&> one')::int as one from sites";
    assert.deepEqual(await asCharlie(divide), [{ one: 1 }]);
    await assert.rejects(asAlice(divide), { code: "22012" });
  });

  it("is not told by files, other databases or the server", async () => {
    await refused(
      "copy sites to program 'cat'",
      "copy sites to '/tmp/sites'",
      "select pg_read_file('PG_VERSION')",
      "set session authorization postgres",
    );
  });

  it("is the same for a stranger's site as for one that does not exist", async () => {
    for (const uuid of [cast.sites.plant, NOWHERE]) {
      for (const table of ["sites", "site_group_sites", "sites_history", "forecasts"]) {
        assert.deepEqual(
          await asCharlie(`select site_uuid from ${table} where site_uuid = '${uuid}'`),
          [],
        );
      }
    }
  });
});

describe("the history of a site", () => {
  it("is visible to its group, and once the site is deleted to admins alone", async () => {
    const history = `select operation_type from sites_history
      where site_uuid = '${cast.sites.bare}' order by created_utc, operation_type`;
    const before = [{ operation_type: "INSERT" }, { operation_type: "UPDATE" }];
    assert.deepEqual(await asAlice(history), before);
    assert.deepEqual(await asCharlie(history), []);
    await database.owner`delete from site_group_sites where site_uuid = ${cast.sites.bare}`;
    await database.owner`delete from sites where site_uuid = ${cast.sites.bare}`;
    assert.deepEqual(await asAlice(history), []);
    assert.deepEqual(await asAdmin(history), [...before, { operation_type: "DELETE" }]);
  });
});
