import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import * as siteFiles from "../../../sql/sites/site_files.ts";
import { as, type TestApp, testApp } from "../../support/app.ts";
import { page } from "../../support/html.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const alice = () => as(app, app.cast.alice);
const listCsv = async () => await (await alice().get("/sites/list.csv?active=all")).text();

/** Sends a list and returns the address of its preview. */
async function send(text: string): Promise<string> {
  const response = await alice().post("/sites/bulk", { text });
  assert.equal(response.status, 303, await response.clone().text());
  return response.headers.get("location")!;
}

const sites = async () => [...await app.database.owner`select * from sites order by site_uuid`];

const NEW = "client_site_name,capacity_kw,latitude,longitude\nBarn,5,51.5,-1\nShed,x,52,1\n";

describe("a list of sites in the browser", () => {
  it("is downloaded, sent back as a file, and changes nothing", async () => {
    const csv = await listCsv();
    assert.ok(csv.startsWith("\ufeffsite_uuid,version,"), "Excel reads UTF-8 with this mark");
    const form = new FormData();
    form.set("file", new File([csv], "mine.csv"));
    const headers = {
      cookie: `sitecast=${app.cast.alice.session}`,
      origin: "http://localhost:8000",
    };
    const sent = await app.fetch("/sites/bulk", { method: "POST", headers, body: form });
    assert.equal(sent.status, 303);
    const shown = await page(alice().get(sent.headers.get("location")!));
    assert.match(shown.text(".lead"), /mine.csv: 0 new sites, 0 changed, 2 unchanged\./);
    assert.ok(!shown.has("main form.form"), "nothing is to be stored");
    const list = await page(alice().get("/sites?asset_type=pv"));
    assert.ok(list.has('a[href="/sites/list.csv?asset_type=pv"]'));
    assert.ok(list.has('a[href="/sites/bulk"]'));
  });

  it("shows before and after, stores once, and only for its group", async () => {
    const { plant } = app.cast.sites;
    const path = await send(`site_uuid,tilt,client_site_name\n${plant},21,<b>Roof`);
    const shown = await page(alice().get(path));
    const changes = "Plant <&> one Name Plant <&> one <b>Roof Plant <&> one Tilt 2° 21°";
    assert.ok(shown.text("[aria-labelledby=changed]").includes(changes));
    assert.equal((await as(app, app.cast.charlie).get(path)).status, 404);
    assert.equal((await as(app, app.cast.charlie).post(path)).status, 404);
    const before = await sites();
    const [first, second] = await Promise.all([alice().post(path), alice().post(path)]);
    assert.deepEqual([first.status, second.status], [303, 303]);
    const after = await sites();
    const versions = (rows: typeof after) => rows.map(({ version }) => version);
    const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b);
    assert.equal(sum(versions(after)), sum(versions(before)) + 1, "one edit of one site");
    const result = await page(alice().get(path));
    assert.match(result.text("main"), /0 sites added, 1 site changed/);
  });

  it("is stored as a whole, or without rows with errors where that is wished", async () => {
    const path = await send(NEW);
    const shown = await page(alice().get(path));
    assert.match(shown.text("[aria-labelledby=faults]"), /Row 3 capacity_kw Enter the capacity/);
    const before = await sites();
    const refused = await alice().post(path);
    assert.equal(refused.status, 422);
    assert.match((await page(refused)).text(), /Nothing is stored yet/);
    assert.equal((await sites()).length, before.length);
    assert.equal((await alice().post(path, { skip: "on" })).status, 303);
    assert.equal((await sites()).length, before.length + 1);

    const again = await send(NEW.replace("Shed,x,52,1\n", ""));
    assert.match((await page(alice().get(again))).text(), /within 50 m of Barn/);
    assert.equal((await alice().post(again)).status, 422);
    assert.equal((await alice().post(again, { anyway: "on" })).status, 303);
    assert.equal((await sites()).length, before.length + 2);
  });

  it("that is none is refused with the reason, and five wait a day at most", async () => {
    const { owner } = app.database;
    for (const [text, reason] of [["", /Choose a file/], ["a,b\n1,2", /"a" is not known here/]]) {
      const refused = await alice().post("/sites/bulk", { text: text as string });
      assert.equal(refused.status, 422);
      assert.match((await page(refused)).text("[role=alert]"), reason as RegExp);
    }
    for (let sent = 0; sent < 6; sent++) await send(NEW);
    const [{ waiting }] = await owner`
      select count(*)::int as waiting from app.site_files` as unknown as [{ waiting: number }];
    assert.equal(waiting, 5);
    const path = await send(NEW);
    await owner`update app.site_files set created_utc = now() - interval '25 hours'`;
    assert.equal((await alice().get(path)).status, 404);
    await siteFiles.dropOld(owner);
    assert.equal((await owner`select from app.site_files`).length, 0);
  });
});
