import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp } from "../../support/app.ts";
import { page } from "../../support/html.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  await app.database.owner`update sites set time_zone = 'Europe/London'
    where site_uuid = ${app.cast.sites.plant}`;
});
afterAll(() => app.close());

const path = (rest = "") => `/sites/${app.cast.sites.plant}/outages${rest}`;
const alice = () => as(app, app.cast.alice);
const shown = async (who = app.cast.bob) => (await page(as(app, who).get(path()))).text();
const OUTAGE = { kind: "outage", start_utc: "2026-06-21T06:30", end_utc: "", text: "Fuse <1>" };
const stored = async () => {
  const [row] = await app.database.owner`
    select * from app.outages where site_uuid = ${app.cast.sites.plant}
    order by created_utc desc limit 1`;
  return row!;
};

describe("the outages of a site", () => {
  it("are marked by the clock of the site, and shown so", async () => {
    assert.match(await shown(), /None marked/);
    const response = await alice().post(path(), OUTAGE);
    assert.deepEqual([response.status, response.headers.get("location")], [303, path()]);
    const outage = await stored();
    assert.deepEqual([outage.start_utc, outage.end_utc], ["2026-06-21T05:30:00Z", null]);
    assert.match(await shown(), /Outage.*21 June 2026, 06:30.*goes on.*Fuse <1>/);
  });

  it("show the text to the group that wrote it, kind and times to every group", async () => {
    const text = await shown(app.cast.ada);
    assert.match(text, /21 June 2026, 06:30/);
    assert.doesNotMatch(text, /Fuse/);
  });

  it("are marked once by a form that is sent twice", async () => {
    const form = { ...OUTAGE, kind: "curtailment", form_key: crypto.randomUUID() };
    await Promise.all([alice().post(path(), form), alice().post(path(), form)]);
    const rows = await app.database.owner`select 1 from app.outages where kind = 'curtailment'`;
    assert.equal(rows.length, 1);
  });

  it("keep what was typed of a form that is wrong", async () => {
    const wrong = { start_utc: "yesterday", end_utc: "2026-06-21T06:00", text: "Kept", kind: "x" };
    const refused = await page(await alice().post(path(), wrong));
    assert.deepEqual(Object.keys(refused.errors()), ["start_utc"]);
    assert.equal(refused.field("start_utc"), "yesterday");
    const late = await page(
      await alice().post(path(), { ...OUTAGE, end_utc: "2026-06-21T06:30", kind: "x" }),
    );
    assert.deepEqual(Object.keys(late.errors()), ["kind"]);
    const ends = await page(await alice().post(path(), { ...OUTAGE, end_utc: "2026-06-21T06:00" }));
    assert.deepEqual(Object.keys(ends.errors()), ["end_utc"]);
  });

  it("are edited, and keep a time that nobody changed where the clock shows it twice", async () => {
    const { outage_uuid } = await stored();
    // 01:30 by London's clock, for the second time of that night.
    await app.database.owner`update app.outages set start_utc = '2026-10-25T01:30:00'
      where outage_uuid = ${outage_uuid}`;
    const edit = path(`/${outage_uuid}/edit`);
    const form = await page(alice().get(edit));
    assert.equal(form.field("start_utc"), "2026-10-25T01:30");
    const changed = { kind: "outage", start_utc: "2026-10-25T01:30", end_utc: "2026-10-25T03:00" };
    assert.equal((await alice().post(edit, { ...changed, text: "Inverter" })).status, 303);
    const outage = await stored();
    assert.deepEqual([outage.start_utc, outage.end_utc], [
      "2026-10-25T01:30:00Z",
      "2026-10-25T03:00:00Z",
    ]);
    assert.match(await shown(), /Inverter/);
  });

  it("end now, are removed, and are put back", async () => {
    await app.database.owner`delete from app.outages`;
    await alice().post(path(), OUTAGE);
    const { outage_uuid } = await stored();
    for (const verb of ["end", "remove"]) {
      assert.equal((await alice().post(path(`/${outage_uuid}/${verb}`))).status, 303);
    }
    assert.notEqual((await stored()).end_utc, null);
    assert.match(await shown(), /None marked.*Removed \(1\).*Put back/);
    await alice().post(path(`/${outage_uuid}/put-back`));
    assert.equal((await stored()).removed_utc, null);
    assert.match(await shown(), /Fuse/);
  });

  it("are in the site's history, with who it was, and without the text", async () => {
    const history = `/sites/${app.cast.sites.plant}/history`;
    const text = await (await page(alice().get(history))).text();
    assert.match(text, /Outage put back: from 21 Jun 2026, 05:30 UTC to .*Outage removed/);
    assert.match(text, new RegExp(`by ${app.cast.alice.email}, in a form`));
    assert.doesNotMatch(text, /Fuse/);
  });
});
