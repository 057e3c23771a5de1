import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { hashSecret } from "../../../domain/account/secret.ts";
import { createApp } from "../../../routes/app.ts";
import { type TestApp, testApp, withToken } from "../../support/app.ts";
import { makePerson } from "../../support/cast.ts";
import { problemOf } from "../../support/problem.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const SITE = crypto.randomUUID();
const PATHS = ["/status", "/sites", `/sites/${SITE}/forecast`, `/sites/${SITE}/generation`];

async function assertRefused(headers: Record<string, string>, sentence: RegExp) {
  for (const path of PATHS) {
    const response = await app.fetch(`/api/v1${path}`, { headers });
    assert.equal(response.headers.get("www-authenticate"), 'Bearer realm="sitecast"');
    const problem = await problemOf(response, 401);
    assert.equal(problem.code, "not_signed_in");
    assert.match(problem.detail, sentence);
  }
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** Makes a person, and returns a token that the test may change. */
async function newToken(): Promise<string> {
  const email = `${crypto.randomUUID()}@example.org`;
  return (await makePerson(app.database.owner, email, app.cast.alice)).token;
}

describe("the API", () => {
  it("opens with a token that reads and writes, and with one that only reads", async () => {
    const { token, readToken } = app.cast.alice;
    for (const secret of [token, readToken]) {
      assert.equal((await withToken(app, secret).get("/api/v1/sites")).status, 200);
    }
    const headers = { authorization: `bearer  ${token}` };
    assert.equal((await app.fetch("/api/v1/sites", { headers })).status, 200);
  });

  it("is closed without a token, and says how to send one", async () => {
    const sentence = /Authorization: Bearer TOKEN/;
    await assertRefused({}, sentence);
    for (const authorization of ["", "Bearer", "Basic YWxpY2U6cGFzcw==", app.cast.alice.token]) {
      await assertRefused({ authorization }, sentence);
    }
  });

  it("is closed to tokens that were made up or are not whole", async () => {
    const { token } = app.cast.alice;
    const hash = hashSecret(token).toHex();
    const prefix = token.split("_").slice(0, 2).join("_");
    for (const wrong of ["x", prefix, token.slice(0, -1), `${token}x`, hash, `\\x${hash}`]) {
      await assertRefused(bearer(wrong), /unknown, expired or revoked/);
    }
  });

  it("is closed to a token from the moment it expires or is revoked", async () => {
    const { owner } = app.database;
    const [expired, revoked] = [await newToken(), await newToken()];
    for (const token of [expired, revoked]) {
      assert.equal((await withToken(app, token).get("/api/v1/sites")).status, 200);
    }
    await owner`
      update app.api_tokens set expires_utc = now() where token_hash = ${hashSecret(expired)}`;
    await owner`
      update app.api_tokens set revoked_utc = now() where token_hash = ${hashSecret(revoked)}`;
    await assertRefused(bearer(expired), /unknown, expired or revoked/);
    await assertRefused(bearer(revoked), /unknown, expired or revoked/);
  });

  it("does not take the cookie of a session, nor a session's secret as a token", async () => {
    const { session } = app.cast.alice;
    await assertRefused({ cookie: `sitecast=${session}` }, /Authorization: Bearer TOKEN/);
    await assertRefused(bearer(session), /unknown, expired or revoked/);
  });

  it("notes which tokens were used, and none that was refused", async () => {
    const used: string[] = [];
    const services = { ...app.services, tokenUsed: (hash: Uint8Array) => used.push(hash.toHex()) };
    const own = createApp(services);
    const { token } = app.cast.alice;
    await own.request("/api/v1/status", { headers: bearer(token) });
    await own.request("/api/v1/status", { headers: bearer("unknown") });
    assert.deepEqual(used, [hashSecret(token).toHex()]);
  });
});
