import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import { configure, reset } from "@logtape/logtape";
import { hashSecret } from "../../../domain/account/secret.ts";
import { createApp } from "../../../routes/app.ts";
import { as, type TestApp, testApp, withToken } from "../../support/app.ts";
import { page } from "../../support/html.ts";
import { problemOf } from "../../support/problem.ts";
import { measured, periods } from "../../support/values.ts";

let app: TestApp;
const requests: string[] = [];
beforeAll(async () => {
  app = await testApp();
  const { database: { owner }, cast: { sites: { plant, bare } } } = app;
  for (const site of [plant, bare]) {
    await measured(owner, site, periods("2026-06-20T08:00:00Z", 15, 4), (index) => index);
  }
  const requestMade = (user: string, url: string) => void requests.push(`${user} ${url}`);
  const service = createApp({ ...app.services, requestMade });
  app.fetch = async (path, init = {}) =>
    await service.fetch(new Request(new URL(path, "http://localhost:8000"), init), {
      remoteAddr: { transport: "tcp", hostname: "127.0.0.1", port: 1 },
    });
});
beforeEach(() => app.database.owner`delete from app.download_links`);
afterAll(() => app.close());

const FILE = { what: "generation", start: "2026-06-20", end: "2026-06-20" };

/** Makes a link as alice does, and returns its path. */
async function make(more: Record<string, string | string[]> = {}, key = crypto.randomUUID()) {
  const response = await as(app, app.cast.alice).post("/exports/links", {
    ...FILE,
    form_key: key,
    link: "on",
    ...more,
  });
  assert.equal(response.status, 200);
  const url = (await page(response)).text("#download-link");
  assert.match(url, /^http:\/\/localhost:8000\/download\/[\w-]{43}$/);
  return new URL(url).pathname;
}

async function status(path: string): Promise<number> {
  const response = await app.fetch(path);
  await response.text();
  return response.status;
}

const lines = async (response: Response) => (await response.text()).trimEnd().split("\n").length;

describe("a link to a file", () => {
  it("gives the file to whoever has it, which nothing keeps or finds", async () => {
    const path = await make();
    const response = await app.fetch(path);
    assert.equal(response.status, 200);
    const { headers } = response;
    assert.deepEqual(
      ["x-robots-tag", "cache-control", "referrer-policy"].map((name) => headers.get(name)),
      ["noindex, nofollow", "no-store", "no-referrer"],
    );
    assert.equal(await lines(response), 1 + 8);
    const signedIn = as(app, app.cast.alice).get("/exports/file?" + new URLSearchParams(FILE));
    assert.equal(await (await app.fetch(path)).text(), await (await signedIn).text());
  });

  it("keeps only the hash of its secret, and is shown once", async () => {
    const key = crypto.randomUUID();
    const path = await make({}, key);
    const secret = path.split("/").at(-1)!;
    const [row] = await app.database.owner`select * from app.download_links`;
    assert.deepEqual(new Uint8Array(row!.link_hash), new Uint8Array(hashSecret(secret)));
    assert.ok(!JSON.stringify(row).includes(secret));
    const again = await as(app, app.cast.alice).post("/exports/links", { ...FILE, form_key: key });
    assert.equal(again.status, 409);
    assert.ok(!(await again.text()).includes("/download/"));
    const list = await page(as(app, app.cast.alice).get("/exports"));
    assert.equal(list.rows()[0]![0], "Generation, 2026-06-20, all sites");
    assert.ok(!list.source.includes(secret));
  });

  it("is in no log of requests and of security, whatever becomes of it", async () => {
    const lines: string[] = [];
    await configure({
      sinks: { memory: (record) => lines.push(JSON.stringify(record.properties)) },
      loggers: [
        { category: "sitecast", sinks: ["memory"], lowestLevel: "debug" },
        { category: ["logtape", "meta"], sinks: [] },
      ],
    });
    const path = await make();
    const secret = path.split("/").at(-1)!;
    for (const method of ["GET", "HEAD", "POST"]) {
      await (await app.fetch(path, { method, headers: { origin: "http://evil.example" } })).text();
    }
    await app.fetch(`${path}/more`);
    await app.fetch(path.replace("download", "Download"));
    await reset();
    const events = await app.database.owner`select detail from app.security_events`;
    assert.ok(lines.some((line) => line.includes("/download/{secret}")), lines.join("\n"));
    for (const text of [...lines, ...requests, JSON.stringify(events)]) {
      assert.ok(!text.includes(secret), text);
    }
  });

  it("has its maker's rights of the moment", async () => {
    const { database: { owner }, cast: { alice, charlie, sites: { plant, bare } } } = app;
    const all = await make();
    const both = await make({ site_uuids: [plant, bare] });
    const one = await make({ site_uuids: bare });
    const statuses = async () => await Promise.all([all, both, one].map((path) => status(path)));
    assert.deepEqual(await statuses(), [200, 200, 200]);
    await owner`delete from site_group_sites where site_uuid = ${bare}`;
    assert.deepEqual(await statuses(), [200, 200, 404]);
    assert.equal(await lines(await app.fetch(both)), 1 + 4, "fewer sites");
    await owner`
      update users set site_group_uuid = ${charlie.site_group_uuid}
      where user_uuid = ${alice.user_uuid}`;
    assert.deepEqual(await statuses(), [200, 404, 404]);
    assert.equal(await lines(await app.fetch(all)), 1, "charlie's group has no values");
    await owner`
      update users set site_group_uuid = ${alice.site_group_uuid}, deactivated_utc = now()
      where user_uuid = ${alice.user_uuid}`;
    assert.deepEqual(await statuses(), [404, 404, 404]);
    await owner`update users set deactivated_utc = null where user_uuid = ${alice.user_uuid}`;
    await owner`
      insert into site_group_sites (site_group_uuid, site_uuid)
      values (${alice.site_group_uuid}, ${bare})`;
    assert.deepEqual(await statuses(), [200, 200, 200]);
  });

  it("ends after 24 hours, and when it is revoked by its maker", async () => {
    const { database: { owner }, cast: { alice, bob } } = app;
    const path = await make();
    const [link] = await owner`
      select link_uuid, expires_utc - created_utc = interval '24 hours' as lasts
      from app.download_links`;
    assert.equal(link!.lasts, true);
    const revoke = `/exports/links/${link!.link_uuid}/revoke`;
    assert.equal((await as(app, bob).get(revoke)).status, 404);
    assert.equal((await as(app, bob).post(revoke)).status, 404);
    assert.equal(await status(path), 200);
    assert.match((await page(as(app, alice).get(revoke))).text(), /It leads to: Generation/);
    assert.equal((await as(app, alice).post(revoke)).status, 303);
    assert.equal(await status(path), 404);
    const old = await make();
    await owner`update app.download_links set expires_utc = now()`;
    assert.equal(await status(old), 404);
    await make();
    const [{ count }] = await owner`select count(*)::int from app.download_links` as [
      { count: number },
    ];
    assert.equal(count, 1, "what has expired is removed");
  });

  it("is the same for every wrong secret, and for a query that is no longer valid", async () => {
    const path = await make();
    const answers = await Promise.all(
      ["x", "%00", "A".repeat(43), "A".repeat(5000)].map(async (secret) => {
        const response = await app.fetch(`/download/${secret}`);
        assert.equal(response.headers.get("referrer-policy"), "no-referrer");
        return [response.status, (await page(response)).text("main")];
      }),
    );
    assert.deepEqual(new Set(answers.map(String)).size, 1);
    assert.equal(answers[0]![0], 404);
    await app.database.owner`update app.download_links set query = 'what=secrets'`;
    assert.equal(await status(path), 404);
  });

  it("is made, listed and revoked by the API, too", async () => {
    const { alice, bob, sites: { plant, turbine } } = app.cast;
    const api = withToken(app, alice.token);
    const response = await api.post("/api/v1/download-links", { ...FILE, site_uuids: plant });
    assert.equal(response.status, 201);
    assert.equal(response.headers.get("cache-control"), "no-store");
    const { link_uuid, url } = await response.json();
    assert.equal(await lines(await app.fetch(new URL(url).pathname)), 1 + 4);
    const { links } = await (await api.get("/api/v1/download-links")).json();
    assert.deepEqual(links.map((one: { link_uuid: string }) => one.link_uuid), [link_uuid]);
    assert.ok(!JSON.stringify(links).includes(url.split("/").at(-1)));
    const path = `/api/v1/download-links/${link_uuid}`;
    await problemOf(await withToken(app, bob.token).delete(path), 404);
    await problemOf(
      await withToken(app, alice.readToken).post("/api/v1/download-links", FILE),
      403,
    );
    await problemOf(await api.post("/api/v1/download-links", { what: "secrets" }), 422);
    assert.equal((await api.delete(path)).status, 204);
    assert.equal(await status(new URL(url).pathname), 404);
    const last = await (await api.post("/api/v1/download-links", FILE)).json();
    const lost = await api.post("/api/v1/download-links", { ...FILE, site_uuids: turbine });
    const { url: foreign } = await lost.json();
    assert.equal(await status(new URL(foreign).pathname), 404);

    const { pathname } = new URL(last.url);
    assert.equal(await status(pathname), 200);
    await app.database.owner`
      update app.api_tokens set revoked_utc = now() where user_uuid = ${alice.user_uuid}`;
    assert.equal(await status(pathname), 404, "a link ends with the token that made it");
  });
});
