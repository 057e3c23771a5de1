import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp } from "../../../support/app.ts";
import { page } from "../../../support/html.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const FORM = {
  client_site_name: "Barn",
  client_site_id: "12",
  asset_type: "pv",
  capacity_kw: "12,5",
  latitude: "51.5",
  longitude: "-0.12",
  orientation: "",
  tilt: "",
};

type Fields = Record<string, string | string[]>;
const post = (form: Fields) => as(app, app.cast.ada).post("/admin/sites/new", form);
const get = (query = "") => page(as(app, app.cast.ada).get(`/admin/sites/new${query}`));

async function barns() {
  return await app.database.owner<{ capacity_kw: number; tilt: number; groups: string[] }[]>`
    select capacity_kw, orientation, tilt, client_site_id, array(
      select site_group_name from site_group_sites join site_groups using (site_group_uuid)
      where site_uuid = s.site_uuid order by site_group_name)::text[] as groups
    from sites s where client_site_name like 'Barn%'`;
}

async function clear() {
  const { owner } = app.database;
  await owner`delete from site_group_sites where site_uuid in (
    select site_uuid from sites where client_site_name like 'Barn%')`;
  await owner`delete from sites where client_site_name like 'Barn%'`;
}

const groups = () => [app.cast.alice.site_group_uuid, app.cast.charlie.site_group_uuid];

describe("a new site of an admin", () => {
  it("is made in several groups and in the admin groups, with the defaults", async () => {
    const response = await post({ ...FORM, site_group_uuids: groups() });
    assert.equal(response.status, 303, await response.clone().text());
    assert.match(response.headers.get("location")!, /^\/admin\/sites\/[0-9a-f-]{36}$/);
    assert.deepEqual((await barns()).map((row) => ({ ...row })), [{
      capacity_kw: 12.5,
      orientation: 180,
      tilt: 35,
      client_site_id: 12,
      groups: ["Hills", "Roofs", "ocf"],
    }]);
    for (const person of [app.cast.alice, app.cast.charlie]) {
      assert.match(await (await as(app, person).get("/sites")).text(), /Barn/);
    }
    await clear();
  });

  it("is made in no group when that is said, and admins alone see it", async () => {
    const response = await post({ ...FORM, in_no_group: "on" });
    assert.equal(response.status, 303);
    assert.deepEqual((await barns()).map((row) => row.groups), [["ocf"]]);
    assert.doesNotMatch(await (await as(app, app.cast.alice).get("/sites")).text(), /Barn/);
    await clear();
  });

  it("is made once by a form that is sent twice at once, and both lead to it", async () => {
    const { form_key } = (await get()).fields("form.form");
    const form = { ...FORM, form_key: form_key!, site_group_uuids: groups() };
    const answers = await Promise.all([post(form), post(form)]);
    const [first, second] = answers.map(({ headers }) => headers.get("location"));
    assert.match(first!, /^\/admin\/sites\//);
    assert.equal(first, second);
    assert.equal((await barns()).length, 1);
    await clear();
  });

  const wrong: [what: string, form: Fields, message: RegExp][] = [
    ["no group", {}, /Choose at least one group/],
    ["a group and none", { in_no_group: "on", site_group_uuids: "ALICE" }, /not both/],
    ["a group that is none", { site_group_uuids: "nonsense" }, /Choose groups from the list/],
    [
      "a group that nobody has",
      { site_group_uuids: "00000000-0000-4000-8000-000000000000" },
      /One of these groups does not exist/,
    ],
    ["no latitude", { in_no_group: "on", latitude: "" }, /Enter the latitude/],
    ["a name of blanks", { in_no_group: "on", client_site_name: "  " }, /Enter a name/],
  ];
  for (const [what, form, message] of wrong) {
    it(`is not made of ${what}, and what was typed is kept`, async () => {
      const own: Fields = { ...FORM, note: "typed <here>", ...form };
      if (own.site_group_uuids === "ALICE") own.site_group_uuids = app.cast.alice.site_group_uuid;
      const response = await post(own);
      assert.equal(response.status, 422);
      const refused = await page(response);
      assert.match(refused.text(), message);
      const { note, capacity_kw } = refused.fields("form.form");
      assert.deepEqual([note, capacity_kw], [own.note, own.capacity_kw]);
      assert.deepEqual([...await barns()], []);
    });
  }

  it("keeps the ticks of the groups on an error", async () => {
    const [roofs, hills] = groups();
    const refused = await page(post({ ...FORM, latitude: "north", site_group_uuids: roofs! }));
    assert.ok(refused.has(`[name=site_group_uuids][value="${hills}"]`));
    assert.deepEqual(refused.field("site_group_uuids"), [roofs]);
  });

  it("cannot be put into an admin group by hand", async () => {
    assert.equal((await get()).has(`[value="${app.cast.ada.site_group_uuid}"]`), false);
  });
});

describe("a copy of a site", () => {
  it("has everything but the client's number, another name and the same groups", async () => {
    const { alice, sites: { plant } } = app.cast;
    const copy = (await get(`?from=${plant}`)).fields("form.form");
    assert.equal(copy.client_site_name, "Plant <&> one (copy)");
    assert.equal(copy.capacity_kw, "49.14");
    assert.equal(copy.client_site_id, "");
    assert.deepEqual(copy.site_group_uuids, [alice.site_group_uuid]);
  });

  it("is offered of a site that knows nothing, also with values that are no numbers", async () => {
    const { bare } = app.cast.sites;
    const { owner } = app.database;
    await owner`update sites set capacity_kw = 'NaN', tilt = 'Infinity' where site_uuid = ${bare}`;
    assert.doesNotMatch((await get(`?from=${bare}`)).source, /null|NaN|Infinity|undefined/);
    await owner`update sites set capacity_kw = null, tilt = null where site_uuid = ${bare}`;
  });

  it("is 404 of a site that is not there", async () => {
    const ada = as(app, app.cast.ada);
    for (const from of ["nonsense", "00000000-0000-4000-8000-000000000000"]) {
      assert.equal((await ada.get(`/admin/sites/new?from=${from}`)).status, 404);
    }
  });
});

describe("members", () => {
  it("find no such form, and cannot send it", async () => {
    const alice = as(app, app.cast.alice);
    assert.equal((await alice.get("/admin/sites/new")).status, 404);
    const form = { ...FORM, site_group_uuids: groups() };
    assert.equal((await alice.post("/admin/sites/new", form)).status, 404);
    assert.deepEqual([...await barns()], []);
  });
});
