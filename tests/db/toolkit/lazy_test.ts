import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";

interface Graph {
  roots: string[];
  modules: {
    specifier: string;
    dependencies?: { isDynamic?: boolean; code?: { specifier: string } }[];
  }[];
}

async function graph(file: string): Promise<Graph> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", file],
    cwd: new URL("../../../", import.meta.url),
  }).output();
  return JSON.parse(new TextDecoder().decode(stdout));
}

/** Modules of ours that a program has loaded once it has started. */
function loaded({ roots, modules }: Graph): string[] {
  const known = new Map(modules.map((module) => [module.specifier, module]));
  const found = new Set(roots);
  for (const specifier of found) {
    for (const { code, isDynamic } of known.get(specifier)?.dependencies ?? []) {
      if (code && !isDynamic) found.add(code.specifier);
    }
  }
  return [...found];
}

describe("the comparison of schemas", () => {
  it("is loaded by the task that checks, and not by the service", async () => {
    const isComparison = (specifier: string) => /toolkit\/compare\.ts|pg-delta/.test(specifier);
    const service = loaded(await graph("main.ts"));
    assert.ok(service.some((specifier) => specifier.endsWith("/db/migrate.ts")));
    assert.deepEqual(service.filter(isComparison), []);
    assert.ok(loaded(await graph("tasks/migrate.ts")).some(isComparison));
  });
});
