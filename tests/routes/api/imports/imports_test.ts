import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { hashSecret, newToken } from "../../../../domain/account/secret.ts";
import type { Import } from "../../../../domain/imports/import.ts";
import * as tokens from "../../../../sql/account/tokens.ts";
import { type TestApp, testApp, withToken } from "../../../support/app.ts";
import {
  csvOf,
  HEADER,
  importNow,
  quarterHour,
  sendFile,
  sentFile,
  workOnFiles,
} from "../../../support/import_files.ts";
import { problemOf } from "../../../support/problem.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

/** Half hours of a night, those of an hour that clocks skip in spring among them. */
const LOCAL_TIMES = ["00:00", "00:30", "01:00", "01:30", "02:00", "02:30", "03:00"];
const asAlice = () => withToken(app, app.cast.alice.token);
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
    const made = await sentFile(
      app,
      csvOf([1, 2.5, "?", 4]),
      `?site_uuid=${plant}&file_name=june.csv`,
    );
    assert.equal(made.state, "checking");
    assert.deepEqual(await storedOf(plant), []);

    await workOnFiles(app);
    const checked = await importNow(app, made);
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
    await workOnFiles(app);
    const stored = await importNow(app, made);
    assert.equal(stored.state, "stored");
    assert.deepEqual(stored.result, { inserted: 3, unchanged: 0, conflicting: 0, replaced: 0 });
    assert.deepEqual(await storedOf(plant), [[1, "import"], [2.5, "import"], [4, "import"]]);
    const left = await asAlice().get(`${path}/left-out?format=csv`);
    assert.match(await left.text(), /^line,reason,message,cells\n4,not_a_number,/);

    const undone = await asAlice().post(`${path}/undo`, {});
    assert.equal((await undone.json()).removed, 3);
    assert.deepEqual(await storedOf(plant), []);
    assert.equal((await importNow(app, made)).state, "undone");
  });

  it("asks for the site, and takes one request with confirm=true", async () => {
    const { plant } = app.cast.sites;
    const open = await sentFile(app, csvOf([1]), "?confirm=true");
    assert.equal(open.state, "proposed");
    const early = await asAlice().post(`/api/v1/imports/${open.import_uuid}/confirm`, {});
    assert.equal(early.status, 409);
    const decided = await asAlice().patch(`/api/v1/imports/${open.import_uuid}`, {
      site_uuid: plant,
    });
    assert.equal((await decided.json()).state, "checking");

    const whole = await sentFile(
      app,
      csvOf([7, 8]),
      `?site_uuid=${plant}&confirm=true&remember=mine`,
    );
    await workOnFiles(app);
    assert.equal((await importNow(app, whole)).state, "stored");
    assert.equal((await importNow(app, open)).state, "checked");
    const again = await sentFile(
      app,
      csvOf([7, 9]),
      `?site_uuid=${plant}&confirm=true&reading=mine`,
    );
    await workOnFiles(app);
    const result = { inserted: 0, unchanged: 1, conflicting: 1, replaced: 0 };
    assert.deepEqual((await importNow(app, again)).result, result);
    const left = await asAlice().get(`/api/v1/imports/${again.import_uuid}/left-out`);
    assert.deepEqual((await left.json()).lines.map((l: { line: number }) => l.line), [3]);
  });

  it("replaces what the group brought where it is told to, and undoing puts that back", async () => {
    const { plant } = app.cast.sites;
    const before = await storedOf(plant);
    const other = await sentFile(app, csvOf([5.5]), `?site_uuid=${plant}`);
    await workOnFiles(app);
    const path = `/api/v1/imports/${other.import_uuid}`;
    const confirmed = await asAlice().post(`${path}/confirm?conflicts=replace`, {});
    assert.equal((await confirmed.json()).replaces, true);
    await workOnFiles(app);
    const { result } = await importNow(app, other);
    assert.deepEqual(result, { inserted: 0, unchanged: 0, conflicting: 0, replaced: 1 });
    assert.deepEqual(await storedOf(plant), [[5.5, "import"], ...before.slice(1)]);
    await asAlice().post(`${path}/undo`, {});
    assert.deepEqual(await storedOf(plant), before);
  });

  it("has the zone of its site, and is looked at again by it", async () => {
    const { plant } = app.cast.sites;
    await app.database.owner`
      update sites set time_zone = 'Europe/London' where site_uuid = ${plant}`;
    const local = (day: string, kw: number) =>
      ["Start,PV power (kW)", ...LOCAL_TIMES.map((time) => `${day} ${time},${kw}`), ""].join("\n");
    const decide = async ({ import_uuid }: Import, changes: object): Promise<Import> =>
      await (await asAlice().patch(`/api/v1/imports/${import_uuid}`, changes)).json();
    const fieldsOf = ({ proposal }: Import) => proposal!.questions.map(({ field }) => field);

    const plain = await sentFile(app, local("2026-07-01", 1));
    assert.deepEqual(fieldsOf(plain), ["site"]);
    const known = await decide(plain, { site_uuid: plant });
    assert.deepEqual([known.reading!.zone, known.state], ["Europe/London", "checking"]);

    const skipped = await decide(await sentFile(app, local("2026-03-29", 1)), { site_uuid: plant });
    assert.deepEqual([fieldsOf(skipped), skipped.state], [["site", "zone"], "proposed"]);
    const decided = await decide(skipped, { reading: { zone: "UTC" } });
    assert.deepEqual([decided.reading!.zone, decided.state], ["UTC", "checking"]);

    const large = await decide(await sentFile(app, local("2026-07-02", 1e6)), { site_uuid: plant });
    assert.deepEqual([fieldsOf(large), large.state], [["site", "unit"], "proposed"]);
    const chosen = await sentFile(app, local("2026-03-29", 1));
    const both = await decide(chosen, { site_uuid: plant, reading: { zone: "UTC" } });
    assert.deepEqual([both.reading!.zone, both.state], ["UTC", "checking"]);
    await workOnFiles(app);
  });

  it("knows the sites of the sender's group alone", async () => {
    const { alice, charlie, sites } = app.cast;
    const made = await sentFile(
      app,
      `site,${HEADER}\n${sites.turbine},${quarterHour(0)},${quarterHour(1)},1\n`,
    );
    const decided = { reading: { site_column: 0 } };
    await asAlice().patch(`/api/v1/imports/${made.import_uuid}`, decided);
    await workOnFiles(app);
    const { preview } = await importNow(app, made);
    assert.deepEqual(preview!.unknown_sites, [sites.turbine]);
    assert.equal(preview!.rows, 0);
    assert.equal((await sendFile(app, csvOf([1]), `?site_uuid=${sites.turbine}`)).status, 404);
    const stranger = withToken(app, charlie.token);
    assert.equal((await stranger.get(`/api/v1/imports/${made.import_uuid}`)).status, 404);
    assert.deepEqual((await (await stranger.get("/api/v1/imports")).json()).imports, []);
    const late = await sendFile(app, csvOf([1]), `?site_uuid=${sites.turbine}`, charlie.token);
    assert.equal(late.status, 201);
    const before = await (await stranger.get(`/api/v1/imports?cursor=${made.import_uuid}`)).json();
    assert.deepEqual(before.imports, [], "nobody learns when another group sent a file");
    const refused = await sendFile(app, csvOf([1]), "?reading=nobody's", alice.token);
    assert.equal((await problemOf(refused, 422)).errors?.[0]?.parameter, "reading");
  });

  it("takes a packed file, and none from a token that may only read", async () => {
    const { alice, sites: { plant } } = app.cast;
    const packed = new Blob([csvOf([1])]).stream().pipeThrough(new CompressionStream("gzip"));
    assert.equal((await sentFile(app, packed, `?site_uuid=${plant}`)).state, "checking");
    assert.equal((await sendFile(app, csvOf([1]), "", alice.readToken)).status, 403);
    const damaged = new Uint8Array([0x1f, 0x8b, 8, 0, 1, 2, 3]);
    const before = (await (await asAlice().get("/api/v1/imports")).json()).imports.length;
    assert.equal((await sendFile(app, damaged)).status, 422);
    const after = (await (await asAlice().get("/api/v1/imports")).json()).imports.length;
    assert.equal(after, before, "a refused file leaves nothing behind");
  });

  it("shows a token for some sites what was sent with such a token alone", async () => {
    const { alice, sites: { plant, bare } } = app.cast;
    const { secret, prefix } = newToken();
    await tokens.add(app.database.owner, alice.user_uuid, {
      hash: hashSecret(secret),
      prefix,
      canWrite: true,
      days: null,
      onlyGeneration: true,
      siteUuids: [plant],
    });
    const response = await sendFile(app, csvOf([1]), `?site_uuid=${plant}`, secret);
    const { import_uuid } = await response.json();
    const limited = withToken(app, secret);
    const { imports } = await (await limited.get("/api/v1/imports")).json();
    assert.deepEqual(imports.map((one: Import) => one.import_uuid), [import_uuid]);
    assert.equal((await sendFile(app, csvOf([1]), `?site_uuid=${bare}`, secret)).status, 404);
    const readings = "/api/v1/import-readings/mine";
    assert.equal((await limited.patch(readings, { name: "ours" })).status, 403);
    assert.equal((await limited.delete(readings)).status, 403);
    const decided = { site_uuid: bare };
    assert.equal((await limited.patch(`/api/v1/imports/${import_uuid}`, decided)).status, 404);
  });

  it("keeps no NUL of a file or its name, and refuses one among the first lines", async () => {
    const { plant } = app.cast.sites;
    const name = encodeURIComponent("a\0\u202ecsv.exe");
    const made = await sentFile(app, csvOf([1]), `?site_uuid=${plant}&file_name=${name}`);
    assert.equal(made.file_name, "acsv.exe");
    const refused = await sendFile(app, csvOf([1]).replace(",", "\0,"), `?site_uuid=${plant}`);
    assert.match((await problemOf(refused, 422)).detail!, /not a text file/);
    const late = await sentFile(
      app,
      `${csvOf(Array(1600).fill(1))}a\0b,1\n`,
      `?site_uuid=${plant}`,
    );
    await workOnFiles(app);
    const left = await asAlice().get(`/api/v1/imports/${late.import_uuid}/left-out`);
    assert.ok(
      (await left.json()).lines.some(({ cells }: { cells: string[] }) => cells[0] === "a\ufffdb"),
    );
    assert.equal(left.headers.get("cache-control"), "no-store");
  });

  it("is unchanged for whoever has its ETag, until something happens to it", async () => {
    const made = await sentFile(app, csvOf([1]), `?site_uuid=${app.cast.sites.plant}`);
    const headers = { authorization: `Bearer ${app.cast.alice.token}` };
    const path = `/api/v1/imports/${made.import_uuid}`;
    const etag = (await app.fetch(path, { headers })).headers.get("etag")!;
    const again = () => app.fetch(path, { headers: { ...headers, "if-none-match": etag } });
    const same = await again();
    assert.deepEqual([same.status, await same.text()], [304, ""]);
    await workOnFiles(app);
    assert.equal((await again()).status, 200);
  });

  it("refuses a file to which the named reading does not fit, and keeps nothing of it", async () => {
    const before = (await (await asAlice().get("/api/v1/imports")).json()).imports.length;
    const query = `?site_uuid=${app.cast.sites.plant}&reading=mine`;
    const columns = await sendFile(app, csvOf([1]).replace("start,", "begin,"), query);
    const noted = await problemOf(columns, 422);
    assert.equal(noted.errors?.[0]?.parameter, "reading");
    assert.match(
      noted.detail!,
      /columns of this file are not those of the files that "mine" reads/,
    );
    const days = csvOf([1, 2, 3]).replaceAll(/2026-06-01T(\d\d:\d\d):00Z/g, "01.06.2026 $1");
    const times = await problemOf(await sendFile(app, days, query), 422);
    assert.match(times.detail!, /"mine" does not fit the times and numbers of this file/);
    const after = (await (await asAlice().get("/api/v1/imports")).json()).imports.length;
    assert.equal(after, before);
  });

  it("renames and forgets remembered readings", async () => {
    const names = async () => {
      const { readings } = await (await asAlice().get("/api/v1/import-readings")).json();
      return readings.map(({ name }: { name: string }) => name);
    };
    assert.deepEqual(await names(), ["mine"]);
    const path = "/api/v1/import-readings";
    const former = await asAlice().patch("/api/v1/imports/readings/mine", { name: "ours" });
    assert.equal(former.status, 308);
    const { pathname } = new URL(former.headers.get("location")!);
    assert.equal(pathname, `${path}/mine`);
    assert.equal((await asAlice().patch(pathname, { name: "ours" })).status, 204);
    assert.deepEqual(await names(), ["ours"]);
    assert.equal((await asAlice().delete(`${path}/mine`)).status, 404);
    assert.equal((await asAlice().delete(`${path}/ours`)).status, 204);
    assert.deepEqual(await names(), []);
  });
});
