import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "@std/testing/bdd";

type Source = [file: string, text: string];

const ROOT = join(import.meta.dirname!, "../../..");
const text = (file: string) => Deno.readTextFileSync(join(ROOT, file));

/** Of each row, the codes of each cell. */
const ROWS = text("docs/sdk-parity.md").split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (in the SDK|-+) /.test(line))
  .map((line) => line.split("|").slice(1, -1).map(codesOf));

function codesOf(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code!);
}

function* sourcesIn(folder: string): Generator<Source> {
  for (const { name, isDirectory } of Deno.readDirSync(join(ROOT, folder))) {
    const file = `${folder}/${name}`;
    if (isDirectory) yield* sourcesIn(file);
    else if (/\.tsx?$/.test(name)) yield [file, text(file)];
  }
}

const CALLERS = ["routes", "service", "tasks"].flatMap((room) => [...sourcesIn(room)]);

/** True when the source imports `module` of sql/ and names its function, as in `forecasts/models.all`. */
function callsIt([, source]: Source, name: string): boolean {
  const [module, fn] = name.split(".");
  const from = `from "[./]+/sql/${module}\\.ts"`;
  const [, alias] = new RegExp(`import \\* as (\\w+) ${from}`).exec(source) ?? [];
  if (alias && new RegExp(`\\b${alias}\\s*\\.${fn}\\b`).test(source)) return true;
  return new RegExp(`import \\{[^}]*\\b${fn}\\b[^}]*\\} ${from}`).test(source);
}

/** The source and what it imports of its own room, where helpers may make the call. */
function withHelpers([file, source]: Source): Source[] {
  const helpers = [...source.matchAll(/from "(\.[^"]+)"/g)]
    .map(([, specifier]) => join(file, "..", specifier!));
  return [[file, source], ...CALLERS.filter(([other]) => helpers.includes(other))];
}

/** The path of an address of the API as a router writes it, at the end of a string. */
const pathIn = (address: string) =>
  new RegExp(
    `${
      address.replace(/^\w+ |\?.*$/g, "").split("/").map((part) =>
        part === "UUID" ? "\\{\\w+\\}" : part
      ).join("/")
    }["\`]`,
  );

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

  it("names functions that routes, jobs or tasks call", () => {
    const isUncalled = (name: string) => !CALLERS.some((source) => callsIt(source, name));
    assert.deepEqual(ROWS.flatMap(([, ours]) => ours!).filter(isUncalled), []);
  });

  it("names with each address of the API a function that its router calls", () => {
    const wrong = ROWS.flatMap(([, ours, addresses]) =>
      addresses!.filter((address) => /^[A-Z]+ \//.test(address)).filter((address) =>
        !CALLERS.some((source) =>
          source[0].startsWith("routes/api/") && pathIn(address).test(source[1]) &&
          ours!.some((name) => withHelpers(source).some((each) => callsIt(each, name)))
        )
      )
    );
    assert.deepEqual(wrong, []);
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
