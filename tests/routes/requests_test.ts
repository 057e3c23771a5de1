import assert from "node:assert/strict";
import { afterAll, afterEach, beforeAll, describe, it } from "@std/testing/bdd";
import { hashSecret } from "../../domain/account/secret.ts";
import { createApp } from "../../routes/app.ts";
import { requestRecorder } from "../../service/request_recorder.ts";
import * as passwords from "../../sql/account/passwords.ts";
import { as, NOW, postForm, type TestApp, testApp, withToken } from "../support/app.ts";

let app: TestApp;
let recorder: ReturnType<typeof requestRecorder>;
beforeAll(async () => {
  app = await testApp();
  recorder = requestRecorder(app.database, app.services.now, 14);
  const service = createApp({ ...app.services, ...recorder });
  app.fetch = async (path, init = {}) =>
    await service.request(`http://localhost:8000${path}`, init, {
      remoteAddr: { transport: "tcp", hostname: "127.0.0.1", port: 1 },
    });
});
afterAll(() => app.close());
afterEach(() => app.database.owner`delete from api_request`);

/** Lists the stored requests: who requested which address. */
async function noted(): Promise<string[]> {
  await recorder.flush();
  const rows = await app.database.owner<{ text: string }[]>`
    select split_part(email, '@', 1) || ' ' || url as text
    from api_request join users using (user_uuid) order by 1`;
  return rows.map(({ text }) => text);
}

describe("the requests of users", () => {
  it("are noted, of pages, parts, forms and the API alike, with path and query", async () => {
    const { alice, bob } = app.cast;
    await as(app, alice).get("/sites?page=1");
    await as(app, alice).part("/sites?page=2", "sites-table");
    await as(app, alice).get("/status");
    await withToken(app, bob.readToken).get("/api/v1/sites?limit=1");
    assert.deepEqual(await noted(), [
      "alice /sites?page=1",
      "alice /sites?page=2",
      "alice /status",
      "bob /api/v1/sites?limit=1",
    ]);
  });

  it("are noted when they are refused, too", async () => {
    const { alice, charlie, sites: { plant } } = app.cast;
    const answers = [
      await as(app, charlie).get(`/sites/${plant}`),
      await as(app, charlie).post("/admin/status", { level: "ok", message: "x" }),
      await withToken(app, alice.readToken).post("/api/v1/status", {}),
      await withToken(app, alice.token).get("/api/v1/nothing"),
    ];
    assert.deepEqual(answers.map(({ status }) => status), [404, 404, 403, 404]);
    assert.deepEqual(
      await noted(),
      [
        "alice /api/v1/nothing",
        "alice /api/v1/status",
        `charlie /sites/${plant}`,
        "charlie /admin/status",
      ].sort(),
    );
  });

  it("tell when a user was last here", async () => {
    const { bob } = app.cast;
    app.clock.now = NOW.add({ minutes: 3 });
    await as(app, bob).get("/sites");
    app.clock.now = NOW;
    await noted();
    const [row] = await app.database.owner<{ last_seen_utc: string }[]>`
      select last_seen_utc from users where user_uuid = ${bob.user_uuid}`;
    assert.equal(row!.last_seen_utc, NOW.add({ minutes: 3 }).toString());
  });
});

describe("requests that are not noted", () => {
  it("are those of nobody: without a session or with a wrong token", async () => {
    await app.fetch("/sites");
    await withToken(app, "unknown").get("/api/v1/sites");
    assert.deepEqual(await noted(), []);
  });

  it("are those that carry a secret: links to set a password, and signing in", async () => {
    const { database: { owner }, cast: { alice } } = app;
    const secret = "the secret of a link";
    await passwords.addLink(owner, alice.user_uuid, hashSecret(secret), 1);
    const path = `/set-password?token=${encodeURIComponent(secret)}`;
    const html = await (await as(app, alice).get(path)).text();
    assert.match(html, /password/);
    const password = "another long password";
    await as(app, alice).post("/set-password", { token: secret, password });
    const { email } = alice;
    assert.equal((await postForm(app, "/sign-in", { email, password })).status, 303);
    assert.deepEqual(await noted(), []);
  });
});
