import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { testApp } from "../support/app.ts";
import { launch, needsBrowser, pageOf } from "../support/browser.ts";
import { codeOf } from "../support/factor.ts";
import { needsProgram } from "../support/programs.ts";
import { serve, type TestServer } from "../support/server.ts";

/** Reads the QR code in a picture by zbarimg. */
async function read(png: Uint8Array): Promise<string> {
  const path = await Deno.makeTempFile({ suffix: ".png" });
  await Deno.writeFile(path, png);
  const args = ["--quiet", "--raw", path];
  const { stdout } = await new Deno.Command("zbarimg", { args }).output();
  await Deno.remove(path);
  return new TextDecoder().decode(stdout).trim();
}

describe("the QR code of a second factor", { ...needsBrowser, ...needsProgram("zbarimg") }, () => {
  let server: TestServer;
  beforeAll(async () => {
    server = serve(await testApp());
  });
  afterAll(() => server.close());

  it("is read by zbarimg in the dark on a phone, and what it holds sets the factor up", async () => {
    const { app, origin } = server;
    const browser = await launch();
    const page = await pageOf(browser, origin, app.cast.alice, {
      viewport: { width: 360, height: 740 },
      colorScheme: "dark",
      javaScriptEnabled: false,
    });
    await page.goto("/account/factor/new");
    const uri = new URL(await read(await page.screenshot()));
    assert.match(uri.href, /^otpauth:\/\/totp\/Sitecast:alice%40example\.org\?issuer=Sitecast&/);
    const secret = uri.searchParams.get("secret")!;
    await page.getByLabel("Code that the app shows").fill(codeOf(app, secret));
    await page.getByRole("button", { name: "Set up" }).click();
    await page.getByRole("heading", { name: "Your recovery codes" }).waitFor();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download as a text file" }).click(),
    ]);
    const text = await Deno.readTextFile((await file.path())!);
    assert.equal(text, await page.locator("#recovery-codes").textContent());
    assert.equal(file.suggestedFilename(), "sitecast-recovery-codes.txt");
    await browser.close();
  });
});
