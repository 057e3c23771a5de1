import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import settings from "../../deno.json" with { type: "json" };
import { runTask } from "../support/task.ts";

describe("deno task version", () => {
  it("prints the version of deno.json and nothing else", async () => {
    const result = await runTask("version", [], {});
    assert.deepEqual(result, { code: 0, out: `${settings.version}\n`, err: "" });
  });
});
