import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import * as siteGroups from "../../../../sql/groups/site_groups.ts";
import { as, type TestApp, testApp } from "../../../support/app.ts";
import { page } from "../../../support/html.ts";

let app: TestApp;
let path: string;
let group: string;
beforeAll(async () => {
  app = await testApp();
  const made = await siteGroups.findOrMake(app.database.owner, "Barns", false);
  group = made.site_group_uuid;
  path = `/admin/groups/${group}/edit`;
});
afterAll(() => app.close());

const ada = () => as(app, app.cast.ada);
const opened = async () => (await page(ada().get(path))).fields("form.form");
const stored = async () => {
  const [row] = await app.database.owner`
    select site_group_name, service_level, version from site_groups
    where site_group_uuid = ${group}`;
  return { ...row! };
};

describe("the form that edits a group, after somebody else's edit", () => {
  it("is not written, keeps what was typed, and says what changed", async () => {
    const first = await opened();
    const others = { ...await opened(), site_group_name: "Barns north", service_level: "1" };
    assert.equal((await ada().post(path, others)).status, 303);
    const before = await stored();
    const response = await ada().post(path, { ...first, site_group_name: "Barns south" });
    assert.equal(response.status, 409);
    const refused = await page(response);
    assert.match(refused.text(), /nothing of yours is saved yet/);
    assert.deepEqual(refused.errors(), {
      site_group_name: "Now: Barns north.",
      service_level: "Now: 1, paid.",
    });
    assert.deepEqual(await stored(), before);

    const again = refused.fields("form.form");
    assert.deepEqual([again.site_group_name, again.service_level], ["Barns south", "1"]);
    assert.equal((await ada().post(path, again)).status, 303);
    assert.deepEqual(await stored(), {
      site_group_name: "Barns south",
      service_level: 1,
      version: before.version + 1,
    });
  });

  it("tells of rights, which it has no field for, and of a wrong version", async () => {
    const form = await opened();
    await app.database.owner`
      update site_groups set is_admin = true where site_group_uuid = ${group}`;
    const response = await ada().post(path, { ...form, site_group_name: "Barns east" });
    assert.equal(response.status, 409);
    assert.match((await page(response)).text(), /Rights now: an admin group\./);
    assert.equal((await ada().post(path, { ...form, version: "first" })).status, 422);
  });

  it("sent twice at once saves once, and neither is a conflict", async () => {
    const before = await stored();
    const form = { ...await opened(), site_group_name: "Barns west" };
    const responses = await Promise.all([1, 2].map(() => ada().post(path, form)));
    assert.deepEqual(responses.map(({ status }) => status), [303, 303]);
    assert.equal((await stored()).version, before.version + 1);
  });
});
