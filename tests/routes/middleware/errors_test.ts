import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import { configure, type LogRecord, reset } from "@logtape/logtape";
import { createApp } from "../../../routes/app.ts";
import { as, type TestApp, testApp, withToken } from "../../support/app.ts";
import { problemOf } from "../../support/problem.ts";
import { page } from "../../support/html.ts";

let app: TestApp;
let records: LogRecord[];
beforeAll(async () => {
  app = await testApp();
  await configure({
    sinks: { kept: (record) => records.push(record) },
    loggers: [
      { category: "sitecast", lowestLevel: "debug", sinks: ["kept"] },
      { category: ["logtape", "meta"], lowestLevel: "error", sinks: [] },
    ],
  });
});
beforeEach(() => {
  records = [];
});
afterAll(async () => {
  await reset();
  await app.close();
});

const written = () => records.map(({ message }) => message.map(String).join(""));

describe("an error", () => {
  it("is a page for people, in the frame of the others", async () => {
    const response = await as(app, app.cast.alice).get("/nowhere");
    assert.equal(response.status, 404);
    const html = await page(response);
    assert.deepEqual([html.isWhole, html.text("h1")], [true, "Not found"]);
    assert.match(html.text(), /alice@example\.org/);
  });

  it("is a part for htmx", async () => {
    const response = await as(app, app.cast.alice).part("/nowhere", "anything");
    assert.equal(response.status, 404);
    const part = await page(response);
    assert.deepEqual(part.top, ["p"]);
    assert.match(part.text("p.notice"), /^Not found\. /);
  });

  it("is a problem for scripts, everywhere under /api/", async () => {
    const script = withToken(app, app.cast.alice.token);
    for (const path of ["/api/v1/nowhere", "/api/v2/sites", "/api/"]) {
      const problem = await problemOf(await script.get(path), 404);
      assert.deepEqual([problem.code, problem.instance], ["not_found", path]);
    }
  });

  it("is no other one for a method that nothing takes", async () => {
    assert.equal((await as(app, app.cast.alice).post("/sites")).status, 404);
  });

  it("of ours shows none of its cause but a number, under which the log has it", async () => {
    const services = { ...app.services, now: () => Temporal.Instant.from("not a time") };
    const cookie = `sitecast=${app.cast.alice.session}`;
    const response = await createApp(services).request("/sites", { headers: { cookie } });
    assert.equal(response.status, 500);
    const html = await page(response);
    const id = response.headers.get("x-request-id")!;
    assert.match(html.text(), /Something went wrong on our side\. It was logged\./);
    assert.equal(html.text("code"), id);
    assert.doesNotMatch(html.source, /RangeError|not a time|\.ts:/);
    const errors = records.filter(({ level }) => level === "error");
    assert.equal(errors.length, 1);
    assert.equal(errors[0]!.properties.requestId, id);
    assert.match(String(errors[0]!.properties.error), /RangeError/);
  });
});

describe("the log of requests", () => {
  it("has a line for each with method, path, status and number", async () => {
    const response = await app.fetch("/nowhere");
    const id = response.headers.get("x-request-id")!;
    assert.match(written().join("\n"), new RegExp(`GET /nowhere 404 \\d+ ms ${id}`));
  });

  it("holds no secret: no one-time link, password, cookie or token", async () => {
    const { alice } = app.cast;
    await app.fetch("/set-password?token=the-secret-of-a-link");
    await as(app, alice).get("/sites?token=the-secret-of-a-link");
    await as(app, alice).post("/set-password", { token: "the-secret-of-a-link", password: "x" });
    await withToken(app, alice.token).get("/api/v1/status");
    await withToken(app, "unknown-token").get("/api/v1/status");
    assert.equal(records.length, 5);
    const all = JSON.stringify(records.map(({ message, properties }) => [message, properties]));
    for (const secret of ["the-secret-of", alice.session, alice.token, "unknown-token"]) {
      assert.ok(!all.includes(secret), secret);
    }
  });
});
