import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { servicePackages, withDependencies } from "../../../tasks/audit/service_packages.ts";

const ROOT = new URL("../../../", import.meta.url);

describe("the packages of the service", () => {
  it("are those that its code names, with all that these need", async () => {
    const packages = await servicePackages(ROOT);
    for (const name of ["hono", "postgres", "htmx.org", "openapi3-ts", "internmap"]) {
      assert.ok(packages.has(name), name);
    }
    for (const name of ["fast-check", "playwright-core", "@secretlint/core"]) {
      assert.ok(!packages.has(name), name);
    }
  });

  it("are followed through every version, and in circles", () => {
    const npm = {
      "@scope/a@1.0.0_b@1.0.0": { dependencies: ["b@1.0.0"] },
      "b@1.0.0": { optionalDependencies: ["c"] },
      "b@2.0.0": { dependencies: ["d"] },
      "c@1.0.0": { dependencies: ["@scope/a"] },
      "d@1.0.0": {},
      "e@1.0.0": { dependencies: ["d"] },
    };
    const found = withDependencies(["@scope/a"], { npm });
    assert.deepEqual([...found].sort(), ["@scope/a", "b", "c", "d"]);
  });
});
