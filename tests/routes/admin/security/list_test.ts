import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { NewSecurityEvent } from "../../../../domain/operations/security_event.ts";
import * as securityEvents from "../../../../sql/operations/security_events.ts";
import { as, NOW, type TestApp, testApp, withToken } from "../../../support/app.ts";
import { page } from "../../../support/html.ts";
import { fieldsWrong } from "../../../support/problem.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  const { alice, ada } = app.cast;
  await add({ kind: "failure", email: "<b>eve</b>@example.org", detail: "Wrong password." });
  await add({ kind: "rights", ...ada, subject_uuid: alice.user_uuid, subject_email: alice.email });
  await add({ kind: "sign_in", ...alice, at: NOW.subtract({ hours: 24 * 7 }) });
  for (let i = 0; i < 51; i++) {
    await add({ kind: "limit", at: NOW.subtract({ hours: 50, minutes: i }), address: null });
  }
});
afterAll(() => app.close());

const add = (event: Partial<NewSecurityEvent>) =>
  securityEvents.add(app.database.owner, {
    kind: "refusal",
    at: NOW,
    user_uuid: null,
    email: "",
    subject_uuid: null,
    subject_email: "",
    address: "2001:db8::1",
    request_id: "r1",
    detail: "",
    ...event,
  });

const shown = async (query = "") =>
  (await page(as(app, app.cast.ada).get(`/admin/security${query}`))).rows();
const listed = async (query: string) =>
  await (await withToken(app, app.cast.ada.token).get(`/api/v1/security-events${query}`)).json();

describe("the page of the security log", () => {
  it("shows who did what, from where and when in UTC, of the last week", async () => {
    const rows = await shown("?q=e");
    assert.deepEqual(rows.map((row) => row.slice(0, 2)).sort(), [
      ["Rights changed", "ada@example.org about alice@example.org"],
      ["Sign-in failed Wrong password.", "<b>eve</b>@example.org"],
    ]);
    assert.deepEqual(rows[0]!.slice(2), ["2001:db8::1 r1", "21 Jun 2026, 08:07 UTC"]);
  });

  it("is filtered by kind, by day, and by who acted or whom it is about", async () => {
    const kinds = async (query: string) => (await shown(query)).map(([event]) => event);
    assert.deepEqual(await kinds("?kind=rights"), ["Rights changed"]);
    assert.deepEqual(await kinds("?q=ALICE"), ["Rights changed"]);
    assert.deepEqual(await kinds("?q=alice&from=2026-06-01"), ["Rights changed", "Signed in"]);
    assert.deepEqual(await kinds("?from=2026-06-14&to=2026-06-14"), ["Signed in"]);
    assert.deepEqual(await kinds("?kind=factor"), []);
  });

  it("has pages, which htmx swaps as parts and which lead on without JavaScript", async () => {
    const first = await page(as(app, app.cast.ada).get("/admin/security?kind=limit"));
    assert.equal(first.rows().length, 50);
    const next = first.attribute("href", "#next-page")!;
    assert.equal(
      (await page(as(app, app.cast.ada).get(next))).rows().length,
      1,
    );
    const part = await page(as(app, app.cast.ada).part(next, "events"));
    assert.ok(part.has("section#events") && !part.has("h1"));
  });

  it("names a day and a kind that are none, on the page and in the API", async () => {
    const response = await as(app, app.cast.ada).get("/admin/security?from=someday&kind=other");
    assert.equal(response.status, 422);
    assert.deepEqual(Object.keys((await page(response)).errors()).sort(), ["from", "kind"]);
    const token = withToken(app, app.cast.ada.token);
    const refused = await token.get("/api/v1/security-events?from=someday&kind=other");
    assert.deepEqual((await fieldsWrong(refused)).sort(), ["from", "kind"]);
  });
});

describe("GET /api/v1/security-events", () => {
  it("has the same events as the page, with cursors", async () => {
    const { events, next_cursor } = await listed("?kind=limit&limit=50");
    assert.equal(events.length, 50);
    const last = await listed(`?kind=limit&limit=50&cursor=${next_cursor}`);
    assert.deepEqual([last.events.length, last.next_cursor], [1, null]);
    const [event] = (await listed("?kind=rights")).events;
    assert.deepEqual([event.email, event.subject_email, event.at_utc, event.times], [
      "ada@example.org",
      "alice@example.org",
      NOW.toString(),
      1,
    ]);
  });
});
