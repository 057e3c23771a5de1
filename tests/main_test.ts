import assert from "node:assert/strict";
import { join } from "node:path";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TestDatabase, testDatabase } from "./support/database.ts";

const ROOT = join(import.meta.dirname!, "..");

/** The service as `deno task start` runs it. */
function start(env: Record<string, string>) {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "-ENRSW", "--allow-run", "main.ts"],
    cwd: ROOT,
    env: { NO_COLOR: "1", HOST: "127.0.0.1", PORT: "0", ...env },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

describe("the service without an administrator", () => {
  let database: TestDatabase;
  let dataDir: string;
  beforeAll(async () => {
    database = await testDatabase();
    dataDir = await Deno.makeTempDir({ prefix: "sitecast-main-" });
  });
  afterAll(async () => {
    await database.drop();
    await Deno.remove(dataDir, { recursive: true });
  });

  it("says how to make the first one, then where it is; serves in silence; ends when told", async () => {
    const service = start({ DATABASE_URL: database.url, DATA_DIR: dataDir, FORECAST: "off" });
    const err = new Response(service.stderr).text();
    let out = "";
    for await (const text of service.stdout.pipeThrough(new TextDecoderStream())) {
      out += text;
      const [, origin] = out.match(/^Sitecast is at (\S+)\n/m) ?? [];
      if (!origin) continue;
      const page = await fetch(`${origin}/sign-in`);
      assert.equal(page.status, 200);
      await page.body?.cancel();
      service.kill("SIGINT");
    }
    assert.equal((await service.status).code, 0);
    assert.match(
      out,
      /^\nThere is no administrator yet\.[^]*\n {2}deno task user add \S+ --group admins --admin\n\nSitecast is at /,
    );
    assert.match(await err, /^\S+ \[INF\] sitecast: The secret key \S+ was made\.[^\n]*\n$/);
  });
});

describe("the service on a port that is taken", () => {
  it("names the port, and makes no data folder", async () => {
    const parent = await Deno.makeTempDir({ prefix: "sitecast-main-" });
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = listener.addr;
    const dataDir = join(parent, "data");
    const service = start({ PORT: String(port), DATA_DIR: dataDir, DATABASE_URL: "" });
    const { code, stdout, stderr } = await service.output();
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    assert.deepEqual([code, text(stdout)], [1, ""]);
    assert.equal(
      text(stderr),
      `Sitecast: Port ${port} of 127.0.0.1 is taken by another program. Stop that program, or ` +
        "choose another port with PORT.\n",
    );
    assert.deepEqual([...Deno.readDirSync(parent)], []);
    await Deno.remove(parent, { recursive: true });
  });
});
