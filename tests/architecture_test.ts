import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "@std/testing/bdd";
import {
  circlesIn,
  codeIn,
  codeOf,
  graphOf,
  type ImportGraph,
  importsOfHigherNouns,
  importsOfHighestNouns,
  isOurs,
  specifiersIn,
  target,
  unknownFolders,
} from "./support/imports.ts";

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
  domain: [
    "zod",
    "csv-parse/sync",
    "csv-stringify/sync",
    "jsonc-parser",
    "leven",
    "@photostructure/tz-lookup",
    "@rapideditor/country-coder",
    "point-in-polygon-hao",
    "otpauth",
    "@zxcvbn-ts/core",
    "@zxcvbn-ts/language-common",
    "csv-parse/sync",
    "fflate",
    "ipaddr.js",
    "node:zlib", // the sum of ZIP archives
  ],
  views: ["hono/jsx", "hono/html", "d3-scale", "d3-shape", "d3-array", "qr"],
};

/** Hashing and random numbers are no I/O. */
const CRYPTO = [
  "domain/charging/import/session_id.ts",
  "domain/operations/webhooks/signature.ts",
  ...["device", "encrypted", "password", "secret", "secret_key"].map((name) =>
    `domain/account/${name}.ts`
  ),
];

const roomOf = (file: string) => file.split("/")[0]!;

/** Each import of the room's files that `isAllowed` refuses, as `file imports specifier`. */
function offences(room: string, isAllowed: (file: string, specifier: string) => boolean) {
  return [...codeIn(room)].flatMap((file) =>
    specifiersIn(codeOf(file)).filter((specifier) => !isAllowed(file, specifier))
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
    assert.deepEqual(specifiersIn(codeOf("routes/sites/list.tsx")).filter(isOurs).slice(0, 2), [
      "../../sql/forecasts/listed_sites.ts",
      "../../sql/kit/page.ts",
    ]);
    const forms = ['import a from "./a.ts"', 'export { b } from "./b.ts"', 'import "./c.ts"'];
    const found = specifiersIn(`${forms.join(";\n")}; await import("./d.ts")`);
    assert.deepEqual(found, [
      "./a.ts",
      "./b.ts",
      "./c.ts",
      "./d.ts",
    ]);
  });
});

describe("the nouns of the house", () => {
  const files = Object.keys(ROOMS).flatMap((room) => [...codeIn(room)]);
  const graph = graphOf([...files, "main.ts"]);
  const madeUp: ImportGraph = {
    "domain/sites/site.ts": ["domain/time/time.ts", "domain/forecasts/model.ts"],
    "domain/forecasts/model.ts": ["domain/sites/client.ts", "domain/generation/energy.ts"],
    "domain/time/time.ts": ["domain/plural.ts", "domain/users/user.ts"],
    "domain/generation/energy.ts": ["domain/forecasts/model.ts"],
    "sql/kit/page.ts": ["db/scope.ts", "domain/plural.ts"],
    "sql/operations/jobs.ts": ["sql/kit/page.ts", "domain/charging/charger.ts"],
    "sql/charging/chargers.ts": ["sql/operations/jobs.ts", "domain/loggers/logger.ts"],
    "routes/app.ts": ["routes/charging/list.tsx"],
    "routes/charging/list.tsx": ["views/charging/list.tsx", "views/sites/list.tsx"],
    "routes/sites/list.tsx": ["views/sites/list.tsx", "views/charging/badge.tsx"],
  };

  it("are imported in domain/ and sql/ by their own level and those above", () => {
    assert.deepEqual(importsOfHigherNouns(graph), []);
  });

  it("are all of the folders of domain/ and sql/, but for kit/, time/ and solar/", () => {
    assert.deepEqual(unknownFolders([...codeIn("domain"), ...codeIn("sql")]), []);
    assert.deepEqual(unknownFolders(["sql/kit/page.ts", "sql/plants/plant.ts"]), ["plants"]);
  });

  it("charging and loggers are mounted in routes/, and else imported by themselves alone", () => {
    assert.deepEqual(importsOfHighestNouns(graph), []);
  });

  it("have no circles of imports between any files", () => {
    assert.deepEqual(circlesIn(graph), []);
  });

  it("are told apart in a made-up house, where each rule is broken", () => {
    assert.deepEqual(importsOfHigherNouns(madeUp), [
      "domain/sites/site.ts imports domain/forecasts/model.ts",
      "domain/time/time.ts imports domain/users/user.ts",
      "sql/operations/jobs.ts imports domain/charging/charger.ts",
    ]);
    assert.deepEqual(importsOfHighestNouns(madeUp), [
      "routes/sites/list.tsx imports views/charging/badge.tsx",
    ]);
    assert.deepEqual(circlesIn(madeUp), [[
      "domain/forecasts/model.ts",
      "domain/generation/energy.ts",
      "domain/forecasts/model.ts",
    ]]);
  });
});

describe("the code of the house", () => {
  const files = Object.keys(ROOMS).flatMap((room) => [...codeIn(room)]);
  const using = (files: string[], pattern: RegExp) =>
    files.filter((file) => pattern.test(codeOf(file)));

  it("never uses a JavaScript Date, which knows no zone but the machine's", () => {
    const own = files.filter((file) => file !== "routes/quartz/jwt/verify.ts"); // jose takes one
    assert.deepEqual(using([...own, "main.ts"], /\bnew Date\b|\bDate\.(now|parse|UTC)\b/), []);
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
