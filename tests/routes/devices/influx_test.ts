import assert from "node:assert/strict";
import { afterAll, describe, it } from "@std/testing/bdd";
import { AT, type Body, gzip, influxDoor, token } from "../../support/influx_door.ts";

const PACKED = { "content-encoding": "gzip" };

const { app, arrived, newLogger, write, stored, sent } = await influxDoor();
const logger = await newLogger();
afterAll(() => app.close());

describe("what clients of InfluxDB ask before they write", () => {
  it("is whether it is there, by GET and HEAD, without a key", async () => {
    for (const method of ["GET", "HEAD"]) {
      const response = await app.fetch("/ping", { method });
      assert.deepEqual([response.status, response.headers.get("x-influxdb-version")], [
        204,
        "1.8.10",
      ]);
    }
    assert.equal((await (await app.fetch("/health")).json()).status, "pass");
  });

  const done = { results: [{ statement_id: 0 }] };
  const queries: [string, string, RequestInit, number, unknown][] = [
    ["GET", "/query?q=SHOW+DATABASES&db=site", {}, 200, done],
    ["POST", "/query?q=create%20database%20%22site%22", {}, 200, done],
    ["POST", "/query?db=&epoch=s&q=CREATE+DATABASE+site%0A", {}, 200, done],
    ["POST", "/query", { body: new URLSearchParams({ q: 'CREATE DATABASE "a"' }) }, 200, done],
    ["POST", "/query?q=SHOW+DATABASES;CREATE+DATABASE+a", {}, 200, {
      results: [{ statement_id: 0 }, { statement_id: 1 }],
    }],
    ["GET", "/query?q=SELECT+*+FROM+m", {}, 400, undefined],
    ["POST", "/query?q=DROP+DATABASE+a", {}, 400, undefined],
    ["POST", "/query?q=CREATE+DATABASE+a;DROP+DATABASE+a", {}, 400, undefined],
    ["GET", "/query", {}, 400, undefined],
  ];
  for (const [method, path, init, status, body] of queries) {
    it(`is ${method} ${path}: ${status}`, async () => {
      const response = await app.fetch(path, { method, headers: token(logger.key), ...init });
      const json = await response.json();
      assert.equal(response.status, status);
      if (body) assert.deepEqual(json, body);
      else assert.equal(json.error, json.message);
    });
  }
});

describe("a line of line protocol", () => {
  const ways: [string, Record<string, string>][] = [
    ["/api/v2/write?org=o&bucket=b&precision=s", { authorization: "Token K" }],
    ["/api/v2/write?precision=s", { authorization: "Bearer K" }],
    ["/api/v2/write?precision=s&other=1", { authorization: "Token user:K" }],
    ["/write?db=d&rp=&consistency=all&precision=s", { authorization: `Basic ${btoa("u:K")}` }],
    ["/write?precision=s&u=user&p=K", {}],
    ["/write?precision=s&apikey=K", {}],
  ];
  for (const [path, headers] of ways) {
    it(`is taken by POST ${path} ${headers.authorization ?? ""}`, async () => {
      const own = await newLogger();
      const put = (text: string) =>
        text.startsWith("Basic ") ? `Basic ${btoa(`u:${own.key}`)}` : text.replace("K", own.key);
      const keyed = Object.fromEntries(Object.entries(headers).map(([k, v]) => [k, put(v)]));
      const response = await write(`m v=1 ${AT}`, put(path), keyed);
      assert.deepEqual([response.status, await response.text()], [204, ""]);
      assert.deepEqual(await stored(own), ["m.v 1"]);
    });
  }

  it("counts in each unit of time, and others are refused", async () => {
    const own = await newLogger();
    const units = { "": 1e9, ns: 1e9, us: 1e6, ms: 1e3, s: 1 };
    const old = { n: 1e9, u: 1e6, m: 1 / 60, h: 1 / 3600 };
    const at = (unit: number) => BigInt(Math.floor(AT / 3600) * 3600 * unit);
    const statuses = await Promise.all([
      ...Object.entries(units).flatMap(([name, unit]) =>
        ["/write", "/api/v2/write"].map((path) =>
          write(`m v=1 ${at(unit)}`, `${path}?precision=${name}`, token(own.key))
        )
      ),
      ...Object.entries(old).map(([name, unit]) =>
        write(`m v=1 ${at(unit)}`, `/write?precision=${name}`, token(own.key))
      ),
    ]);
    assert.deepEqual(new Set(statuses.map(({ status }) => status)), new Set([204]));
    assert.deepEqual(await stored(own), ["m.v 1"]);
    for (const path of ["/api/v2/write?precision=h", "/write?precision=x"]) {
      assert.match((await sent("m v=1", path)).json.message, /^invalid precision "[hx]" \(use ns,/);
    }
  });

  it("is stored beside a bad one, which is named", async () => {
    const body = `m v=1 ${AT}\nm v=\nm v=2 ${AT + 1}\n\n# end\n`;
    const message = "partial write: unable to parse 'm v=': missing field value dropped=0";
    const first = await sent(body, "/write?precision=s");
    assert.deepEqual([first.status, first.stored], [400, ["m.v 1", "m.v 2"]]);
    assert.deepEqual(first.json, { error: message, code: "invalid", message, line: 2 });
    const second = await sent(body, "/api/v2/write?precision=s");
    assert.deepEqual(second.json, { code: "invalid", message, line: 2 });
    const { logger_uuid: _, ...seen } = arrived.at(-1)!;
    assert.deepEqual(seen, {
      at_utc: app.clock.now.toString(),
      door: "influx",
      status: 400,
      stored: 2,
      refused: 1,
      faults: [{ line: 2, message: "unable to parse 'm v=': missing field value" }],
    });
  });

  it("is refused with InfluxDB's words when no other one is good", async () => {
    const { status, json } = await sent("m v=oops", "/write");
    assert.equal(status, 400);
    assert.equal(json.error, "unable to parse 'm v=oops': invalid boolean");
  });

  it("is refused before 2000 and more than a day ahead", async () => {
    const { status, json, stored } = await sent(
      `m v=1 -1\nm v=2 ${AT}000000000\nm v=3 ${4 * AT}000000000`,
      "/write",
    );
    assert.deepEqual([status, stored, json.line], [400, ["m.v 2"], 1]);
    assert.match(json.message, /^partial write: line 1: .*\nline 3: .* dropped=2$/);
  });

  it("has variables for its first 500 names, and others are told", async () => {
    const names = Array.from({ length: 503 }, (_, at) => `m v${at}=1 ${AT}`);
    const { status, json, stored } = await sent(names.join("\n"), "/write?precision=s");
    assert.deepEqual([status, stored.length], [400, 500]);
    assert.match(
      json.message,
      /^partial write: m\.v\d+: a logger has at most 500 variables\..* dropped=3$/s,
    );
  });

  it("may be missing, and texts are counted and left out", async () => {
    for (const path of ["/write", "/api/v2/write"]) {
      assert.equal((await sent("", path)).status, 204);
      assert.equal((await sent("\r\n\n", path)).status, 204);
      const { status, stored } = await sent(`m s="on",v=t ${AT}\n`, `${path}?precision=s`);
      assert.deepEqual([status, stored], [204, ["m.v 1"]]);
    }
  });

  it("is unpacked from gzip, also where the length of the body is not known", async () => {
    const line = `m v=1 ${AT}`;
    for (const coding of ["gzip", "GZIP", "x-gzip"]) {
      const { status, stored } = await sent(gzip(line), "/write?precision=s", {
        "content-encoding": coding,
      });
      assert.deepEqual([status, stored], [204, ["m.v 1"]]);
    }
    const own = await newLogger();
    const body = new Blob([gzip(`${line}\n`.repeat(1000))]).stream();
    const headers = { ...token(own.key), ...PACKED };
    const init = { method: "POST", body, headers, duplex: "half" } as RequestInit;
    assert.equal((await app.fetch("/api/v2/write?precision=s", init)).status, 204);
    assert.deepEqual(await stored(own), ["m.v 1"]);
  });
});

describe("attacks on the door of InfluxDB", () => {
  const MB = 1024 * 1024;
  const utf8 = new TextEncoder();
  const bomb = gzip(new Uint8Array(11 * MB));
  const attacks: [string, Body, Record<string, string>, number, string[]][] = [
    ["a bomb of gzip", bomb, PACKED, 413, []],
    ["a bomb of gzip in two parts", new Uint8Array([...bomb, ...bomb]), PACKED, 413, []],
    ["a gzip that ends early", gzip("m v=1").subarray(0, 12), PACKED, 400, []],
    ["no gzip", "m v=1", PACKED, 400, []],
    ["another coding", "m v=1", { "content-encoding": "zstd" }, 400, []],
    ["more than 10 MB", "#".repeat(10 * MB + 1), {}, 413, []],
    [
      "broken UTF-8",
      new Uint8Array([...utf8.encode("m,t="), 0xff, ...utf8.encode(` v=1\nm v=2 ${AT}`)]),
      {},
      400,
      ["m.v 2"],
    ],
    ["a NUL in a name", `m\0x v=1 ${AT}\nm v=2 ${AT}`, {}, 400, ["m.v 2"]],
    ["numbers that are none", "m a=NaN\nm a=1e999\nm a=Infinity\nm a=-inf", {}, 400, []],
    [
      "edges of 64 bits",
      `m a=9223372036854775807i,b=-9223372036854775808i ${AT}\nm c=9223372036854775808i ${AT}`,
      {},
      400,
      ["m.a 9.223372036854776e+18", "m.b -9.223372036854776e+18"],
    ],
    ["the largest numbers", `m a=1.7976931348623157e308,b=-5e-324,c=-0 ${AT}`, {}, 204, [
      "m.a 1.7976931348623157e+308",
      "m.b -5e-324",
      "m.c 0",
    ]],
    [
      "10,000 tags",
      `m${Array.from({ length: 10_000 }, (_, at) => `,t${at}=x`).join("")} v=1 ${AT}\nm v=2 ${AT}`,
      {},
      400,
      ["m.v 2"],
    ],
    ["a name of 60 KB", `${"n".repeat(60_000)} v=1 ${AT}\nm v=2 ${AT}`, {}, 400, ["m.v 2"]],
    ["times of 64 bits", "m v=1 9223372036854775807\nm v=1 -9223372036854775808", {}, 400, []],
    ["a long row of backslashes", "\\".repeat(100_000), {}, 400, []],
    ["an endless number", `m v=${"1".repeat(100_000)} ${AT}`, {}, 400, []],
  ];
  for (const [name, body, headers, status, kept] of attacks) {
    it(`is ${name}: ${status}`, async () => {
      const result = await sent(body, "/write?precision=s", headers);
      assert.deepEqual([result.status, result.stored], [status, kept]);
      if (status === 204) return;
      assert.equal(result.json.error, result.json.message);
      assert.ok(result.json.error.length < 3000, "a response is short");
    });
  }
});
