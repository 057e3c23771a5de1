import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "@std/testing/bdd";

const ROOT = join(import.meta.dirname!, "../../..");
const text = (file: string) => Deno.readTextFileSync(join(ROOT, file));

/** Of each row, the codes of each cell. */
const ROWS = text("docs/sdk-parity.md").split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (in the SDK|-+) /.test(line))
  .map((line) => line.split("|").slice(1, -1).map(codesOf));

function codesOf(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code!);
}

describe("the table of the SDK's functions", () => {
  it("has five columns in each row", () => {
    assert.ok(ROWS.length > 30);
    assert.deepEqual(ROWS.filter((cells) => cells.length !== 5), []);
  });

  it("names functions that sql/ has", () => {
    const isMissing = (name: string) => {
      const [module, fn] = name.split(".");
      return !text(`sql/${module}.ts`).includes(`export async function ${fn}(`);
    };
    assert.deepEqual(ROWS.flatMap(([, ours]) => ours!).filter(isMissing), []);
  });

  it("names tests that there are", () => {
    const named = new Set(ROWS.flatMap(([, , , tests]) => tests!));
    const isMissing = (file: string) => {
      const [folder, name] = [file.slice(0, file.lastIndexOf("/")), file.split("/").at(-1)];
      return ![...Deno.readDirSync(join(ROOT, "tests", folder))].some((each) => each.name === name);
    };
    assert.deepEqual([...named].filter(isMissing), []);
  });
});
