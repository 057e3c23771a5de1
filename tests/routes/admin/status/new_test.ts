import assert from "node:assert/strict";
import { afterAll, afterEach, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp } from "../../../support/app.ts";
import { page } from "../../../support/html.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());
afterEach(() => app.database.owner`delete from status`);

const PATH = "/admin/status";
const LATE = { level: "warning", message: "Forecasts are <late>." };

async function said() {
  const rows = await app.database.owner<
    { status: string; message: string; posted_by: string; posted_by_email: string }[]
  >`select status, message, posted_by, posted_by_email from status order by created_utc`;
  return [...rows];
}

async function freshKey(): Promise<string> {
  return String((await page(as(app, app.cast.ada).get(PATH))).field("form_key"));
}

describe("posting a status", () => {
  it("has a form with three words and an example, and a key of its own each time", async () => {
    const shown = await page(as(app, app.cast.ada).get(PATH));
    assert.equal(shown.text("h1"), "Post a status");
    const form = shown.one('form.form[method="post"][action="/admin/status"]');
    for (const word of ["ok", "warning", "error"]) assert.ok(form.has(`[value="${word}"]`), word);
    assert.match(form.text(), /For example: “/);
    const ids = shown.attributes("id", "[id]");
    assert.deepEqual(ids, [...new Set(ids)], "no id twice");
    assert.match(String(form.field("form_key")), /^[0-9a-f-]{36}$/);
    assert.notEqual(await freshKey(), await freshKey());
  });

  it("stands on every page at once, in the name of who posted it", async () => {
    const { ada, alice } = app.cast;
    const response = await as(app, ada).post(PATH, { ...LATE, form_key: await freshKey() });
    assert.deepEqual([response.status, response.headers.get("location")], [303, "/status"]);
    assert.match(
      decodeURIComponent(response.headers.get("set-cookie")!),
      /sitecast-done=Your mess/,
    );
    assert.deepEqual(await said(), [
      {
        status: LATE.level,
        message: LATE.message,
        posted_by: ada.user_uuid,
        posted_by_email: ada.email,
      },
    ]);
    const sites = await page(as(app, alice).get("/sites"));
    assert.ok(sites.text("aside.banner.warning").includes("Forecasts are <late>."));
  });

  it("happens once for a form that is sent twice at once, or again", async () => {
    const form = { ...LATE, form_key: await freshKey() };
    const ada = as(app, app.cast.ada);
    const answers = await Promise.all([ada.post(PATH, form), ada.post(PATH, form)]);
    answers.push(await ada.post(PATH, form));
    assert.deepEqual(answers.map(({ status }) => status), [303, 303, 303]);
    assert.equal((await said()).length, 1);
  });

  it("happens again for other words from the same form, and for a form without a key", async () => {
    const form_key = await freshKey();
    const ada = as(app, app.cast.ada);
    await ada.post(PATH, { ...LATE, form_key });
    await ada.post(PATH, { ...LATE, message: "Even later.", form_key });
    await ada.post(PATH, LATE);
    await ada.post(PATH, { ...LATE, form_key: "no key" });
    assert.equal((await said()).length, 4);
  });

  it("keeps what was typed where something is wrong, and says what", async () => {
    const form_key = await freshKey();
    const ada = as(app, app.cast.ada);
    const response = await ada.post(PATH, { level: "", message: "Typed <b>text", form_key });
    assert.equal(response.status, 422);
    const first = await page(response);
    assert.equal(first.error("level"), "Choose ok, warning or error.");
    assert.equal(first.field("message"), "Typed <b>text");
    assert.equal(first.field("form_key"), form_key);
    const second = await ada.post(PATH, { level: "error", message: " \n ", form_key });
    assert.equal(second.status, 422);
    const empty = await page(second);
    assert.equal(empty.field("level"), "error");
    assert.match(empty.error("message")!, /^Write what/);
    const long = await ada.post(PATH, { level: "error", message: "x".repeat(256), form_key });
    assert.match(await long.text(), /Use at most 255 characters/);
    assert.deepEqual(await said(), []);
    assert.equal((await ada.post(PATH, { ...LATE, form_key })).status, 303, "the key is free");
    assert.equal((await said()).length, 1);
  });

  it("takes 255 characters of any script", async () => {
    const message = "日本語 ελληνικά — ".repeat(20).trim().slice(0, 255);
    await as(app, app.cast.ada).post(PATH, { level: "ok", message });
    assert.equal((await said())[0]!.message, message.trim());
  });

  it("is not there for others, as page or as part, and says nothing in their name", async () => {
    for (const person of [app.cast.alice, app.cast.charlie]) {
      const others = as(app, person);
      const answers = [
        await others.get(PATH),
        await others.part(PATH, "main"),
        await others.post(PATH, LATE),
        await others.postPart(PATH, "main", LATE),
      ];
      assert.deepEqual(answers.map(({ status }) => status), [404, 404, 404, 404]);
    }
    const origin = "http://localhost:8000";
    const nobody = await app.fetch(PATH, { method: "POST", headers: { origin } });
    assert.equal(nobody.status, 401);
    assert.deepEqual(await said(), []);
  });
});
