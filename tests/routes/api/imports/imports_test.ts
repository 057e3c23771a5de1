import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { Import } from "../../../../domain/imports/import.ts";
import { workOnImports } from "../../../../service/imports/worker.ts";
import { type TestApp, testApp, withToken } from "../../../support/app.ts";
import { problemOf } from "../../../support/problem.ts";

const RUNNING = new AbortController().signal;

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

/** A file of quarter hours of 2026-06-01, in kW. */
const csv = (powers: (number | string)[]) =>
  [HEADER, ...powers.map((kw, i) => `${at(i)},${at(i + 1)},${kw}`), ""].join("\n");
const HEADER = "start,end,Generation (kW)";
const at = (i: number) =>
  new Temporal.Instant(1_780_272_000_000_000_000n + BigInt(i) * 900_000_000_000n).toString();

function send(body: BodyInit, query = "", token = app.cast.alice.token): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "text/csv" };
  return app.fetch(`/api/v1/imports${query}`, { method: "POST", headers, body });
}

async function sent(body: BodyInit, query = ""): Promise<Import> {
  const response = await send(body, query);
  assert.equal(response.status, 201, await response.clone().text());
  return await response.json();
}

const work = () => workOnImports(app.database.owner, () => app.clock.now, RUNNING);
const asAlice = () => withToken(app, app.cast.alice.token);
const show = async ({ import_uuid }: Import): Promise<Import> =>
  await (await asAlice().get(`/api/v1/imports/${import_uuid}`)).json();

async function storedOf(site: string) {
  const rows = await app.database.owner<{ kw: number; door: string }[]>`
    select generation_power_kw as kw, door from generation join app.batches using (batch_id)
    where site_uuid = ${site} and start_utc >= '2026-06-01' and start_utc < '2026-06-02'
    order by start_utc`;
  return rows.map(({ kw, door }) => [kw, door]);
}

describe("the import of a file through the API", () => {
  it("is proposed, checked, confirmed, stored once and undone", async () => {
    const { plant } = app.cast.sites;
    const made = await sent(csv([1, 2.5, "?", 4]), `?site_uuid=${plant}&file_name=june.csv`);
    assert.equal(made.state, "checking");
    assert.deepEqual(await storedOf(plant), []);

    await work();
    const checked = await show(made);
    assert.equal(checked.state, "checked");
    assert.deepEqual(checked.preview!.counts, {
      new: 3,
      unchanged: 0,
      conflicting: 0,
      left_out: 1,
    });
    assert.equal(checked.preview!.sites[0]!.energy_kwh, 7.5 / 4);
    assert.deepEqual(await storedOf(plant), [], "nothing is stored before it is confirmed");

    const path = `/api/v1/imports/${made.import_uuid}`;
    for (let i = 0; i < 2; i++) {
      assert.equal((await asAlice().post(`${path}/confirm`, {})).status, 200);
    }
    await work();
    const stored = await show(made);
    assert.equal(stored.state, "stored");
    assert.deepEqual(stored.result, { inserted: 3, unchanged: 0, conflicting: 0, replaced: 0 });
    assert.deepEqual(await storedOf(plant), [[1, "import"], [2.5, "import"], [4, "import"]]);
    const left = await asAlice().get(`${path}/left-out?format=csv`);
    assert.match(await left.text(), /^line,reason,message,cells\n4,not_a_number,/);

    const undone = await asAlice().post(`${path}/undo`, {});
    assert.equal((await undone.json()).removed, 3);
    assert.deepEqual(await storedOf(plant), []);
    assert.equal((await show(made)).state, "undone");
  });

  it("asks for the site, and takes one request with confirm=true", async () => {
    const { plant } = app.cast.sites;
    const open = await sent(csv([1]), "?confirm=true");
    assert.equal(open.state, "proposed");
    const early = await asAlice().post(`/api/v1/imports/${open.import_uuid}/confirm`, {});
    assert.equal(early.status, 409);
    const decided = await asAlice().patch(`/api/v1/imports/${open.import_uuid}`, {
      site_uuid: plant,
    });
    assert.equal((await decided.json()).state, "checking");

    const whole = await sent(csv([7, 8]), `?site_uuid=${plant}&confirm=true&remember=mine`);
    await work();
    assert.equal((await show(whole)).state, "stored");
    assert.equal((await show(open)).state, "checked");
    const again = await sent(csv([7, 9]), `?site_uuid=${plant}&confirm=true&reading=mine`);
    await work();
    const result = { inserted: 0, unchanged: 1, conflicting: 1, replaced: 0 };
    assert.deepEqual((await show(again)).result, result);
    const left = await asAlice().get(`/api/v1/imports/${again.import_uuid}/left-out`);
    assert.deepEqual((await left.json()).lines.map((l: { line: number }) => l.line), [3]);
  });

  it("knows the sites of the sender's group alone", async () => {
    const { alice, charlie, sites } = app.cast;
    const made = await sent(`site,${HEADER}\n${sites.turbine},${at(0)},${at(1)},1\n`);
    const decided = { reading: { site_column: 0 } };
    await asAlice().patch(`/api/v1/imports/${made.import_uuid}`, decided);
    await work();
    const { preview } = await show(made);
    assert.deepEqual(preview!.unknown_sites, [sites.turbine]);
    assert.equal(preview!.rows, 0);
    assert.equal((await send(csv([1]), `?site_uuid=${sites.turbine}`)).status, 404);
    const stranger = withToken(app, charlie.token);
    assert.equal((await stranger.get(`/api/v1/imports/${made.import_uuid}`)).status, 404);
    assert.deepEqual((await (await stranger.get("/api/v1/imports")).json()).imports, []);
    const refused = await send(csv([1]), "?reading=nobody's", alice.token);
    assert.equal((await problemOf(refused, 422)).errors?.[0]?.field, "reading");
  });
});
