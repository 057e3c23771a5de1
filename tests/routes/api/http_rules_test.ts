import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp } from "../../support/app.ts";
import { problemOf } from "../../support/problem.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const JSON_TYPE = { "content-type": "application/json" };

/** Sends a request of alice as it is. */
function send(method: string, path: string, headers: Record<string, string> = {}, body?: string) {
  const authorization = `Bearer ${app.cast.alice.token}`;
  return app.fetch(`/api/v1${path}`, { method, headers: { authorization, ...headers }, body });
}

describe("a method that an address does not take", () => {
  it("is refused with those that it takes, before the token is looked at", async () => {
    const { plant } = app.cast.sites;
    const table: [method: string, path: string, allow: string][] = [
      ["PUT", `/sites/${plant}`, "DELETE, GET, HEAD, OPTIONS, PATCH"],
      ["GET", "/sites/bulk", "OPTIONS, POST"],
      ["POST", "/openapi.json", "GET, HEAD, OPTIONS"],
      ["DELETE", "/import-readings", "GET, HEAD, OPTIONS"],
    ];
    for (const [method, path, allow] of table) {
      const response = await app.fetch(`/api/v1${path}`, { method });
      assert.equal(response.headers.get("allow"), allow, path);
      assert.equal((await problemOf(response, 405)).code, "method_not_allowed");
    }
  });

  it("is told by OPTIONS without a token, and of no address that is not there", async () => {
    const known = await app.fetch("/api/v1/sites", { method: "OPTIONS" });
    assert.deepEqual([known.status, known.headers.get("allow")], [
      204,
      "GET, HEAD, OPTIONS, POST",
    ]);
    await problemOf(await app.fetch("/api/v1/nothing", { method: "OPTIONS" }), 404);
    assert.equal((await send("HEAD", "/sites")).status, 200);
  });
});

describe("JSON that cannot be read", () => {
  it("is refused with the line and column at which it stops being JSON", async () => {
    const { plant } = app.cast.sites;
    const edit = ["PATCH", `/sites/${plant}`] as const;
    const values = ["POST", `/sites/${plant}/generation`] as const;
    const table: [typeof edit | typeof values, body: string, place: string][] = [
      [edit, '{\n  "tilt": 30,\n  "orientation": north\n}', "line 3, column 18"],
      [edit, '{"tilt": 30', "line 1, column 12"],
      [edit, '{"tilt": NaN}', "line 1, column 10"],
      [edit, '{"tilt": 1,}', "line 1, column 12"],
      [values, '{"values": [\n{"start_utc": 1},\n{"start_utc" 1}]}', "line 3, column 14"],
      [values, `{"values": [${"1,".repeat(50_000)}\n x]}`, "line 2, column 2"],
      [values, '{"values": []} x', "line 1, column 16"],
      [values, '{"values": ["', "line 1, column 13"],
    ];
    for (const [[method, path], body, place] of table) {
      const { code, detail } = await problemOf(await send(method, path, JSON_TYPE, body), 400);
      assert.equal(code, "malformed");
      assert.ok(detail.includes(`${place}.`), `${detail} should be ${place}`);
    }
    for (const [method, path] of [edit, values]) {
      const { detail } = await problemOf(await send(method, path, JSON_TYPE, " "), 400);
      assert.match(detail, /^The body is empty/);
      await problemOf(await send(method, path, JSON_TYPE, "[".repeat(60_000)), 400);
    }
  });
});

describe("a media type", () => {
  it("that is not taken is refused with those that are", async () => {
    const { plant } = app.cast.sites;
    const xml = { "content-type": "application/xml" };
    const bulk = await send("POST", "/sites/bulk", xml, "<sites/>");
    assert.equal(bulk.headers.get("accept-post"), "application/json, text/csv");
    const { detail } = await problemOf(bulk, 415);
    assert.match(detail, /sent as application\/xml\. Send application\/json or text\/csv\.$/);
    const edit = await send("PATCH", `/sites/${plant}`, { "content-type": "text/plain" }, "{}");
    assert.equal(edit.headers.get("accept-patch"), "application/json");
    await problemOf(edit, 415);
    const merge = { "content-type": "application/merge-patch+json; charset=utf-8" };
    assert.equal((await send("PATCH", `/sites/${plant}`, merge, '{"tilt": 30}')).status, 200);
  });

  it("in which a body is packed is taken where bulk data are sent, if it is gzip", async () => {
    const { plant } = app.cast.sites;
    const br = { ...JSON_TYPE, "content-encoding": "br" };
    const bulk = await send("POST", `/sites/${plant}/generation`, br, "{}");
    assert.equal(bulk.headers.get("accept-encoding"), "gzip");
    await problemOf(bulk, 415);
    const gzip = { ...JSON_TYPE, "content-encoding": "gzip" };
    await problemOf(await send("PATCH", `/sites/${plant}`, gzip, "{}"), 415);
  });

  it("that the client accepts is what it gets, or nothing", async () => {
    const csv = await send("GET", "/sites", { accept: "application/json;q=0.5, text/csv" });
    assert.match(csv.headers.get("content-type")!, /^text\/csv/);
    for (const accept of ["*/*", "application/*", "text/html, */*;q=0.1", "application/json"]) {
      const response = await send("GET", "/sites", { accept });
      assert.match(response.headers.get("content-type")!, /^application\/json/, accept);
    }
    const { detail } = await problemOf(await send("GET", "/me", { accept: "text/csv" }), 406);
    assert.match(detail, /^Here is application\/json/);
    await problemOf(await send("GET", "/sites", { accept: "application/json;q=0" }), 406);
  });
});

describe("a body that is too large", () => {
  it("is refused with the limit and its size", async () => {
    const { plant } = app.cast.sites;
    const body = `{"name": "${"x".repeat(1.5 * 1024 * 1024)}"}`;
    const response = await send("POST", `/sites/${plant}/inverters`, JSON_TYPE, body);
    const { detail } = await problemOf(response, 413);
    assert.match(detail, /at most 1 MB are taken here, and (1\.5 MB|more) came/);
  });
});
