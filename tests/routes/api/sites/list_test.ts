import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import * as siteGroups from "../../../../sql/groups/site_groups.ts";
import { type TestApp, testApp, withToken } from "../../../support/app.ts";
import { makePerson } from "../../../support/cast.ts";
import { fieldsWrong } from "../../../support/problem.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const get = (query = "", token = app.cast.alice.token) =>
  withToken(app, token).get(`/api/v1/sites${query}`);

interface SiteJson {
  site_uuid: string;
  client_site_name: string | null;
}

async function page(query = "", token?: string) {
  const response = await get(query, token);
  assert.equal(response.status, 200);
  const { sites, next_cursor } = await response.json();
  return { sites: sites as SiteJson[], next_cursor: next_cursor as string | null };
}

describe("GET /api/v1/sites", () => {
  it("has the sites of one's group with all that is known, NULL where nothing is", async () => {
    const { plant, bare } = app.cast.sites;
    const { sites, next_cursor } = await page();
    assert.equal(next_cursor, null);
    const byUuid = new Map(sites.map((site) => [site.site_uuid, site]));
    assert.deepEqual([...byUuid.keys()].sort(), [plant, bare].sort());
    assert.deepEqual(byUuid.get(plant), {
      site_uuid: plant,
      client_site_id: 7,
      client_site_name: "Plant <&> one",
      name: "Plant <&> one",
      asset_type: "pv",
      country: "uk",
      region: null,
      dno: { dno_id: "999", name: "unknown", long_name: "unknown" },
      gsp: { gsp_id: "999", name: "unknown" },
      latitude: -21.3333,
      longitude: 55.4833,
      altitude_m: 75,
      measured_every_minutes: null,
      tilt: 2,
      orientation: 194,
      capacity_kw: 49.14,
      capacity_from: null,
      former_capacities: [],
      inverter_capacity_kw: 50,
      module_capacity_kw: 49.14,
      time_zone: "Indian/Reunion",
      has_battery: false,
      is_tracked: false,
      is_curtailed: false,
      active: true,
      version: 1,
    });
    assert.deepEqual(byUuid.get(bare), {
      site_uuid: bare,
      client_site_id: null,
      client_site_name: null,
      name: `Site ${bare.slice(0, 8)}`,
      asset_type: "pv",
      country: null,
      region: null,
      dno: null,
      gsp: null,
      latitude: null,
      longitude: null,
      altitude_m: null,
      measured_every_minutes: null,
      tilt: null,
      orientation: null,
      capacity_kw: null,
      capacity_from: null,
      former_capacities: [],
      inverter_capacity_kw: null,
      module_capacity_kw: null,
      time_zone: "UTC",
      has_battery: false,
      is_tracked: false,
      is_curtailed: false,
      active: true,
      version: 2,
    });
  });

  it("has what /sites/{uuid} has, whatever other systems stored, and after each change", async () => {
    const { owner } = app.database;
    const { bare } = app.cast.sites;
    const listed = async () => {
      const { sites } = await page();
      return sites.find(({ site_uuid }) => site_uuid === bare);
    };
    const shown = async () =>
      await (await withToken(app, app.cast.alice.token).get(`/api/v1/sites/${bare}`)).json();
    const before = await listed();
    await owner`
      update sites set client_site_name = ${'"Roof" \\ \x01 ü\n'}, region = ${"\x02"}, dno = ${"no JSON \x01"},
        gsp = ${'{"gsp_id": 7, "name": "Ü"}'}, capacity_kw = 'NaN', tilt = '-Infinity',
        latitude = 51.25, longitude = -1e-7, altitude_m = 1e21, time_zone = 'No/Zone',
        capacity_from = '2026-05-01', active = null
      where site_uuid = ${bare}`;
    await owner`
      insert into site_capacities (site_uuid, until_date, capacity_kw)
      values (${bare}, '2025-01-01', 2.5), (${bare}, '2026-05-01', 3)`;
    assert.notDeepEqual(await listed(), before);
    assert.deepEqual(await listed(), await shown());
    await owner`delete from site_capacities where site_uuid = ${bare}`;
    await owner`
      update sites set client_site_name = null, region = null, dno = null, gsp = null,
        capacity_kw = null, tilt = null, latitude = null, longitude = null, altitude_m = null,
        time_zone = null, capacity_from = null
      where site_uuid = ${bare}`;
    assert.deepEqual(await listed(), await shown());
  });

  it("has none of a stranger's", async () => {
    const { sites } = await page("", app.cast.charlie.token);
    assert.deepEqual(sites.map(({ client_site_name }) => client_site_name), ["Turbine"]);
  });

  it("leaves inactive sites out", async () => {
    const { owner } = app.database;
    const { turbine } = app.cast.sites;
    await owner`update sites set active = false where site_uuid = ${turbine}`;
    assert.deepEqual((await page("", app.cast.charlie.token)).sites, []);
    await owner`update sites set active = true where site_uuid = ${turbine}`;
  });

  it("is walked by its cursors, each site once, also when one is made meanwhile", async () => {
    const { owner } = app.database;
    const group = await siteGroups.findOrMake(owner, "Many", false);
    const { token } = await makePerson(owner, "many@example.org", group);
    const add = (count: number) =>
      owner`
        with made as (
          insert into sites (ml_id, client_site_name) select 1, 'Same name' from generate_series(1, ${count})
          returning site_uuid)
        insert into site_group_sites (site_group_uuid, site_uuid)
        select ${group.site_group_uuid}, site_uuid from made`;
    await add(23);
    const before = await owner`
      select site_uuid from site_group_sites where site_group_uuid = ${group.site_group_uuid}`;
    const walked: string[] = [];
    let cursor: string | null = "";
    let pages = 0;
    while (cursor !== null) {
      const { sites, next_cursor } = await page(`?limit=5${cursor && `&cursor=${cursor}`}`, token);
      walked.push(...sites.map(({ site_uuid }) => site_uuid));
      cursor = next_cursor;
      if (++pages === 2) await add(1);
    }
    assert.equal(new Set(walked).size, walked.length);
    assert.deepEqual(before.filter(({ site_uuid }) => !walked.includes(site_uuid)), []);
    assert.ok(pages === 5, `${pages} pages`);
  });

  it("has no further page when the last one is exactly full", async () => {
    const { sites, next_cursor } = await page("?limit=2");
    assert.deepEqual([sites.length, next_cursor], [2, null]);
    const [first] = sites;
    assert.equal((await page("?limit=1")).next_cursor, first!.site_uuid);
  });

  it("takes a stranger's site for a cursor and shows nothing of it", async () => {
    const { turbine, plant, bare } = app.cast.sites;
    const { sites } = await page(`?cursor=${turbine}`);
    const after = [plant, bare].filter((uuid) => uuid > turbine).sort();
    assert.deepEqual(sites.map(({ site_uuid }) => site_uuid), after);
  });

  for (const limit of ["0", "-1", "1001", "ten", "1.5", "", "1e2", " 5"]) {
    it(`refuses the limit "${limit}" at its field`, async () => {
      const response = await get(`?limit=${encodeURIComponent(limit)}`);
      assert.deepEqual(await fieldsWrong(response), ["limit"]);
    });
  }

  it("refuses a cursor that is none, together with what else is wrong", async () => {
    assert.deepEqual(await fieldsWrong(await get("?cursor=next")), ["cursor"]);
    assert.deepEqual(await fieldsWrong(await get("?limit=0&cursor=1")), ["limit", "cursor"]);
    assert.deepEqual(await fieldsWrong(await get("?limit=1&limit=2")), ["limit"]);
  });

  it("takes the smallest and the largest limit", async () => {
    for (const limit of [1, 1000]) assert.equal((await get(`?limit=${limit}`)).status, 200);
  });
});

describe("GET /api/v1/sites with a question", () => {
  const names = async (query: string, token?: string) =>
    (await page(query, token)).sites.map(({ client_site_name }) => client_site_name);
  const PLANT = "Plant <&> one";

  it("has the sites for which all of it holds", async () => {
    assert.deepEqual(await names("?country=UK"), [PLANT]);
    assert.deepEqual(await names("?client_site_id=7&asset_type=pv"), [PLANT]);
    assert.deepEqual(await names("?client_site_name=plant&asset_type=wind"), []);
    assert.deepEqual(await names("?client_name=nobody"), []);
    assert.deepEqual(await names("?active=false"), []);
    assert.equal((await names("?active=all")).length, 2);
  });

  it("has the sites of a box, and of the whole world no stranger's", async () => {
    const box = "?latitude_min=-21.3333&latitude_max=-21.3333&longitude_min=55&longitude_max=56.";
    assert.deepEqual(await names(box), [PLANT]);
    const world = "?latitude_min=-90&latitude_max=90&longitude_min=-180&longitude_max=+180"
      .replace("+", "%2B");
    assert.deepEqual(await names(world), [PLANT]);
    assert.deepEqual(await names(world, app.cast.charlie.token), ["Turbine"]);
    assert.deepEqual(await names(box, app.cast.charlie.token), []);
  });

  it("keeps to it over all pages", async () => {
    const { token } = app.cast.ada;
    const first = await page("?limit=1&client_site_name=T", token);
    const second = await page(`?limit=1&client_site_name=T&cursor=${first.next_cursor}`, token);
    assert.equal(second.next_cursor, null);
    const found = [...first.sites, ...second.sites].map(({ client_site_name }) => client_site_name);
    assert.deepEqual(found.sort(), [PLANT, "Turbine"]);
  });

  const WRONG: [string, string[]][] = [
    ["latitude_min=91", ["latitude_min"]],
    ["latitude_max=north&longitude_min=-180.1", ["latitude_max", "longitude_min"]],
    ["longitude_max=NaN", ["longitude_max"]],
    ["longitude_max=", ["longitude_max"]],
    ["latitude_min=1e1", ["latitude_min"]],
    ["latitude_min=2&latitude_max=1", ["latitude_max"]],
    ["longitude_min=2&longitude_max=1", ["longitude_max"]],
    ["client_site_id=-1", ["client_site_id"]],
    ["client_site_id=2147483648", ["client_site_id"]],
    ["client_site_id=1.5", ["client_site_id"]],
    ["asset_type=hydro&active=maybe", ["asset_type", "active"]],
    ["country=&client_name=%20", ["country", "client_name"]],
    ["country=a&country=b", ["country"]],
    ["client_site_name=%00", ["client_site_name"]],
  ];
  for (const [query, fields] of WRONG) {
    it(`refuses ${query} at its field`, async () => {
      assert.deepEqual(await fieldsWrong(await get(`?${query}`)), fields);
    });
  }
});
