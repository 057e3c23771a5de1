import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { recountCosts } from "../../../service/charging/costs.ts";
import * as recounts from "../../../sql/charging/recounts.ts";
import { keep, keepAll } from "../../../sql/charging/site_zones.ts";
import { inScope } from "../../support/scopes.ts";
import { ownCast } from "../../support/setup.ts";

const { database, cast } = await ownCast();
const { owner } = database;
const { site_group_uuid: group } = cast.alice;
const { plant } = cast.sites;

const [network] = await owner<{ id: number }[]>`
  insert into ev_charging_networks (network_name, cost_per_kwh, site_group_uuid)
  values ('Big', 0.4, ${group}) returning id`;

const addSessions = (count: number) =>
  owner`
    insert into ev_charging_session (device_id, network_id, energy_kwh, session_start_utc,
      site_group_uuid)
    select 'car', ${network!.id}, 10, '2026-06-21T12:00:00Z', ${group}
    from generate_series(1, ${count})`;
const costs = async () =>
  (await owner<{ costs: string[] }[]>`
    select array_agg(distinct trim_scale(shown_cost)::text) as costs
    from ev_charging_session where network_id = ${network!.id}`)[0]!.costs;

describe("a rate that changes", () => {
  it("counts up to 1,000 sessions at once", async () => {
    await addSessions(1000);
    await owner`update ev_charging_networks set cost_per_kwh = 0.5`;
    assert.deepEqual(await costs(), ["5"]);
    assert.equal(await recounts.areDue(owner), false);
  });

  it("leaves more of them to the service, which goes on where it was and begins again", async () => {
    await addSessions(1);
    await owner`update ev_charging_networks set cost_per_kwh = 0.6`;
    assert.deepEqual(await costs(), ["5"]);
    assert.equal(await recounts.countNext(owner, 400), 400);
    assert.deepEqual(await costs(), ["5", "6"]);
    await owner`update ev_charging_networks set cost_per_kwh = 0.7`;
    assert.equal(await recountCosts(owner), 1001);
    assert.deepEqual(await costs(), ["7"]);
    assert.equal(await recountCosts(owner), 0);
  });

  it("counts no edit, and leaves no trace in the history of sessions", async () => {
    const [row] = await owner`
      select max(version) as version,
        (select count(*)::int from app.charging_history where operation <> 'INSERT') as changes
      from ev_charging_session`;
    assert.deepEqual(row, { version: 1, changes: 0 });
  });
});

describe("the local day of a session", () => {
  const day = async () =>
    (await owner`select local_day from ev_charging_session where device_id = 'late'`)[0]!.local_day;
  const setting = (zone: string) =>
    owner`
      insert into app_settings (key, value, site_group_uuid)
      values ('user_timezone', ${zone}, ${group})
      on conflict (key, site_group_uuid) do update set value = excluded.value`;

  it("is UTC's, then that of the group's setting, and UTC's where that is no zone", async () => {
    await owner`delete from ev_charging_session`;
    await owner`
      insert into ev_charging_session (device_id, session_start_utc, site_group_uuid)
      values ('late', '2026-06-21T23:30:00Z', ${group})`;
    assert.equal(await day(), "2026-06-21");
    await setting("Pacific/Auckland");
    assert.equal(await day(), "2026-06-22");
    await setting("Nowhere");
    assert.equal(await day(), "2026-06-21");
  });

  it("is that of its site, else of the site that its place is, as soon as the zone is kept", async () => {
    await setting("America/New_York");
    const [place] = await owner`
      insert into ev_location_lookup (location_name, site_uuid, site_group_uuid)
      values ('Car park', ${plant}, ${group}) returning id`;
    await owner`update ev_charging_session set location_id = ${place!.id}`;
    assert.equal(await day(), "2026-06-21");
    assert.equal(await keepAll(owner), 1);
    assert.equal(await day(), "2026-06-22");
    assert.equal(await keepAll(owner), 0);
    await owner`update ev_charging_session set location_id = null`;
    assert.equal(await day(), "2026-06-21");
    await owner`update ev_charging_session set site_uuid = ${plant}`;
    assert.equal(await day(), "2026-06-22");
    await owner`update app.site_zones set time_zone = 'America/Lima'`;
    assert.equal(await day(), "2026-06-21");
  });

  it("is kept by those who write the site, and not for a stranger's site", async () => {
    await owner`delete from app.site_zones`;
    await inScope(database, cast.charlie, (sql) => keep(sql, [{ site_uuid: plant }]));
    assert.deepEqual([...await owner`select * from app.site_zones`], []);
    await inScope(
      database,
      cast.alice,
      (sql) => keep(sql, [{ site_uuid: plant }, { site_uuid: cast.sites.turbine }, {}]),
    );
    const [zone] = await owner`select * from app.site_zones`;
    assert.deepEqual(zone, { site_uuid: plant, time_zone: "Indian/Reunion" });
    assert.equal(await day(), "2026-06-22");
  });
});
