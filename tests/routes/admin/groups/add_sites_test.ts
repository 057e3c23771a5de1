import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import * as demo from "../../../../sql/operations/demo.ts";
import * as siteGroups from "../../../../sql/groups/site_groups.ts";
import type { SiteGroup } from "../../../../domain/groups/group.ts";
import { as, type TestApp, testApp } from "../../../support/app.ts";
import { type Html, page } from "../../../support/html.ts";

let app: TestApp;
let group: SiteGroup;
let path: string;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  group = await siteGroups.findOrMake(app.database.owner, `Group ${crypto.randomUUID()}`, false);
  path = `/admin/groups/${group.site_group_uuid}`;
});

const ada = () => as(app, app.cast.ada);

async function sitesOf(groupUuid = group.site_group_uuid): Promise<string[]> {
  const rows = await app.database.owner`
    select site_uuid from site_group_sites where site_group_uuid = ${groupUuid}`;
  return rows.map(({ site_uuid }) => site_uuid).sort();
}

async function shown(response: Response, status = 200): Promise<Html> {
  const html = await page(response);
  assert.equal(response.status, status, html.text());
  return html;
}

const text = async (response: Response, status = 200) => (await shown(response, status)).text();

/** The boxes of a page: which sites may be chosen, and which are. */
function boxes(html: Html) {
  return {
    all: html.attributes("value", "[name=site_uuids]").sort(),
    checked: [html.field("site_uuids") ?? []].flat().sort(),
  };
}

const preview = async (pasted: string) =>
  await shown(await ada().post(`${path}/add-sites/preview`, { pasted }));

const makeSite = (name: string | null, more = {}) =>
  demo.makeSite(app.database.owner, app.cast.charlie.site_group_uuid, {
    ...more,
    ...(name === null ? {} : { client_site_name: name }),
  });

describe("adding sites by search", () => {
  it("offers what the group does not have, and adds what was chosen", async () => {
    const { plant, bare, turbine } = app.cast.sites;
    const offered = boxes(await shown(await ada().get(`${path}/add-sites`)));
    assert.ok([plant, bare, turbine].every((site) => offered.all.includes(site)));
    assert.deepEqual(offered.checked, []);
    const answer = await ada().post(`${path}/add-sites`, { site_uuids: [plant, turbine] });
    assert.deepEqual([answer.status, answer.headers.get("location")], [303, path]);
    assert.deepEqual(await sitesOf(), [plant, turbine].sort());
    const left = boxes(await shown(await ada().get(`${path}/add-sites`))).all;
    assert.ok(left.includes(bare) && !left.includes(plant));
  });

  it("finds by name, client's id and UUID, also as a part", async () => {
    const { plant } = app.cast.sites;
    for (const q of ["PLANT <", "7", plant]) {
      const address = `${path}/add-sites?q=${encodeURIComponent(q)}`;
      const part = await shown(await ada().part(address, "other-sites"));
      assert.deepEqual(part.top, ["section#other-sites"]);
      assert.deepEqual(boxes(part).all, [plant], q);
    }
    assert.match(await text(await ada().get(`${path}/add-sites?q=none`)), /No other site matches/);
  });

  it("adds each once, however often it is sent at once", async () => {
    const { plant } = app.cast.sites;
    const send = () => ada().post(`${path}/add-sites`, { site_uuids: [plant, plant] });
    const answers = await Promise.all([send(), send()]);
    assert.deepEqual(answers.map(({ status }) => status), [303, 303]);
    assert.deepEqual(await sitesOf(), [plant]);
  });

  it("asks for a choice when there is none", async () => {
    for (const form of [{}, { site_uuids: "Plant" }] as Record<string, string>[]) {
      assert.match(await text(await ada().post(`${path}/add-sites`, form), 422), /Choose a site/);
    }
  });

  it("adds nothing when one of the sites is not there any more", async () => {
    const site_uuids = [app.cast.sites.plant, crypto.randomUUID()];
    await text(await ada().post(`${path}/add-sites`, { site_uuids }), 404);
    assert.deepEqual(await sitesOf(), []);
  });

  it("is not for members", async () => {
    const { alice, sites } = app.cast;
    const own = `/admin/groups/${alice.site_group_uuid}/add-sites`;
    await text(await as(app, alice).get(own), 404);
    await text(await as(app, alice).part(own, "other-sites"), 404);
    await text(await as(app, alice).post(own, { site_uuids: sites.turbine }), 404);
    await text(await as(app, alice).post(`${own}/preview`, { pasted: "Turbine" }), 404);
    assert.ok(!(await sitesOf(alice.site_group_uuid)).includes(sites.turbine));
  });
});

describe("adding sites by a list", () => {
  it("finds names, client's ids, UUIDs and what pages call a site without a name", async () => {
    const { plant, bare, turbine } = app.cast.sites;
    const numbered = await makeSite(null, { client_site_id: 4711 });
    const html = await preview(
      `plant <&> ONE\n${turbine.toUpperCase()}; Site ${bare.slice(0, 8)}\tsite 4711`,
    );
    assert.deepEqual(boxes(html).checked, [plant, bare, turbine, numbered].sort());
    assert.match(html.text(), /4 sites found/);
    assert.deepEqual(boxes(await preview("4711,7")).checked, [plant, numbered].sort());
    assert.deepEqual(await sitesOf(), [], "nothing is added yet");
  });

  it("tells what was not found, named twice, and in the group already", async () => {
    const { plant, turbine } = app.cast.sites;
    await ada().post(`${path}/add-sites`, { site_uuids: turbine });
    const html = await preview(`7\nPlant <&> one\nTurbine\n<i>nowhere</i>`);
    assert.deepEqual(boxes(html).checked, [plant]);
    assert.match(html.text(), /One entry is not the name/);
    assert.ok(html.texts("li").includes("<i>nowhere</i>"));
    assert.match(html.text(), /Each is added once: Plant <&> one/);
    assert.match(html.text(), /Already in the group: 1 site.*Turbine/);
  });

  it("shows all sites of one name to choose from, and chooses none", async () => {
    const twins = [await makeSite("Twin"), await makeSite("twin", { client_site_id: 12 })];
    const html = await preview("TWIN");
    assert.match(html.text(), /“TWIN” matches 2 sites: choose/);
    assert.deepEqual(boxes(html), { all: twins.sort(), checked: [] });
    await ada().post(`${path}/add-sites`, { site_uuids: twins[0]! });
    const again = await preview("Twin");
    assert.deepEqual(boxes(again).all, [twins[1]]);
    assert.match(again.text(), /1 of them is already in the group/);
  });

  it("takes a line with a comma for a name when it is one", async () => {
    const site = await makeSite("Farm, north");
    const html = await preview("Farm, North\nTurbine, 7");
    const { plant, turbine } = app.cast.sites;
    assert.deepEqual(boxes(html).checked, [site, plant, turbine].sort());
  });

  it("asks for something, and for no more than one looks through", async () => {
    for (const pasted of ["", " \n, ;"]) {
      const html = await text(await ada().post(`${path}/add-sites/preview`, { pasted }), 422);
      assert.match(html, /Paste the names/);
    }
    const pasted = Array.from({ length: 2001 }, (_, index) => `n${index}`).join("\n");
    const refused = await shown(await ada().post(`${path}/add-sites/preview`, { pasted }), 422);
    assert.match(refused.text(), /at most 2000 at once; these are 2001/);
    assert.match(String(refused.field("pasted")), /\bn2000$/, "what was pasted stays");
  });

  it("has nothing to add when nothing was found", async () => {
    const html = await preview("nowhere");
    assert.deepEqual(boxes(html).all, []);
    assert.doesNotMatch(html.text(), /Add chosen sites/);
  });
});

describe("adding all sites", () => {
  it("says how many, then adds every one, active or not", async () => {
    const { owner } = app.database;
    const off = await makeSite("Off");
    await owner`update sites set active = false where site_uuid = ${off}`;
    const [{ total }] = await owner`select count(*)::int as total from sites` as [
      { total: number },
    ];
    assert.match(
      await text(await ada().get(`${path}/add-all-sites`)),
      new RegExp(`${total} sites that the group does not have yet.*, 1 of them inactive`),
    );
    assert.deepEqual(await sitesOf(), []);
    assert.equal((await ada().post(`${path}/add-all-sites`)).status, 303);
    assert.equal((await sitesOf()).length, total);
    const again = await text(await ada().get(`${path}/add-all-sites`));
    assert.match(again, /This group already has every site/);
  });
});

describe("removing sites", () => {
  const address = (...uuids: string[]) =>
    `${path}/remove-sites?${new URLSearchParams(uuids.map((uuid) => ["site_uuids", uuid]))}`;

  it("says which go and which become inactive, then does it", async () => {
    const { plant, turbine } = app.cast.sites;
    const only = await demo.makeSite(app.database.owner, group.site_group_uuid, {
      client_site_name: "Only here",
    });
    await ada().post(`${path}/add-sites`, { site_uuids: [plant, turbine] });
    const asking = await shown(await ada().get(address(only, plant)));
    assert.match(asking.text(), /Remove 2 sites/);
    assert.match(asking.text(), /1 site will no longer be in any ordinary group/);
    assert.deepEqual(asking.texts("tbody td:last-child"), ["becomes inactive", "stays active"]);
    assert.equal((await sitesOf()).length, 3, "nothing is removed yet");
    for (let turn = 0; turn < 2; turn++) {
      const answer = await ada().post(`${path}/remove-sites`, { site_uuids: [only, plant] });
      assert.deepEqual([answer.status, answer.headers.get("location")], [303, path]);
    }
    assert.deepEqual(await sitesOf(), [turbine]);
    const rows = await app.database.owner`
      select site_uuid from sites where active is false and site_uuid in (${only}, ${plant})`;
    assert.deepEqual(rows.map(({ site_uuid }) => site_uuid), [only]);
  });

  it("leaves alone what the group does not have", async () => {
    const { owner } = app.database;
    const adminsOnly = await demo.makeSite(owner, app.cast.ada.site_group_uuid, {});
    await ada().post(`${path}/add-sites`, { site_uuids: app.cast.sites.plant });
    const site_uuids = [app.cast.sites.plant, adminsOnly];
    assert.doesNotMatch(await text(await ada().get(address(...site_uuids))), /Remove 2/);
    await ada().post(`${path}/remove-sites`, { site_uuids });
    const [site] = await owner`select active from sites where site_uuid = ${adminsOnly}`;
    assert.equal(site!.active, true);
  });

  it("says that nothing was chosen", async () => {
    const none = [address(), address("plant"), address(app.cast.sites.plant)];
    for (const url of none) assert.match(await text(await ada().get(url)), /No site of this group/);
    await text(await ada().post(`${path}/remove-sites`), 422);
  });

  it("takes none from an admin group", async () => {
    const { ada: { site_group_uuid }, sites: { plant } } = app.cast;
    const own = `/admin/groups/${site_group_uuid}`;
    assert.doesNotMatch((await shown(await ada().get(own))).source, /remove-sites/);
    const url = `${own}/remove-sites?site_uuids=${plant}`;
    assert.match(await text(await ada().get(url)), /An admin group has every site/);
    await text(await ada().post(`${own}/remove-sites`, { site_uuids: plant }), 422);
    assert.ok((await sitesOf(site_group_uuid)).includes(plant));
  });

  it("is not for members, also of their own group", async () => {
    const { alice, sites } = app.cast;
    const own = `/admin/groups/${alice.site_group_uuid}/remove-sites`;
    await text(await as(app, alice).get(`${own}?site_uuids=${sites.plant}`), 404);
    await text(await as(app, alice).post(own, { site_uuids: sites.plant }), 404);
    assert.ok((await sitesOf(alice.site_group_uuid)).includes(sites.plant));
  });
});
