import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp } from "../../support/app.ts";

const OURS = "https://dashboard.example";
const OTHERS = "https://dashboard.example.evil.example";

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ corsOrigins: [OURS] });
});
afterAll(() => app.close());

const preflight = (origin: string) =>
  app.fetch("/api/v1/sites", {
    method: "OPTIONS",
    headers: {
      origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization, content-type, if-match",
    },
  });

const allowed = (response: Response) => response.headers.get("access-control-allow-origin");

describe("a page of another origin", () => {
  it("may call the API when its origin is configured, with a token and without cookies", async () => {
    const before = await preflight(OURS);
    assert.deepEqual([before.status, allowed(before)], [204, OURS]);
    assert.match(before.headers.get("access-control-allow-headers")!, /Authorization.*If-Match/);
    const headers = { origin: OURS, authorization: `Bearer ${app.cast.alice.token}` };
    for (const path of ["/sites", "/nothing"]) {
      const response = await app.fetch(`/api/v1${path}`, { headers });
      assert.equal(allowed(response), OURS, `${response.status}`);
      assert.match(
        response.headers.get("access-control-expose-headers")!,
        /ETag.*Link.*Retry-After/,
      );
      assert.match(response.headers.get("vary")!, /Origin/);
      assert.equal(response.headers.get("access-control-allow-credentials"), null);
    }
    const refused = await app.fetch("/api/v1/sites", { headers: { origin: OURS } });
    assert.deepEqual([refused.status, allowed(refused)], [401, OURS], "a script reads why");
  });

  it("may not when it is another one, nor call anything but the API", async () => {
    for (const origin of [OTHERS, "https://dashboard.example:8443", "null"]) {
      assert.equal(allowed(await preflight(origin)), null, origin);
    }
    const page = await app.fetch("/sign-in", { headers: { origin: OURS } });
    assert.equal(allowed(page), null);
  });
});
