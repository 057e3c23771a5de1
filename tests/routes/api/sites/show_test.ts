import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp, withToken } from "../../../support/app.ts";
import { fieldsWrong, problemOf } from "../../../support/problem.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const SITE = { client_site_name: "Barn", capacity_kw: 4, latitude: 51.5, longitude: -0.12 };
const api = (token = app.cast.alice.token) => withToken(app, token);
const address = (site: string, rest = "") => `/api/v1/sites/${site}${rest}`;

async function made(body: object = SITE) {
  const response = await api().post("/api/v1/sites", body);
  assert.equal(response.status, 201, await response.clone().text());
  return await response.json();
}

describe("POST /api/v1/sites", () => {
  it("answers the new site with its defaults; the group has it", async () => {
    const site = await made();
    const { site_uuid, ...rest } = site;
    assert.deepEqual(rest, {
      ...SITE,
      name: "Barn",
      client_site_id: null,
      asset_type: "pv",
      country: "uk",
      region: null,
      dno: { dno_id: "12", name: "_C", long_name: "UKPN (London)" },
      gsp: { gsp_id: "310", name: "Wimbledon" },
      altitude_m: null,
      measured_every_minutes: null,
      tilt: 35,
      orientation: 180,
      inverter_capacity_kw: 4,
      module_capacity_kw: 4,
      capacity_from: null,
      former_capacities: [],
      time_zone: "Europe/London",
      has_battery: false,
      is_tracked: false,
      is_curtailed: false,
      active: true,
      version: 1,
    });
    const read = await api(app.cast.bob.token).get(address(site_uuid));
    assert.deepEqual(await read.json(), site);
    assert.equal((await api(app.cast.charlie.token).get(address(site_uuid))).status, 404);
  });

  it("takes orientation and country from the coordinates, unless they are given", async () => {
    const sydney = { ...SITE, latitude: -33.87, longitude: 151.21 };
    const { orientation, country } = await made(sydney);
    assert.deepEqual([orientation, country], [0, "au"]);
    const given = await made({ ...sydney, orientation: 180, country: "nz" });
    assert.deepEqual([given.orientation, given.country], [180, "nz"]);
    const atSea = await api().post("/api/v1/sites", { ...SITE, latitude: 55, longitude: 3 });
    assert.deepEqual(await fieldsWrong(atSea), ["country"]);
  });

  it("refuses what is missing or of another type, by field", async () => {
    const wrong = await api().post("/api/v1/sites", { ...SITE, latitude: "", tilt: "35" });
    assert.deepEqual(await fieldsWrong(wrong), ["latitude", "tilt"]);
    const none = await fieldsWrong(await api().post("/api/v1/sites", {}));
    assert.deepEqual(none, ["client_site_name", "capacity_kw", "latitude", "longitude"]);
    await fieldsWrong(await api().post("/api/v1/sites", { ...SITE, note: "a\0b" }));
  });

  it("is not for tokens that may only read", async () => {
    await problemOf(await api(app.cast.alice.readToken).post("/api/v1/sites", SITE), 403);
  });
});

describe("GET /api/v1/sites/{uuid}", () => {
  it("has inactive sites, too, and none for what is no UUID", async () => {
    const { turbine } = app.cast.sites;
    await app.database.owner`update sites set active = false where site_uuid = ${turbine}`;
    const response = await api(app.cast.charlie.token).get(address(turbine));
    assert.equal((await response.json()).active, false);
    assert.deepEqual(await fieldsWrong(await api().get(address("nothing"))), ["site_uuid"]);
    await problemOf(await api().get(address(crypto.randomUUID())), 404);
  });
});

describe("PATCH /api/v1/sites/{uuid}", () => {
  it("writes exactly the keys that are sent, NULL for null", async () => {
    const site = await made({ ...SITE, region: "South", client_site_id: 5 });
    const response = await api().patch(address(site.site_uuid), { region: null, tilt: 10 });
    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), { ...site, region: null, tilt: 10, version: 2 });
  });

  it("takes a capacity from a day on, and keeps the one before", async () => {
    const { site_uuid } = await made();
    const change = { capacity_kw: 6, capacity_from: "2026-05-01", has_battery: true };
    const edited = await (await api().patch(address(site_uuid), change)).json();
    assert.deepEqual(edited.former_capacities, [{ until_date: "2026-05-01", capacity_kw: 4 }]);
    assert.deepEqual([edited.capacity_from, edited.has_battery], ["2026-05-01", true]);
    const wrong = { capacity_from: "1 May", is_tracked: "no" };
    assert.deepEqual(
      await fieldsWrong(await api().patch(address(site_uuid), wrong)),
      ["capacity_from", "is_tracked"],
    );
    const again = { capacity_kw: 8, capacity_from: "2026-06-01" };
    assert.equal((await api().patch(address(site_uuid), again)).status, 200);
    const before = { capacity_kw: 9, capacity_from: "2026-04-01" };
    assert.deepEqual(
      await fieldsWrong(await api().patch(address(site_uuid), before)),
      ["capacity_from"],
    );
  });

  it("refuses an older version and names the one it is at", async () => {
    const { site_uuid, version } = await made();
    const ours = { tilt: 11, version };
    assert.equal((await api().patch(address(site_uuid), ours)).status, 200);
    const problem = await problemOf(
      await api().patch(address(site_uuid), { ...ours, tilt: 12 }),
      409,
    );
    assert.match(problem.detail, /^The site is at version 2, and your edit is of another one/);
    const now = await (await api().get(address(site_uuid))).json();
    assert.deepEqual([now.tilt, now.version], [11, 2]);
  });

  it("of one version, three times at once, is written once", async () => {
    const { site_uuid, version } = await made();
    const done = await Promise.all(
      [1, 2, 3].map((tilt) => api().patch(address(site_uuid), { tilt, version })),
    );
    assert.deepEqual(done.map(({ status }) => status).sort(), [200, 409, 409]);
  });

  it("refuses wrong values by field, and changes nothing", async () => {
    const site = await made();
    const wrong = { tilt: 91, latitude: 51, capacity_kw: "4" };
    assert.deepEqual(await fieldsWrong(await api().patch(address(site.site_uuid), wrong)), [
      "capacity_kw",
      "tilt",
    ]);
    assert.deepEqual(await (await api().get(address(site.site_uuid))).json(), site);
    const reader = api(app.cast.alice.readToken);
    await problemOf(await reader.patch(address(site.site_uuid), { tilt: 1 }), 403);
  });

  it("refuses what only admins decide, and changes nothing", async () => {
    const { site_uuid } = await made();
    const response = await api().patch(address(site_uuid), { active: false, ml_id: 900, tilt: 3 });
    assert.deepEqual(await fieldsWrong(response), ["active", "ml_id"]);
    const [row] = await app.database.owner`select * from sites where site_uuid = ${site_uuid}`;
    assert.deepEqual([row!.active, row!.ml_id === 900, row!.tilt], [true, false, 35]);
  });
});

describe("POST /api/v1/sites/{uuid}/leave", () => {
  it("takes the site from the group and tells whether it is still active", async () => {
    const { site_uuid } = await made();
    await app.database.owner`insert into site_group_sites (site_group_uuid, site_uuid)
      values (${app.cast.charlie.site_group_uuid}, ${site_uuid})`;
    const leave = (token?: string) => api(token).post(address(site_uuid, "/leave"));
    assert.deepEqual(await (await leave()).json(), { active: true });
    await problemOf(await leave(), 404);
    assert.deepEqual(await (await leave(app.cast.charlie.token)).json(), { active: false });
  });

  it("is refused to admins, whose group has every site", async () => {
    const { site_uuid } = await made();
    const response = await api(app.cast.ada.token).post(address(site_uuid, "/leave"));
    assert.match((await problemOf(response, 409)).detail, /has every site/);
  });
});
