import assert from "node:assert/strict";
import { afterAll, describe, it } from "@std/testing/bdd";
import { connect } from "../../../db/client.ts";
import { fillForAlice } from "../../support/rows.ts";
import { differences } from "../../support/rollup.ts";
import { OURS, TABLES } from "../../support/sdk_schema.ts";
import { statementsOfTheSdk, undone } from "../../support/sdk_statements.ts";
import { ownCast } from "../../support/setup.ts";

const { database: { owner, url }, cast } = await ownCast();
const { alice, bob, sites: { plant } } = cast;
await fillForAlice(owner, cast);

/** A login as an operator makes it. */
const name = `forecaster_${crypto.randomUUID().slice(0, 8)}`;
await owner.unsafe(`create role ${name} login password 'theirs'; grant sitecast_sdk to ${name}`);
const own = new URL(url);
own.username = name;
own.password = "theirs";
const login = connect(own.href, { max: 2 });
const refused = (text: string) =>
  assert.rejects(async () => await login.unsafe(text), { code: "42501" }, text);

describe("a login with the modellers' role:", () => {
  statementsOfTheSdk(undone(() => login), {
    plant,
    alice: alice.user_uuid,
    bob: bob.user_uuid,
  });
});

describe("what a modeller's login writes", () => {
  it("is in the latest forecasts at once, and goes from them at once", async () => {
    const [run] = await login`
      insert into forecasts (site_uuid, timestamp_utc, forecast_version)
      values (${plant}, '2026-06-21T07:00:00Z', '1') returning forecast_uuid`;
    await login`
      insert into forecast_values (forecast_uuid, start_utc, end_utc, forecast_power_kw)
      values (${run!.forecast_uuid}, '2026-06-22T06:00:00Z', '2026-06-22T06:15:00Z', 77)`;
    const shown = () =>
      owner`select forecast_power_kw as kw from latest_forecast_values
        where start_utc = '2026-06-22T06:00:00Z'`;
    assert.deepEqual([...await shown()], [{ kw: 77 }]);
    await login`update forecast_values set forecast_power_kw = 78 where forecast_power_kw = 77`;
    assert.deepEqual([...await shown()], [{ kw: 78 }]);
    await login`delete from forecast_values where forecast_uuid = ${run!.forecast_uuid}`;
    await login`delete from forecasts where forecast_uuid = ${run!.forecast_uuid}`;
    assert.deepEqual([...await shown()], [{ kw: 2 }]);
    assert.deepEqual(await differences(owner), []);
  });

  it("has a history that names the login, and an admin group has its new sites", async () => {
    const [made] = await login`
      insert into sites (latitude, longitude, capacity_kw, ml_id) values (1, 2, 3, 9)
      returning site_uuid`;
    const [history] = await owner`
      select database_role, changed_through, operation_type from sites_history
      where site_uuid = ${made!.site_uuid}`;
    assert.deepEqual(history, {
      database_role: name,
      changed_through: null,
      operation_type: "INSERT",
    });
    const [links] = await login`
      select count(*)::int from site_group_sites where site_uuid = ${made!.site_uuid}`;
    assert.deepEqual(links, { count: 1 });
  });
});

describe("the modellers' role", () => {
  // Ended before the database is dropped: the owner may not end another login's connection.
  afterAll(async () => {
    await login.end();
    await owner.unsafe(`drop role ${name}`);
  });

  it("reads every row of the SDK's tables, and nothing else that is ours", async () => {
    for (const table of Object.keys(TABLES)) {
      const count = (sql: typeof login) => sql`select count(*)::int from ${sql(table)}`;
      assert.deepEqual(await count(login), await count(owner as never), table);
    }
    await refused("select from latest_forecast_values");
    await refused("select from site_revisions");
    await refused("select from app.sessions");
    await refused("select from app.jobs");
    await refused("select app.visible_sites()");
  });

  it("writes every column of the SDK's, but no history", async () => {
    const rights = await login<{ table: string; column: string }[]>`
      select c.relname as table, attname as column
      from pg_class c join pg_attribute a on a.attrelid = c.oid and attnum > 0
      where c.relnamespace = 'public'::regnamespace and not attisdropped
        and has_column_privilege(c.oid, attname, 'insert')
        and has_column_privilege(c.oid, attname, 'update')
        and has_table_privilege(c.oid, 'delete')`;
    const mayWrite = new Set(rights.map(({ table, column }) => `${table}.${column}`));
    const theirs = Object.entries(TABLES).flatMap(([table, columns]) =>
      [...Object.keys(columns), "created_utc"].map((column) => `${table}.${column}`)
    );
    const isHistory = (column: string) => column.startsWith("sites_history.");
    assert.deepEqual(theirs.filter((column) => !mayWrite.has(column) && !isHistory(column)), []);
    const beyond = [...mayWrite].filter((column) => !theirs.includes(column));
    assert.deepEqual(beyond.filter((column) => !/^(sites|inverters)\./.test(column)), []);
    assert.deepEqual(beyond.filter((column) => !OURS.includes(column)), []);
    assert.deepEqual([...mayWrite].filter(isHistory), []);
  });

  it("makes nobody an admin by moving or making a user", async () => {
    const admins = cast.ada.site_group_uuid;
    await refused(`update users set site_group_uuid = '${admins}'
      where user_uuid = '${alice.user_uuid}'`);
    await refused(`insert into users (email, site_group_uuid) values ('new@x', '${admins}')`);
    await refused(`insert into users (user_uuid, email, site_group_uuid)
      values ('${alice.user_uuid}', 'new@x', '${admins}')
      on conflict (user_uuid) do update set site_group_uuid = excluded.site_group_uuid`);
    await login`
      update users set site_group_uuid = ${bob.site_group_uuid}
      where user_uuid = ${alice.user_uuid}`;
    const [moved] = await owner`
      select is_admin from users join site_groups using (site_group_uuid)
      where user_uuid = ${alice.user_uuid}`;
    assert.deepEqual(moved, { is_admin: false });
  });

  it("takes admins away, but not the last one", async () => {
    const { ada } = cast;
    await owner`
      insert into users (email, site_group_uuid) values ('second@x', ${ada.site_group_uuid})`;
    await refused(`update users set site_group_uuid = '${bob.site_group_uuid}'`);
    await refused(`delete from users where site_group_uuid = '${ada.site_group_uuid}'`);
    await login`delete from users where email = 'second@x'`;
    await refused(`delete from users where user_uuid = '${ada.user_uuid}'`);
  });

  it("forges no way and no login in the history", async () => {
    await login.begin(async (tx) => {
      await tx`select set_config('app.through', 'form', true),
        set_config('pvsite_datamodel.current_user_uuid', ${cast.ada.user_uuid}, true)`;
      await tx`update sites set region = 'Forged' where site_uuid = ${plant}`;
    });
    const [entry] = await owner`
      select changed_through, database_role from sites_history
      where site_uuid = ${plant} and site_data ->> 'region' = 'Forged'`;
    assert.deepEqual(entry, { changed_through: null, database_role: name });
  });

  it("makes nobody an admin, gives nobody a password and makes no tables", async () => {
    await refused("update site_groups set is_admin = true");
    await refused("insert into site_groups (site_group_name, is_admin) values ('mine', true)");
    await refused("update users set deactivated_utc = null");
    await refused("insert into app.password_links select");
    await refused("truncate forecast_values");
    await refused("create table mine (a int)");
  });

  it("cannot log in or lead other roles itself", async () => {
    const [rights] = await owner`
      select rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
        exists (select from pg_auth_members where member = oid) as member
      from pg_roles where rolname = 'sitecast_sdk'`;
    assert.deepEqual(Object.entries(rights!).filter(([, value]) => value), []);
  });
});
