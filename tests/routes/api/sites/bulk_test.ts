import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp, withToken } from "../../../support/app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const token = () => app.cast.alice.token;
const get = async (query = "?format=csv", headers: Record<string, string> = {}) =>
  await app.fetch(`/api/v1/sites${query}`, {
    headers: { authorization: `Bearer ${token()}`, ...headers },
  });
const sendCsv = (csv: string, query = "", secret = token()) =>
  app.fetch(`/api/v1/sites/bulk${query}`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "text/csv; charset=utf-8" },
    body: csv,
  });
const sendJson = (sites: unknown, query = "") =>
  withToken(app, token()).post(`/api/v1/sites/bulk${query}`, { sites });

const stored = () =>
  app.database.owner`select site_uuid, version, to_jsonb(s) as row, (select count(*)::int
    from sites_history h where h.site_uuid = s.site_uuid) as changes from sites s order by 1`;

const NEW = { client_site_name: "New", capacity_kw: 5, latitude: 52, longitude: 1 };

describe("sites in bulk", () => {
  it("are a CSV file that is sent back and changes nothing", async () => {
    const csv = await (await get()).text();
    assert.match(csv, /^site_uuid,version,client_site_id,client_site_name,asset_type,latitude,/);
    assert.equal(csv.trim().split("\n").length, 3, "alice's two sites");
    const byAccept = await get("", { accept: "text/csv" });
    assert.equal(byAccept.headers.get("content-type"), "text/csv; charset=utf-8");
    assert.equal(await byAccept.text(), csv);
    const before = await stored();
    const response = await sendCsv(csv);
    assert.equal(response.status, 200, await response.clone().text());
    const { changed, unchanged, errors } = await response.json();
    assert.deepEqual([changed, unchanged, errors], [0, 2, []]);
    assert.deepEqual(await stored(), before, "no version and no history");
    assert.equal((await get("?format=csv&limit=5")).status, 422);
  });

  it("change exactly what differs, as one edit with its history", async () => {
    const { plant } = app.cast.sites;
    const csv = `site_uuid,tilt,latitude,longitude\n${plant},21,51.5,-0.1`;
    const dry = await (await sendCsv(csv, "?dry_run=true")).json();
    assert.deepEqual([dry.dry_run, dry.changed], [true, 1]);
    const [before] = (await stored()).filter(({ site_uuid }) => site_uuid === plant);
    const { sites: [site] } = await (await sendCsv(csv)).json();
    assert.deepEqual(site, dry.sites[0]);
    assert.deepEqual(site.changes, [
      { column: "latitude", before: before!.row.latitude, after: 51.5 },
      { column: "longitude", before: before!.row.longitude, after: -0.1 },
      { column: "tilt", before: before!.row.tilt, after: 21 },
    ]);
    const [after] = (await stored()).filter(({ site_uuid }) => site_uuid === plant);
    assert.deepEqual([after!.version, after!.changes], [
      before!.version + 1,
      before!.changes + 1,
    ]);
    assert.match(after!.row.dno, /London/, "of the new place");
    const { version, dno, gsp, latitude, longitude, tilt } = before!.row;
    assert.deepEqual({ ...after!.row, version, dno, gsp, latitude, longitude, tilt }, before!.row);
  });

  it("are all stored or none, or without those that are wrong", async () => {
    const before = await stored();
    const list = [NEW, { ...NEW, capacity_kw: -1, tilt: -1 }, {
      site_uuid: app.cast.sites.turbine,
    }];
    const refused = await sendJson(list);
    assert.equal(refused.status, 422);
    const { detail, errors } = await refused.json();
    assert.match(detail, /^Nothing was stored, for 3 errors. The first: Row 2: capacity_kw: /);
    assert.deepEqual(errors.map(({ pointer }: { pointer: string }) => pointer), [
      "#/sites/1/capacity_kw",
      "#/sites/1/tilt",
      "#/sites/2/site_uuid",
    ]);
    assert.deepEqual(await stored(), before);
    const skipped = await (await sendJson(list, "?on_invalid=skip")).json();
    assert.deepEqual([skipped.new, skipped.refused, skipped.errors.length], [1, 2, 3]);
    const made = await withToken(app, token()).get(`/api/v1/sites/${skipped.sites[0].site_uuid}`);
    const { capacity_kw, tilt, orientation, country, inverter_capacity_kw } = await made.json();
    assert.deepEqual([capacity_kw, tilt, orientation, country, inverter_capacity_kw], [
      5,
      35,
      180,
      "uk",
      5,
    ]);
    const twice = await sendJson([NEW]);
    assert.equal(twice.status, 409);
    assert.match((await twice.json()).detail, /within 50 m of New/);
    assert.equal((await sendJson([NEW], "?anyway=true")).status, 200);
  });

  it("respect versions, tokens and malformed bodies", async () => {
    const csv = await (await get()).text();
    const { plant } = app.cast.sites;
    await withToken(app, token()).patch(`/api/v1/sites/${plant}`, { tilt: 30 });
    const stale = await sendCsv(csv.replaceAll("Plant <&> one", "Other"));
    assert.equal(stale.status, 409);
    assert.match((await stale.json()).detail, /^Row \d: version: .* was changed meanwhile/);
    const fresh = await sendCsv((await (await get()).text()).replaceAll("Plant <&> one", "Other"));
    assert.equal((await fresh.json()).changed, 1);
    assert.equal((await sendCsv(csv, "", app.cast.alice.readToken)).status, 403);
    assert.equal((await sendCsv(csv, "", app.cast.charlie.token)).status, 422);
    assert.equal((await sendCsv(csv, "?dry_run=yes")).status, 422);
    assert.equal((await withToken(app, token()).post("/api/v1/sites/bulk", [])).status, 422);
  });
});
