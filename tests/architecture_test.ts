import assert from "node:assert/strict";
import { dirname, join, relative } from "node:path";
import { describe, it } from "@std/testing/bdd";

const ROOT = join(import.meta.dirname!, "..");

/** What each room may import, besides itself: ARCHITECTURE.md has the reasons. */
const ROOMS: Record<string, string[]> = {
  domain: [],
  db: ["domain"],
  sql: ["db", "domain"],
  views: ["domain"],
  routes: ["sql", "views", "domain", "db"],
  service: ["sql", "db", "domain"],
  tasks: ["service", "sql", "db", "domain"],
};

/** Packages of the rooms that have none of the network, the disk or the process. */
const PACKAGES: Record<string, string[]> = {
  domain: ["zod", "@photostructure/tz-lookup", "point-in-polygon-hao"],
  views: ["hono/jsx", "hono/html", "d3-scale", "d3-shape", "d3-array"],
};

/** Hashing and random numbers are no I/O. */
const CRYPTO = ["domain/account/password.ts", "domain/account/secret.ts"];

const IMPORT = /(?<![="\w])\b(?:from|import)\s*\(?\s*["']([^"']+)["']/g;

function* codeIn(folder: string): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(join(ROOT, folder))) {
    if (isDirectory) yield* codeIn(`${folder}/${name}`);
    else if (/\.tsx?$/.test(name)) yield `${folder}/${name}`;
  }
}

/** Its code without comments, which may show anything. */
function codeOf(file: string): string {
  return Deno.readTextFileSync(join(ROOT, file))
    .replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "");
}

function importsOf(file: string): string[] {
  return [...codeOf(file).matchAll(IMPORT)].map(([, specifier]) => specifier!);
}

/** Where an import of our own leads, from the root: `db/client.ts`. */
function target(file: string, specifier: string): string {
  return relative(ROOT, join(ROOT, dirname(file), specifier));
}

const roomOf = (file: string) => file.split("/")[0]!;
const isOurs = (specifier: string) => specifier.startsWith(".");

/** Each import of the room's files that `isAllowed` refuses, as `file imports specifier`. */
function offences(room: string, isAllowed: (file: string, specifier: string) => boolean) {
  return [...codeIn(room)].flatMap((file) =>
    importsOf(file).filter((specifier) => !isAllowed(file, specifier))
      .map((specifier) => `${file} imports ${specifier}`)
  );
}

describe("the rooms of the house", () => {
  for (const [room, others] of Object.entries(ROOMS)) {
    it(`lets ${room}/ import ${["itself", ...others].join(", ")} and no other room`, () => {
      const wrong = offences(
        room,
        (file, specifier) =>
          !isOurs(specifier) || [room, ...others].includes(roomOf(target(file, specifier))),
      );
      assert.deepEqual(wrong, []);
    });
  }

  for (const [room, packages] of Object.entries(PACKAGES)) {
    it(`gives ${room}/ no packages but ${packages.join(", ")}`, () => {
      const wrong = offences(
        room,
        (file, specifier) =>
          isOurs(specifier) || packages.includes(specifier) ||
          (specifier === "node:crypto" && CRYPTO.includes(file)),
      );
      assert.deepEqual(wrong, []);
    });
  }

  it("has no code in any other folder, but main.ts and the tests", () => {
    const folders = [...Deno.readDirSync(ROOT)]
      .filter(({ name, isDirectory }) =>
        isDirectory && !/^(\..*|node_modules|data|coverage)$/.test(name)
      )
      .map(({ name }) => name).filter((folder) => !codeIn(folder).next().done);
    const known = [...Object.keys(ROOMS), "tests", "bench"];
    assert.deepEqual(folders.filter((folder) => !known.includes(folder)), []);
    assert.ok(Object.keys(ROOMS).every((room) => folders.includes(room)), folders.join(", "));
  });

  it("finds imports of every form that code here uses", () => {
    assert.deepEqual(importsOf("routes/sites/list.tsx").filter(isOurs).slice(0, 2), [
      "../../domain/errors.ts",
      "../../domain/sites/site.ts",
    ]);
    const forms = ['import a from "./a.ts"', 'export { b } from "./b.ts"', 'import "./c.ts"'];
    const found = [...`${forms.join(";\n")}; await import("./d.ts")`.matchAll(IMPORT)];
    assert.deepEqual(found.map(([, specifier]) => specifier), [
      "./a.ts",
      "./b.ts",
      "./c.ts",
      "./d.ts",
    ]);
  });
});

describe("the code of the house", () => {
  const files = Object.keys(ROOMS).flatMap((room) => [...codeIn(room)]);
  const using = (files: string[], pattern: RegExp) =>
    files.filter((file) => pattern.test(codeOf(file)));

  it("never uses a JavaScript Date, which knows no zone but the machine's", () => {
    assert.deepEqual(using([...files, "main.ts"], /\bnew Date\b|\bDate\.(now|parse|UTC)\b/), []);
  });

  it("touches neither disk, network, process nor clock in domain/ and views/", () => {
    const pure = files.filter((file) => ["domain", "views"].includes(roomOf(file)));
    assert.deepEqual(using(pure, /\bDeno\.|\bfetch\(|\bTemporal\.Now\b|\bperformance\./), []);
  });

  it("has its SQL in sql/ and db/, and makes it from text in db/ alone", () => {
    const outside = (...rooms: string[]) => files.filter((file) => !rooms.includes(roomOf(file)));
    assert.deepEqual(using(outside("sql", "db"), /\b(sql|tx|owner)(<[^>]*>)?`/), []);
    assert.deepEqual(using(outside("db"), /\.unsafe\(/), []);
  });

  it("reads the environment in the service and the tasks only", () => {
    const others = files.filter((file) => !["service", "tasks"].includes(roomOf(file)));
    assert.deepEqual(using(others, /\bDeno\.env\b/), []);
  });
});
