import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { readConfig } from "../../service/config.ts";
import { type Env, said } from "../support/config.ts";

describe("the parts of a database's address", () => {
  const PARTS = {
    SITECAST_DATABASE: "parts",
    PGHOST: "db.example.org",
    PGUSER: "sitecast",
    PGPASSWORD: "hunter2",
    PGDATABASE: "forecasts",
  };
  const url = (env: Env) => readConfig(env).DATABASE_URL;

  it("make it when SITECAST_DATABASE says so, and not by being there", () => {
    assert.equal(url(PARTS), "postgres://sitecast:hunter2@db.example.org:5432/forecasts");
    assert.equal(url({ ...PARTS, SITECAST_DATABASE: undefined }), undefined);
    assert.equal(
      url({ ...PARTS, PGPORT: "6432", PGSSLMODE: "require" }),
      "postgres://sitecast:hunter2@db.example.org:6432/forecasts?sslmode=require",
    );
  });

  it("do not count where there is a DATABASE_URL", () => {
    const DATABASE_URL = "postgres://a:b@c/d";
    assert.equal(url({ ...PARTS, DATABASE_URL }), DATABASE_URL);
    assert.equal(url({ SITECAST_DATABASE: "parts", DATABASE_URL }), DATABASE_URL);
  });

  it("take any character in name and password", () => {
    for (const odd of ["p@:/?#%&= ü'\"\\+", "%40", "a b"]) {
      const made = new URL(url({ ...PARTS, PGUSER: odd, PGPASSWORD: odd })!);
      assert.deepEqual([made.username, made.password].map(decodeURIComponent), [odd, odd]);
      assert.equal(made.hostname, "db.example.org");
    }
  });

  it("are named when they are missing, all at once", () => {
    assert.deepEqual(
      said({ SITECAST_DATABASE: "parts" }).split("\n").map((line) => line.split(" must be")[0]),
      ["PGHOST", "PGUSER", "PGDATABASE", "PGPASSWORD (or PGPASSFILE)"],
    );
    assert.match(said({ ...PARTS, PGUSER: "" }), /^PGUSER must be set: [^\n]*$/);
  });

  it("are named when they are wrong", () => {
    for (
      const [name, value] of [
        ["PGHOST", "/var/run/postgresql"],
        ["PGHOST", "a,b"],
        ["PGPORT", "x"],
        ["PGDATABASE", "a/b"],
        ["PGSSLMODE", "yes"],
      ] as const
    ) assert.match(said({ ...PARTS, [name]: value }), new RegExp(`^${name} must be [^\n]*\\.$`));
  });

  it("take the password from a file that only its owner can read", () => {
    const file = Deno.makeTempFileSync();
    const fromFile = { ...PARTS, PGPASSWORD: undefined, PGPASSFILE: file };
    try {
      Deno.writeTextFileSync(
        file,
        "# ours\nother:*:*:*:no\n*:5432:forecasts:sitecast:a\\:b\\\\c\n",
      );
      Deno.chmodSync(file, 0o644);
      assert.match(said(fromFile), /^PGPASSFILE \S+ can be read by others: run chmod 600/);
      Deno.chmodSync(file, 0o600);
      assert.equal(decodeURIComponent(new URL(url(fromFile)!).password), "a:b\\c");
      assert.match(
        said({ ...fromFile, PGUSER: "mallory" }),
        /^PGPASSFILE \S+ has no password for /,
      );
      assert.match(
        said({ ...fromFile, PGPASSFILE: "/nowhere" }),
        /^PGPASSFILE \/nowhere cannot be/,
      );
    } finally {
      Deno.removeSync(file);
    }
  });
});
