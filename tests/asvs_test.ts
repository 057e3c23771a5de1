import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";

const text = Deno.readTextFileSync(new URL("../docs/asvs.md", import.meta.url));
const rows = [...text.matchAll(/^\| (\d.*?) *\|(.*?)\| *([a-z ]+?) *\|(.*)\|$/gm)]
  .map(([, lines, , state, how]) => ({ lines: lines!, state: state!, how: how! }));
const TEST = /`((?:[a-z_]+\/)*[a-z_]+_test\.tsx?|(?:db|long|routes|service)\/[a-z_/.]+)`/g;

describe("the table of OWASP ASVS", () => {
  it("has a state for each line, and a test for each that is met", () => {
    assert.ok(rows.length > 90, `${rows.length} rows`);
    for (const { lines, state, how } of rows) {
      assert.ok(
        ["met", "built", "in part", "no", "operator"].includes(state),
        `${lines}: ${state}`,
      );
      assert.ok(how.trim() !== "", `${lines} says how`);
      if (state === "met") assert.match(how, /`/, `${lines} names a test`);
    }
  });

  it("names tests that exist", () => {
    const named = [...text.matchAll(TEST)].map(([, path]) => path!);
    assert.ok(named.length > 60, `${named.length} tests`);
    for (const path of named) Deno.statSync(new URL(path, import.meta.url));
  });
});
