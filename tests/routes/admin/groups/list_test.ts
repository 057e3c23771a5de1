import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import * as demo from "../../../../sql/operations/demo.ts";
import * as siteGroups from "../../../../sql/groups/site_groups.ts";
import { as, type TestApp, testApp } from "../../../support/app.ts";
import { type Html, page } from "../../../support/html.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const ada = () => as(app, app.cast.ada);
const groupNamed = (name: string) =>
  app.database.owner`
    select site_group_uuid, site_group_name, service_level, is_admin from site_groups
    where site_group_name = ${name}`;
const newName = () => `Group ${crypto.randomUUID()}`;

async function make(name = newName()) {
  const { site_group_uuid } = await siteGroups.findOrMake(app.database.owner, name, false);
  return { name, site_group_uuid, path: `/admin/groups/${site_group_uuid}` };
}

async function shown(path: string, status = 200): Promise<Html> {
  const response = await ada().get(path);
  assert.equal(response.status, status);
  return await page(response);
}

/** The texts of the cells of the row that has the name. */
const rowOf = async (name: string) =>
  (await shown("/admin/groups")).rows().find(([first]) => first!.includes(name)) ?? [];

describe("the list of groups", () => {
  it("has members, sites, capacity of those that have one, service level and last activity", async () => {
    const { owner } = app.database;
    const { bob, alice } = app.cast;
    await owner`
      update users set last_seen_utc = '2026-06-20T08:07:00Z' where user_uuid = ${bob.user_uuid}`;
    await owner`
      update users set last_seen_utc = '2026-06-19T08:07:00Z' where user_uuid = ${alice.user_uuid}`;
    assert.deepEqual(await rowOf("Roofs"), [
      "Roofs",
      "2",
      "2",
      "49.14 kW of 1 of 2 sites",
      "0, free",
      "20 Jun 2026, 08:07 UTC",
    ]);
    assert.deepEqual(await rowOf("Hills"), ["Hills", "1", "1", "900 kW", "0, free", "never"]);
    assert.deepEqual((await rowOf("ocf")).slice(0, 3), ["ocf Admin group", "1", "3"]);
  });

  it("copes with what other writers leave: no name, no level, odd levels, NaN", async () => {
    const { owner } = app.database;
    const odd = crypto.randomUUID();
    await owner`
      insert into site_groups (site_group_uuid, site_group_name, service_level)
      values (${odd}, null, null), (gen_random_uuid(), 'Odd level', 7)`;
    for (const kw of ["NaN", "Infinity", "12"]) {
      const site = await demo.makeSite(owner, odd, {});
      await owner`update sites set capacity_kw = ${kw}::float8 where site_uuid = ${site}`;
    }
    const name = `Group ${odd.slice(0, 8)}`;
    const expected = [name, "0", "3", "12 kW of 1 of 3 sites", "not set", "never"];
    assert.deepEqual(await rowOf(name), expected);
    assert.equal((await rowOf("Odd level"))[4], "7");
    for (const rest of ["", "/edit", "/mark", "/delete"]) {
      assert.ok((await shown(`/admin/groups/${odd}${rest}`)).text().includes(name), rest);
    }
    const response = await ada().post(`/admin/groups/${odd}/delete`, { confirm_name: name });
    assert.equal(response.status, 303);
  });

  it("is searched by part of the name, whatever its case, and by the start of a UUID", async () => {
    const { path, site_group_uuid } = await make("99% Sun_set");
    const found = async (q: string) =>
      (await shown(`/admin/groups?q=${encodeURIComponent(q)}`)).has(`a[href="${path}"]`);
    for (const q of ["sun_SET", "99%", " sun ", site_group_uuid, site_group_uuid.slice(0, 9)]) {
      assert.ok(await found(q), q);
    }
    assert.ok(!await found(site_group_uuid.slice(0, 3)), "too little of a UUID");
    for (const q of ["sunXset", "99_", site_group_uuid.slice(1)]) {
      assert.ok(!await found(q), q);
    }
    const none = await shown("/admin/groups?q=%3Cb%3E");
    assert.match(none.text(), /No group matches/);
    assert.ok(none.text().includes("“<b>”"));
  });

  it("comes as a part for htmx, in pages of 50", async () => {
    await app.database.owner`
      insert into site_groups (site_group_name)
      select 'Page of ' || n from generate_series(1, 51) n`;
    const part = await page(ada().part("/admin/groups?q=Page of", "groups-table"));
    assert.deepEqual(part.top, ["section#groups-table"]);
    assert.equal(part.rows().length, 50);
    assert.ok(part.has('a[href="/admin/groups?q=Page+of&page=2"]'));
    assert.match(part.text(), /\b51 groups\b/);
    const second = await shown("/admin/groups?q=Page of&page=2");
    assert.equal(second.rows().length, 1);
  });

  it("isn't there for members, neither as a page nor as a part", async () => {
    const alice = as(app, app.cast.alice);
    assert.equal((await alice.get("/admin/groups")).status, 404);
    assert.equal((await alice.part("/admin/groups", "groups-table")).status, 404);
    assert.equal((await alice.post("/admin/groups", { site_group_name: "Hers" })).status, 404);
    assert.equal((await groupNamed("Hers")).length, 0);
  });
});

describe("a new group", () => {
  it("is made with its service level, and its page says so", async () => {
    const form = { site_group_name: "  New & <paid>  ", service_level: "1" };
    const response = await ada().post("/admin/groups", form);
    assert.equal(response.status, 303);
    const [made] = await groupNamed("New & <paid>");
    assert.deepEqual([made!.service_level, made!.is_admin], [1, false]);
    const { site_group_uuid } = made!;
    assert.equal(response.headers.get("location"), `/admin/groups/${site_group_uuid}`);
    const group = await shown(`/admin/groups/${site_group_uuid}`);
    assert.equal(group.text("h1"), "New & <paid>");
    assert.match(group.text(), /1, paid/);
  });

  it("is made once, however often the form is sent at once and again", async () => {
    const name = newName();
    const form = { site_group_name: name, service_level: "0", form_key: crypto.randomUUID() };
    const send = () => ada().post("/admin/groups", form);
    const answers = [...await Promise.all([send(), send()]), await send()];
    assert.deepEqual(answers.map(({ status }) => status), [303, 303, 303]);
    const [made, more] = await groupNamed(name);
    assert.equal(more, undefined);
    for (const { headers } of answers) {
      assert.equal(headers.get("location"), `/admin/groups/${made!.site_group_uuid}`);
    }
  });

  for (
    const [what, form, message] of [
      ["no name", { site_group_name: " " }, /Enter a name\./],
      ["a name too long", { site_group_name: "x".repeat(256) }, /at most 255 characters/],
      ["a name of two lines", { site_group_name: "two\nlines" }, /one line/],
      ["a level that there is not", { site_group_name: "A", service_level: "2" }, /0 is free/],
      ["a level that is no number", { site_group_name: "A", service_level: "much" }, /0 is free/],
      [
        "a name that is taken",
        { site_group_name: "Roofs", service_level: "1" },
        /this name already/,
      ],
    ] as const
  ) {
    it(`is refused for ${what}, at its field, and keeps what was typed and the form's key`, async () => {
      const form_key = crypto.randomUUID();
      const response = await ada().post("/admin/groups", { ...form, form_key });
      assert.equal(response.status, 422);
      const refused = await page(response);
      const [field, ...others] = refused.attributes("name", '[aria-invalid="true"]');
      assert.deepEqual(others, []);
      assert.match(refused.error(field!)!, message);
      const kept = refused.fields("form.form");
      assert.equal(kept.form_key, form_key);
      if ("service_level" in form && form.service_level === "1") {
        assert.equal(kept.service_level, "1");
      }
      // A field of one line shows two lines as one.
      const oneLine = (text: unknown) => String(text).replace("\n", "").trim();
      assert.equal(oneLine(kept.site_group_name), oneLine(form.site_group_name));
    });
  }
});

describe("editing a group", () => {
  it("changes name and service level, and nothing of who administers", async () => {
    const { path, site_group_uuid } = await make();
    const site_group_name = newName();
    const response = await ada().post(`${path}/edit`, { site_group_name, service_level: "1" });
    assert.deepEqual([response.status, response.headers.get("location")], [303, path]);
    assert.deepEqual([...await groupNamed(site_group_name)], [
      { site_group_uuid, site_group_name, service_level: 1, is_admin: false },
    ]);
  });

  it("may keep the name, and leaves a level alone that is no choice", async () => {
    const { path, name, site_group_uuid } = await make();
    await app.database.owner`
      update site_groups set service_level = 5 where site_group_uuid = ${site_group_uuid}`;
    const option = (await shown(`${path}/edit`)).text('[name=service_level] option[value=""]');
    assert.match(option, /^Leave it at 5/);
    const form = { site_group_name: name, service_level: "" };
    assert.equal((await ada().post(`${path}/edit`, form)).status, 303);
    assert.equal((await groupNamed(name))[0]!.service_level, 5);
  });

  it("is refused without a name, and with another group's", async () => {
    const { path, name } = await make();
    for (
      const [site_group_name, message] of [["", /Enter a name/], ["Roofs", /already/]] as const
    ) {
      const response = await ada().post(`${path}/edit`, { site_group_name, service_level: "1" });
      assert.equal(response.status, 422);
      const refused = await page(response);
      assert.match(refused.error("site_group_name")!, message);
      assert.equal(refused.field("site_group_name"), site_group_name);
    }
    assert.equal((await groupNamed(name))[0]!.service_level, 0);
  });

  it("gives a name to one of two groups that ask for it at once", async () => {
    const [one, other] = [await make(), await make()];
    const site_group_name = newName();
    const answers = await Promise.all(
      [one, other].map(({ path }) => ada().post(`${path}/edit`, { site_group_name })),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 422]);
  });
});

describe("a group's page", () => {
  it("has its members with links, and its sites", async () => {
    const { alice, bob, sites } = app.cast;
    const group = await shown(`/admin/groups/${alice.site_group_uuid}`);
    for (const { user_uuid, email } of [alice, bob]) {
      assert.equal(group.text(`a[href="/admin/users/${user_uuid}"]`), email);
      assert.ok(group.has(`a[href="/admin/users/${user_uuid}/move"]`));
    }
    const add = `a[href="/admin/users/new?site_group_uuid=${alice.site_group_uuid}"]`;
    assert.ok(group.has(add), "leads to a new user of the group");
    assert.match(group.text(), /Plant <&> one/);
    const name = `Site ${sites.bare.slice(0, 8)}`;
    assert.equal(group.text(`a[href="/admin/sites/${sites.bare}"]`), name);
    assert.doesNotMatch(group.text(), /Turbine/);
  });

  it("searches its sites, also as a part", async () => {
    const { alice, sites } = app.cast;
    const path = `/admin/groups/${alice.site_group_uuid}`;
    for (const q of ["plant", "7", sites.plant.slice(0, 13)]) {
      const part = await page(ada().part(`${path}?q=${q}`, "group-sites"));
      assert.deepEqual(part.top, ["section#group-sites"]);
      assert.match(part.text(), /Plant/, q);
      assert.ok(!part.source.includes(sites.bare), q);
    }
    assert.match((await shown(`${path}?q=turbine`)).text(), /No site of this group matches/);
  });

  it("says of a user without e-mail that there is none, and who is deactivated", async () => {
    const { path, site_group_uuid } = await make();
    await app.database.owner`
      insert into users (email, site_group_uuid, deactivated_utc)
      values (null, ${site_group_uuid}, now() at time zone 'utc')`;
    const group = await shown(path);
    assert.match(group.text(), /\(no e-mail\)/);
    assert.match(group.text(), /Deactivated/);
  });

  it("is not found for anything that is no group", async () => {
    for (const uuid of [crypto.randomUUID(), "roofs", "1", app.cast.sites.plant]) {
      for (const rest of ["", "/edit", "/mark", "/delete", "/add-sites", "/add-all-sites"]) {
        await shown(`/admin/groups/${uuid}${rest}`, 404);
      }
    }
  });

  it("isn't there for members, also of their own group", async () => {
    const path = `/admin/groups/${app.cast.alice.site_group_uuid}`;
    assert.equal((await as(app, app.cast.alice).get(path)).status, 404);
    assert.equal((await as(app, app.cast.alice).part(path, "group-sites")).status, 404);
  });
});
