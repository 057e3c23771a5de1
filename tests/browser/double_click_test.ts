import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { createApp } from "../../routes/app.ts";
import { testApp } from "../support/app.ts";
import { launch, needsBrowser, pageOf } from "../support/browser.ts";
import { fill } from "../support/steps.ts";

describe("a button that is pressed again while the answer is on its way", needsBrowser, () => {
  it("sends its form once, so that a secret is not lost that is shown only once", async () => {
    const app = await testApp();
    const posts: string[] = [];
    const [arrived, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const { fetch } = createApp(app.services);
    const server = Deno.serve(
      { hostname: "localhost", port: 0, onListen() {} },
      async (request, info) => {
        const answer = await fetch(request, info);
        if (request.method === "POST") {
          posts.push(new URL(request.url).pathname);
          arrived.resolve();
          await released.promise;
        }
        return answer;
      },
    );
    const browser = await launch();
    const page = await pageOf(browser, `http://localhost:${server.addr.port}`, app.cast.alice);
    await page.goto("/account/tokens/new");
    await fill(page, "Name", "nightly export");
    const { x, y } = (await page.getByRole("button", { name: "Create token" }).boundingBox())!;
    await page.mouse.click(x + 5, y + 5);
    await arrived.promise;
    await page.mouse.click(x + 5, y + 5);
    released.resolve();
    await page.getByRole("heading", { name: /^Token created|exists already/ }).waitFor();
    assert.match(await page.locator("#token-secret").innerText(), /^sitecast_/);
    assert.deepEqual(posts, ["/account/tokens"]);
    await browser.close();
    await server.shutdown();
    await app.close();
  });
});
