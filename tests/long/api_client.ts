import assert from "node:assert/strict";
import { join } from "node:path";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import openapiTypescript, { astToString } from "openapi-typescript";
import { hashSecret, newToken } from "../../domain/account/secret.ts";
import * as tokens from "../../sql/account/tokens.ts";
import { testApp } from "../support/app.ts";
import { serve, type TestServer } from "../support/server.ts";

const ROOT = join(import.meta.dirname!, "..", "..");

let service: TestServer;
let document: string;
beforeAll(async () => {
  service = serve(await testApp());
  document = await (await fetch(`${service.origin}/api/v1/openapi.json`)).text();
});
afterAll(() => service.close());

describe("the description of the API, read by other programs", () => {
  it("has nothing that Redocly's recommended rules warn of", async () => {
    const config = await createConfig({ extends: ["recommended"] });
    const absoluteRef = "openapi.json";
    const faults = await lintFromString({ source: document, absoluteRef, config });
    assert.deepEqual(faults.map(({ ruleId, message }) => `${ruleId}: ${message}`), []);
  });

  it("makes a client that compiles strictly and is used for twelve calls", async () => {
    const client = join(ROOT, "tests", "fixtures", "api_client.ts.txt");
    const folder = await Deno.makeTempDir({ dir: join(ROOT, "tests", "fixtures") });
    try {
      const types = astToString(await openapiTypescript(JSON.parse(document)));
      await Deno.writeTextFile(join(folder, "api.ts"), types);
      await Deno.copyFile(client, join(folder, "client.ts"));
      const { alice, sites } = service.app.cast;
      const { secret, prefix } = newToken();
      const made = { hash: hashSecret(secret), prefix, canWrite: true, mayRotate: true, days: 30 };
      await tokens.add(service.app.database.owner, alice.user_uuid, made);
      const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "--check", "-EN", join(folder, "client.ts")],
        cwd: ROOT,
        env: { ORIGIN: service.origin, TOKEN: secret, SITE: sites.plant, NO_COLOR: "1" },
      }).output();
      const [printed, errors] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
      assert.equal(code, 0, errors!);
      const calls = printed!.trim().split("\n");
      assert.equal(calls.length, 12, printed!);
      assert.deepEqual(calls.filter((line) => !/ (200|201)$/.test(line)), []);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
});
