import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp } from "../../support/app.ts";
import { quartz } from "../../support/quartz.ts";
import { demoSites } from "../../support/quartz_sites.ts";

let app: TestApp;
let sites: string[];
beforeAll(async () => {
  app = await testApp();
  sites = await demoSites(app, 3);
});
afterAll(() => app.close());

const KEYS = [
  "client_site_id",
  "client_site_name",
  "orientation",
  "tilt",
  "latitude",
  "longitude",
  "inverter_capacity_kw",
  "module_capacity_kw",
  "site_uuid",
  "capacity_kw",
  "dno",
  "gsp",
];
const NEW = {
  client_site_id: 5,
  latitude: 51.5,
  longitude: -0.1,
  inverter_capacity_kw: 4,
  module_capacity_kw: 4.3,
};

interface Shown {
  site_uuid: string;
  [key: string]: unknown;
}

const list = async (query = "") => {
  const { body, headers } = await quartz(app).get(`/sites${query}`);
  return { list: body.site_list as Shown[], headers };
};
const uuidsOf = (list: Shown[]) => list.map(({ site_uuid }) => site_uuid);
const setSite = (uuid: string, changes: Record<string, unknown>) =>
  app.database.owner`update sites set ${(app.database.owner as never as Set)(changes)}
    where site_uuid = ${uuid}`;
type Set = (changes: Record<string, unknown>) => never;

describe("sites of Quartz", () => {
  it("are the group's active ones by UUID, with their keys in order and texts as they are", async () => {
    const { plant } = app.cast.sites;
    const shown = (await list()).list;
    assert.deepEqual(uuidsOf(shown), [...sites, plant].sort());
    for (const one of shown) assert.deepEqual(Object.keys(one), KEYS);
    const found = shown.find(({ site_uuid }) => site_uuid === plant)!;
    assert.equal(found.client_site_name, "Plant <&> one");
    assert.deepEqual(JSON.parse(found.gsp as string), { gsp_id: "999", name: "unknown" });
  });

  it("are those between two corners, edges included, either alone leaving the other side open", async () => {
    const [one, two, three] = [1, 2, 3].map((n) => `${50 + n},${n - 2}`);
    const names = async (query: string) =>
      (await list(query)).list.map(({ client_site_id }) => client_site_id).sort();
    assert.deepEqual(await names(`?latitude_longitude_max=${two}&latitude_longitude_min=${two}`), [
      2,
    ]);
    assert.deepEqual(await names(`?latitude_longitude_min=${two}&latitude_longitude_max=90,180`), [
      2,
      3,
    ]);
    assert.deepEqual(await names(`?latitude_longitude_max=${one}`), [1]);
    assert.deepEqual(await names(`?latitude_longitude_min=${three}`), [3]);
    for (const wrong of ["51", "51;0", "a,b", "nan,0", "1,2,3", ""]) {
      const { status } = await quartz(app).get(`/sites?latitude_longitude_max=${wrong}`);
      assert.equal(status, 422, wrong);
    }
  });

  it("that lack a value are shown with the nearest one; without coordinates they are left out", async () => {
    const { bare } = app.cast.sites;
    const [uuid] = sites;
    await setSite(uuid!, {
      client_site_name: null,
      client_site_id: null,
      dno: null,
      capacity_kw: NaN,
      module_capacity_kw: null,
    });
    await setSite(bare, { active: true });
    const { list: shown, headers } = await list();
    const found = shown.find(({ site_uuid }) => site_uuid === uuid)!;
    assert.deepEqual(
      ["client_site_name", "client_site_id", "dno", "capacity_kw", "module_capacity_kw"].map((
        key,
      ) => found[key]),
      ["None", 0, "", 0, null],
    );
    assert.ok(!uuidsOf(shown).includes(bare));
    assert.equal(headers.get("x-sitecast-left-out"), bare);
    await setSite(bare, { active: false });
    await setSite(uuid!, { capacity_kw: 10 });
  });

  it("are made with the API's own defaults, in Great Britain's network", async () => {
    const client = quartz(app);
    const first = await client.post("/sites", { ...NEW, dno: "ignored", unknown: 1 });
    assert.equal(first.status, 201, first.text);
    assert.deepEqual(Object.keys(first.body), KEYS);
    const { orientation, tilt, capacity_kw, client_site_name } = first.body;
    assert.deepEqual([orientation, tilt, capacity_kw, client_site_name], [180, 35, 4.3, "None"]);
    assert.equal(JSON.parse(first.body.dno).name, "_C");
    const second = await client.post("/sites", {
      ...NEW,
      orientation: 0,
      tilt: 0,
      latitude: "-30",
    });
    assert.deepEqual([second.body.orientation, second.body.tilt, second.body.latitude], [
      0,
      0,
      -30,
    ]);
    const unknown = await client.post("/sites", { ...NEW, module_capacity_kw: null });
    assert.deepEqual(
      [unknown.status, unknown.body.capacity_kw, unknown.body.module_capacity_kw],
      [201, 4, null],
    );
    const rows = await app.database.owner`
      select ml_id, country, asset_type::text as kind from sites
      where site_uuid in (${first.body.site_uuid}, ${second.body.site_uuid}) order by ml_id`;
    assert.equal(rows[1]!.ml_id, rows[0]!.ml_id + 1);
    assert.deepEqual([rows[1]!.country, rows[1]!.kind], ["uk", "pv"]);
    const [history] = await app.database.owner`
      select changed_by from sites_history where site_uuid = ${first.body.site_uuid}`;
    assert.equal(history!.changed_by, app.cast.alice.user_uuid);
  });

  it("change in exactly the keys that are sent, also when they move", async () => {
    const client = quartz(app);
    const { body: before } = await client.post("/sites", { ...NEW, client_site_name: "Roof" });
    const path = `/sites/${before.site_uuid}`;
    const moved = await client.put(path, { latitude: 57.1, nothing: true });
    assert.deepEqual([moved.status, moved.body], [200, { ...before, latitude: 57.1 }]);
    assert.deepEqual((await client.put(path, {})).body, moved.body);
    const named = await client.put(path, { dno: "mine", client_site_name: null, longitude: -2 });
    assert.deepEqual(named.body, {
      ...moved.body,
      dno: "mine",
      client_site_name: "None",
      longitude: -2,
    });
    const { owner } = app.database;
    const [grid] =
      await owner`insert into clients (client_name) values ('Grid') returning client_uuid`;
    for (const client_uuid of [grid!.client_uuid, null]) {
      assert.equal((await client.put(path, { client_uuid })).status, 200);
      const [row] =
        await owner`select client_uuid from sites where site_uuid = ${before.site_uuid}`;
      assert.equal(row!.client_uuid, client_uuid);
    }
    const nowhere = await client.put(path, { latitude: null });
    assert.deepEqual([nowhere.status, nowhere.body.latitude], [200, 0]);
    assert.equal(nowhere.headers.get("x-sitecast-left-out"), before.site_uuid);
    assert.ok(!uuidsOf((await list()).list).includes(before.site_uuid));
  });

  it("leave the group once, and become inactive in no other one but those of admins and ocf", async () => {
    const client = quartz(app);
    const { body: { site_uuid } } = await client.post("/sites", NEW);
    const { owner } = app.database;
    await owner`update site_groups set site_group_name = 'admins' where site_group_name = 'ocf'`;
    await owner`
      with ocf as (insert into site_groups (site_group_name) values ('ocf') returning site_group_uuid)
      insert into site_group_sites (site_group_uuid, site_uuid)
      select site_group_uuid, ${site_uuid}::uuid from ocf`;
    const path = `/sites/delete/${site_uuid}`;
    const gone = await client.delete(path);
    assert.deepEqual([gone.status, gone.text], [200, "null"]);
    assert.equal((await client.delete(path)).status, 403);
    const [site] = await owner`select active from sites where site_uuid = ${site_uuid}`;
    assert.equal(site!.active, false);
    for (const uuid of ["none", crypto.randomUUID(), app.cast.sites.turbine]) {
      const { status, body } = await client.delete(`/sites/delete/${uuid}`);
      assert.equal(status, 403);
      assert.match(
        body.detail,
        /^Forbidden\. User \(alice@example\.org\) does not have access to /,
      );
    }
  });

  it("of a stranger are 403 and of nobody 404, and nothing of them is written", async () => {
    const client = quartz(app);
    const { turbine } = app.cast.sites;
    const refused = await client.put(`/sites/${turbine}`, { tilt: 1 });
    const own = (await app.database.owner`
      select site_uuid from site_group_sites
      where site_group_uuid = ${app.cast.alice.site_group_uuid} order by 1`)
      .map(({ site_uuid }) => `'${site_uuid}'`);
    assert.deepEqual([refused.status, refused.body.detail], [
      403,
      "Forbidden. User (alice@example.org) does not have access to this site UUID. " +
      `User has access to [${own.join(", ")}]`,
    ]);
    const nobodys = crypto.randomUUID();
    const unknown = await client.put(`/sites/${nobodys}`, { tilt: 1 });
    assert.deepEqual([unknown.status, unknown.body.detail], [
      404,
      `Site with site_uuid='${nobodys}' does not exist`,
    ]);
    assert.equal((await client.put("/sites/none", {})).status, 422);
  });

  it("refuse wrong bodies at their keys", async () => {
    const client = quartz(app);
    const wrong: [body: unknown, loc: (string | number)[]][] = [
      [{ ...NEW, latitude: 91 }, ["body", "latitude"]],
      [{ ...NEW, latitude: "north" }, ["body", "latitude"]],
      [{ ...NEW, longitude: null }, ["body", "longitude"]],
      [{ ...NEW, inverter_capacity_kw: -1 }, ["body", "inverter_capacity_kw"]],
      [{ ...NEW, module_capacity_kw: undefined }, ["body", "module_capacity_kw"]],
      [{ ...NEW, client_site_id: 1.5 }, ["body", "client_site_id"]],
      [{ ...NEW, client_site_id: 3e9 }, ["body", "client_site_id"]],
      [{ ...NEW, client_site_name: "a\0" }, ["body", "client_site_name"]],
      [{ ...NEW, client_site_name: "a".repeat(256) }, ["body", "client_site_name"]],
      [[], ["body"]],
      [null, ["body"]],
      [`${JSON.stringify(NEW).slice(0, -1)},"tilt":1e999}`, ["body", "tilt"]],
      ['{"latitude":NaN}', ["body", 12]],
      ["", ["body"]],
    ];
    for (const [body, loc] of wrong) {
      const { status, body: { detail }, text } = await client.post("/sites", body);
      assert.equal(status, 422, text);
      assert.deepEqual(detail[0].loc, loc, text);
      assert.deepEqual([typeof detail[0].msg, typeof detail[0].type], ["string", "string"]);
    }
    const path = `/sites/${sites[1]}`;
    for (const body of [{ latitude: -91 }, { capacity_kw: -1 }, { client_uuid: "x" }, { dno: 5 }]) {
      assert.equal((await client.put(path, body)).status, 422);
    }
    const { status, body } = await client.put(path, { client_uuid: crypto.randomUUID() });
    assert.deepEqual([status, body.detail[0].loc], [422, ["body", "client_uuid"]]);
  });
});
