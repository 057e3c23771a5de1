import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { createHash } from "node:crypto";
import { loadAssets } from "../../../routes/http/assets.ts";
import { as, type TestApp, testApp } from "../../support/app.ts";
import { page, read } from "../../support/html.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

async function unpacked(response: Response): Promise<string> {
  const encoding = response.headers.get("content-encoding") as CompressionFormat;
  return await new Response(response.body!.pipeThrough(new DecompressionStream(encoding))).text();
}

describe("the files of a page", () => {
  it("are those that the page names, and nothing from elsewhere", async () => {
    const html = await page(app.fetch("/sign-in"));
    const urls = [...html.attributes("src", "script"), ...html.attributes("href", "link")];
    const named = urls.map(String).filter((url) => !url.startsWith("data:"));
    assert.deepEqual(named.sort(), Object.values(app.services.assets.urls).sort());
    for (const url of named) assert.equal((await app.fetch(url)).status, 200);
  });

  it("may be kept for ever, at an address that carries the hash of the content", async () => {
    for (const url of Object.values(app.services.assets.urls)) {
      const response = await app.fetch(url);
      assert.equal(response.headers.get("cache-control"), "public, max-age=31536000, immutable");
      assert.match(
        response.headers.get("content-type")!,
        /^text\/(css|javascript); charset=utf-8$/,
      );
      const hash = createHash("sha256").update(await response.bytes()).digest("hex");
      assert.equal(url.split("/")[2], hash.slice(0, 16));
    }
    assert.deepEqual((await loadAssets()).urls, app.services.assets.urls);
  });

  it("of the page about the API: its viewer too, which no other page loads", async () => {
    const html = await page(app.fetch("/api/docs"));
    const { script, style, start } = app.services.assets.apiViewer;
    const [asked] = html.all("#api-viewer-start");
    assert.ok(html.attributes("src", "script").map(String).includes(start));
    assert.deepEqual(
      [asked!.attribute("data-viewer"), asked!.attribute("data-style")],
      [script, style],
    );
    for (const url of [script, style, start]) assert.equal((await app.fetch(url)).status, 200);
  });

  it("are not there under another hash, and no other file is", async () => {
    const { style } = app.services.assets.urls;
    const hash = style.split("/")[2];
    for (
      const path of [
        style.replace(hash!, "0".repeat(16)),
        `/static/${hash}/main.ts`,
        `/static/${hash}/..%2f..%2fdeno.json`,
        "/static/../deno.json",
      ]
    ) assert.equal((await app.fetch(path)).status, 404, path);
  });
});

describe("answers", () => {
  it("are compressed for those who can unpack them, and say that they differ", async () => {
    const { htmx } = app.services.assets.urls;
    const plain = await app.fetch(htmx);
    const packed = await app.fetch(htmx, { headers: { "accept-encoding": "gzip, br" } });
    assert.equal(plain.headers.get("content-encoding"), null);
    assert.equal(packed.headers.get("content-encoding"), "gzip");
    for (const response of [plain, packed]) {
      assert.match(response.headers.get("vary")!, /Accept-Encoding/);
    }
    assert.equal(await unpacked(packed), await plain.text());
  });

  it("are compressed when they are pages too", async () => {
    const response = await app.fetch("/sign-in", { headers: { "accept-encoding": "gzip" } });
    assert.equal(response.headers.get("content-encoding"), "gzip");
    assert.equal(read(await unpacked(response)).text("h1"), "Sign in");
  });

  it("carry the headers that keep a page to itself", async () => {
    const { alice, sites: { plant } } = app.cast;
    const paths = ["/sites", `/sites/${plant}`, `/sites/${plant}/day.csv`, "/nowhere", "/sign-in"];
    for (const path of paths) {
      const { headers } = await as(app, alice).get(path);
      const policy = headers.get("content-security-policy")!;
      assert.match(policy, /default-src 'none'/);
      assert.match(policy, /script-src 'self'(;|$)/);
      assert.match(policy, /frame-ancestors 'none'/);
      assert.match(policy, /form-action 'self'/);
      assert.doesNotMatch(policy, /unsafe|\*/);
      assert.equal(headers.get("x-content-type-options"), "nosniff");
      assert.equal(headers.get("strict-transport-security"), null, "plain HTTP has none");
      // With "no-referrer" browsers send forms of ours with the Origin "null".
      assert.equal(headers.get("referrer-policy"), "same-origin");
      assert.match(headers.get("x-request-id")!, /^[0-9a-f-]{36}$/);
    }
  });

  it("hold no script or style in a page, which the policy would refuse", async () => {
    const { alice, sites: { plant } } = app.cast;
    for (const path of ["/sites", `/sites/${plant}`]) {
      const html = await page(as(app, alice).get(path));
      assert.equal(html.has("script:not([src]), style, [style]"), false);
      assert.deepEqual(html.attributeNames().filter((name) => name.startsWith("on")), []);
    }
  });

  it("say so when what is sent is too large, before reading it all", async () => {
    const response = await app.fetch("/sign-in", {
      method: "POST",
      headers: { origin: "http://localhost:8000" },
      body: new URLSearchParams({ email: "x".repeat(2 ** 20) }),
    });
    assert.equal(response.status, 413);
    assert.match(
      await response.text(),
      /The request is too large: at most 4 KB are taken here, and more came\./,
    );
  });
});
