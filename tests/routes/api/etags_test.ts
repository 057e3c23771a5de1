import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp } from "../../support/app.ts";
import { insertSession } from "../../support/charging_sessions.ts";
import { problemOf } from "../../support/problem.ts";
import { routesOf } from "../../support/routes.ts";
import { forecasted, measured, periods } from "../../support/values.ts";

let app: TestApp;
let session: string;
let logger: string;
beforeAll(async () => {
  app = await testApp();
  const { database: { owner }, cast: { alice, sites: { plant } } } = app;
  const times = periods("2026-06-21T08:00:00Z", 15, 4);
  await forecasted(owner, plant, "2026-06-21T08:00:00Z", times, () => 3);
  await measured(owner, plant, times, () => 3);
  session = await insertSession(owner, alice, { energy_kwh: 1 });
  const made = await send("POST", "/loggers", {}, { site_uuid: plant, name: "Meter" });
  logger = (await made.json()).logger_uuid;
});
afterAll(() => app.close());

/** Sends a request of alice (an admin: ada), with a body in JSON. */
function send(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: object,
  who: "alice" | "ada" = "alice",
) {
  return app.fetch(`/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${app.cast[who].token}`,
      ...body && { "content-type": "application/json" },
      ...headers,
    },
    body: body && JSON.stringify(body),
  });
}

const TIMES = "start=2026-06-21T00:00:00Z&end=2026-06-22T00:00:00Z";

describe("the ETag of a read", () => {
  it("is there wherever there is something to read, and stays while nothing is written", async () => {
    const things = { logger_uuid: logger, session_id: session, device_id: "van" };
    const reads = routesOf(app, "/api/v1", things).filter(({ method }) => method === "GET");
    let read = 0;
    for (const { path } of reads) {
      if (path.endsWith("/me/usage")) continue; // it tells what is left of a minute's requests
      const address = path.slice("/api/v1".length);
      const get = (headers?: Record<string, string>) =>
        send("GET", address, headers, undefined, "ada");
      const first = await get();
      const text = await first.text();
      const etag = first.headers.get("etag");
      if (first.status !== 200 || first.headers.has("transfer-encoding")) continue;
      read++;
      assert.match(etag!, /^(W\/)?"[^"]+"$/, `${path}: ${text}`);
      assert.match(first.headers.get("vary")!, /Authorization/, path);
      const again = await get({ "if-none-match": etag! });
      assert.deepEqual([again.status, await again.text()], [304, ""], path);
      assert.equal(again.headers.get("etag"), etag, path);
    }
    assert.ok(read > 45, `${read} reads have an ETag`);
  });

  it("stays over 100 requests, with and without compression", async () => {
    const { plant } = app.cast.sites;
    const tags = new Set<string | null>();
    for (let i = 0; i < 100; i++) {
      const response = await send("GET", "/sites", i % 2 ? { "accept-encoding": "gzip" } : {});
      await response.arrayBuffer();
      tags.add(response.headers.get("etag"));
    }
    assert.equal(tags.size, 1);
    const one = await send("GET", `/sites/${plant}`, { "accept-encoding": "gzip" });
    await one.arrayBuffer();
    assert.equal(one.headers.get("content-encoding"), null, "a strong ETag names these bytes");
  });

  it("is another one whenever the response is", async () => {
    const { plant } = app.cast.sites;
    const reads = [`/sites/${plant}`, "/sites", "/totals", `/sites/${plant}/generation?${TIMES}`];
    const tagsOf = async () =>
      await Promise.all(reads.map(async (path) => (await send("GET", path)).headers.get("etag")!));
    const before = await tagsOf();
    const csv = await send("GET", "/sites", { accept: "text/csv" });
    assert.notEqual(csv.headers.get("etag"), before[1], "CSV and JSON are two representations");
    assert.match(csv.headers.get("vary")!, /\bAccept\b/);
    const edited = await send("PATCH", `/sites/${plant}`, {}, { capacity_kw: 51 });
    assert.equal(edited.status, 200);
    const [now] = periods("2026-06-21T08:00:00Z", 15, 5).slice(-1);
    await measured(app.database.owner, plant, [now!], () => 4);
    for (const [i, etag] of (await tagsOf()).entries()) {
      assert.notEqual(etag, before[i], reads[i]!);
    }
  });
});

describe("If-Match", () => {
  it("lets an edit pass that is of the version that was read, and no other", async () => {
    const things: [path: string, edit: object][] = [
      [`/sites/${app.cast.sites.plant}`, { tilt: 31 }],
      [`/loggers/${logger}`, { note: "On the roof" }],
      [`/charging/sessions/${session}`, { energy_kwh: 2 }],
      [`/users/${app.cast.bob.user_uuid}`, { active: false }],
      [`/groups/${app.cast.charlie.site_group_uuid}`, { service_level: 1 }],
    ];
    for (const [path, edit] of things) {
      const who = /users|groups/.test(path) ? "ada" : "alice";
      const get = () => send("GET", path, {}, undefined, who);
      const patch = (headers: Record<string, string>, body: object = edit) =>
        send("PATCH", path, headers, body, who);
      const read = await get();
      const etag = read.headers.get("etag")!;
      const { version } = await read.json();
      const done = await patch({ "if-match": etag });
      assert.equal(done.status, 200, await done.clone().text());
      assert.notEqual(done.headers.get("etag"), etag);
      assert.equal((await get()).headers.get("etag"), done.headers.get("etag"), path);
      const late = await patch({ "if-match": etag });
      assert.equal((await problemOf(late, 412)).code, "precondition_failed");
      await problemOf(await patch({ "if-match": `W/${etag}` }), 412);
      await problemOf(await patch({ "if-match": '"nothing"' }), 412);
      const byBody = await patch({}, { ...edit, version });
      assert.equal((await problemOf(byBody, 409)).code, "conflict");
      assert.equal((await patch({ "if-match": "*" })).status, 200);
    }
  });

  it("is refused where nothing has a version", async () => {
    const { plant } = app.cast.sites;
    const body = { values: [] };
    const response = await send(
      "POST",
      `/sites/${plant}/generation`,
      { "if-match": '"1-x"' },
      body,
    );
    await problemOf(response, 412);
  });
});

describe("the header Link", () => {
  it("leads through a list as next_cursor does", async () => {
    let path: string | undefined = "/api/v1/sites?limit=1&energies=false";
    const found: string[] = [];
    while (path) {
      const response = await send("GET", path.slice("/api/v1".length));
      const { sites, next_cursor } = await response.json();
      found.push(...sites.map((site: { site_uuid: string }) => site.site_uuid));
      const link = response.headers.get("link");
      assert.ok(link === null || link.endsWith('>; rel="next"'), `${link}`);
      path = link?.slice(1, link.indexOf(">"));
      assert.equal(path?.includes(`cursor=${next_cursor}`) ?? null, next_cursor && true);
    }
    const all = await (await send("GET", "/sites?energies=false")).json();
    assert.deepEqual(found, all.sites.map((site: { site_uuid: string }) => site.site_uuid));
  });
});
