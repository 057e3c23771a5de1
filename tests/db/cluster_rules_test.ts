import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { ownDatabase } from "../support/setup.ts";

const { owner } = await ownDatabase();

async function names(query: string): Promise<string[]> {
  const rows = await owner.unsafe<{ name: string }[]>(query);
  return rows.map(({ name }) => name);
}

/** The modules of sql/ whose text matches. */
async function filesWith(pattern: RegExp): Promise<string[]> {
  const root = `${import.meta.dirname}/../../sql`;
  const found: string[] = [];
  for (const { name, isDirectory } of Deno.readDirSync(root)) {
    if (!isDirectory) continue;
    for (const file of Deno.readDirSync(`${root}/${name}`)) {
      const path = `${name}/${file.name}`;
      if (pattern.test(await Deno.readTextFile(`${root}/${path}`))) found.push(path);
    }
  }
  return found.sort();
}

const OURS = "in ('app'::regnamespace, 'public'::regnamespace)";
const TABLES = `select relname from pg_class where relnamespace ${OURS} and relkind in ('r', 'p')
  and not relispartition`;
/** Copied to every node of a distributed database. */
const COPIED = "('sites', 'site_group_sites', 'ml_model')";
/** Spread over the nodes, with the latest table. */
const BIG = "('forecasts', 'forecast_values', 'generation', 'latest_forecast_values')";

// What keeps a distributed database (Citus) possible, as far as the catalogue shows it.
describe("the schema", () => {
  it("has PL/pgSQL for each function with parameters that names a table", async () => {
    const others = await names(`
      select distinct proname as name from pg_proc p
      join pg_language l on l.oid = prolang, (${TABLES}) t
      where pronamespace = 'app'::regnamespace and lanname <> 'plpgsql' and pronargs > 0
        and prosrc ~ ('\\m' || relname || '\\M')`);
    assert.deepEqual(others, []);
  });

  it("lets web roles write sites, links and models by functions alone", async () => {
    const direct = await names(`
      select distinct r || ' ' || relname as name
      from unnest(array['sitecast_app', 'sitecast_admin']) r,
        pg_class c join pg_attribute a on attrelid = c.oid and attnum > 0 and not attisdropped
      where relname in ${COPIED} and (has_table_privilege(r, c.oid, 'delete')
        or has_column_privilege(r, c.oid, attname, 'insert')
        or has_column_privilege(r, c.oid, attname, 'update'))`);
    assert.deepEqual(direct, []);
  });

  it("has these triggers on its big tables, and no other", async () => {
    const triggers = await names(`
      select relname || ' ' || tgname || ' ' || proname as name
      from pg_trigger t join pg_class c on c.oid = tgrelid join pg_proc p on p.oid = tgfoid
      where relname in ${BIG} and not tgisinternal order by 1`);
    assert.deepEqual(triggers, [
      "forecast_values latest_delete on_values_delete",
      "forecast_values latest_insert on_values_insert",
      "forecast_values latest_truncate on_values_truncate",
      "forecast_values latest_update on_values_update",
      "forecasts latest_delete on_forecasts_change",
      "forecasts latest_update on_forecasts_change",
      "generation changes_delete on_generation_change",
      "generation changes_insert on_generation_change",
      "generation changes_truncate on_generation_change",
      "generation changes_update on_generation_change",
    ]);
  });

  it("has no trigger on a big table that could change or refuse a row before it is stored", async () => {
    const before = await names(`
      select tgname as name from pg_trigger t join pg_class c on c.oid = tgrelid
      where relname in ${BIG} and not tgisinternal and tgtype & (1 | 2 | 64) <> 0`);
    assert.deepEqual(before, []);
  });

  it("has no constraint but keys on tables that the Python SDK writes", async () => {
    const checks = await names(`
      select conname as name from pg_constraint
      where connamespace = 'public'::regnamespace and contype not in ('p', 'u', 'f', 'n')
        and conrelid::regclass::text !~ '^ev_'`);
    assert.deepEqual(checks, []);
  });

  it("has no foreign key to generation or forecast_values", async () => {
    const keys = await names(`
      select conname as name from pg_constraint join pg_class c on c.oid = confrelid
      where contype = 'f' and relname in ('generation', 'forecast_values')`);
    assert.deepEqual(keys, []);
  });

  it("has no counter that all nodes would have to share, but for charging and variables of loggers", async () => {
    const serial = await names(`
      select sequencename as name from pg_sequences where sequencename !~ '^(ev|logger_variables)_'`);
    assert.deepEqual(serial, []);
  });

  it("has policies by one function of ours for each kind", async () => {
    const functions = await names(`
      select distinct (regexp_matches(pg_get_expr(polqual, polrelid), '(app\\.\\w+)\\(', 'g'))[1]
        as name from pg_policy order by 1`);
    assert.deepEqual(functions, ["app.login_group", "app.visible_sites", "app.visible_users"]);
  });

  it("looks first whether it is at home after a change of what every node has", async () => {
    const abroad = await names(`
      select distinct proname as name from pg_trigger t join pg_class c on c.oid = tgrelid
      join pg_proc p on p.oid = tgfoid
      where not tgisinternal and tgtype & 2 = 0
        and (relname in ${COPIED} or relname = 'site_groups')
        and prosrc !~ 'begin\\s+if not app.is_home\\(\\) then return null; end if;'`);
    assert.deepEqual(abroad, []);
  });

  it("never asks whether there is a row without a column", async () => {
    assert.deepEqual(
      await names(`select proname as name from pg_proc where pronamespace = 'app'::regnamespace
        and prosrc ~ 'exists \\(select from'`),
      [],
    );
    assert.deepEqual(await filesWith(/exists \(select from/), []);
  });

  it("sets columns one by one, never a row from a query, but for charging, which stays on one node", async () => {
    const files = await filesWith(/\bset \([^)]*\) =/);
    assert.deepEqual(files.filter((file) => !file.startsWith("charging/")), []);
  });
});
