import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { alarmWorld } from "../support/alarm_world.ts";
import { as, NOW, type TestApp, testApp } from "../support/app.ts";
import { makeLogger, type TestLogger } from "../support/loggers.ts";
import { routesOf } from "../support/routes.ts";

let app: TestApp, logger: TestLogger, ids: Record<string, string>;
beforeAll(async () => {
  app = await testApp();
  const { database, cast: { alice, sites: { plant } } } = app;
  const world = await alarmWorld(database.owner, plant, NOW, "Roof");
  await world.send([-60, 1], [0, 2]);
  const [variable] = await database.owner<{ id: string }[]>`
    select variable_id::text as id from app.logger_variables`;
  ids = {
    logger: world.logger,
    logger_uuid: world.logger,
    rule: await world.rule({ threshold: 1 }),
    variable: variable!.id,
    variable_id: variable!.id,
    number: "1",
  };
  ids.rule_uuid = ids.rule!;
  logger = await makeLogger(database, alice, plant, "Meter");
});
afterAll(() => app.close());

/** JSON of values that no field expects, among them numbers that JSON.parse makes infinite. */
const HOSTILE = [
  "null",
  "true",
  "0",
  "-1",
  "1.5",
  "1e999",
  "-1e308",
  "9007199254740993",
  "2147483648",
  "[]",
  "[[]]",
  "{}",
  '""',
  '" "',
  '"\\u0000"',
  '"\\ud800"',
  '"NaN"',
  '"Infinity"',
  '"0001-01-01T00:00:00Z"',
  '"9999-12-31T23:59:59.999999Z"',
  '"-271821-04-20T00:00:00Z"',
  '"+275760-09-13T00:00:00Z"',
  '"9223372036854775808"',
  '"00000000-0000-0000-0000-000000000000"',
  `"${"x".repeat(65_536)}"`,
];

interface Schema {
  type?: string | string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  $ref?: string;
}

interface Operation {
  requestBody?: { content: Record<string, { schema: Schema }> };
  parameters?: { name: string; in: string }[];
}

describe("hostile requests about loggers", () => {
  it("make no route of the API fail, whatever is in a field or a parameter", async () => {
    const { paths, components: { schemas } } = await (await app.fetch("/api/v1/openapi.json"))
      .json() as {
        paths: Record<string, Record<string, Operation>>;
        components: { schemas: Record<string, Schema> };
      };
    const failed: string[] = [];
    let sent = 0;
    for (const [path, operations] of Object.entries(paths)) {
      if (!path.includes("/loggers")) continue;
      const { plant } = app.cast.sites;
      const url = `/api/v1${path.replace(/\{(\w+)\}/g, (_, name) => ids[name] ?? plant)}`;
      for (const [method, { requestBody, parameters = [] }] of Object.entries(operations)) {
        const schema = requestBody?.content["application/json"]?.schema;
        const bodies = schema ? hostileBodies(schema, schemas) : [];
        const queries = parameters.filter((one) => one.in === "query").flatMap(({ name }) =>
          HOSTILE.map((value) =>
            `?${name}=${
              encodeURIComponent(value.replace(/^"(.*)"$/, "$1").toWellFormed().slice(0, 4000))
            }`
          )
        );
        const requests = [
          ...bodies.map((body) => [url, body] as const),
          ...(method === "get" ? queries.map((query) => [url + query, undefined] as const) : []),
        ];
        for (const [address, body] of requests) {
          const response = await app.fetch(address, {
            method: method.toUpperCase(),
            headers: {
              authorization: `Bearer ${app.cast.alice.token}`,
              "content-type": "application/json",
            },
            body,
          });
          sent++;
          const text = await response.text();
          if (response.status >= 500) {
            failed.push(
              `${method} ${address} ${(body ?? "").slice(0, 200)}: ${text.slice(0, 200)}`,
            );
          }
        }
      }
    }
    assert.ok(sent > 1000);
    assert.deepEqual(failed, []);
  });

  it("make no page fail, whatever is in its address", async () => {
    const person = as(app, app.cast.alice);
    const names = [
      "from",
      "to",
      "at",
      "after",
      "cursor",
      "day",
      "range",
      "variable",
      "variables",
      "page",
      "q",
      "sort",
      "start",
      "end",
      "since",
      "client",
      "number",
    ];
    const failed: string[] = [];
    for (const { method, pattern } of routesOf(app, "/")) {
      if (method !== "GET" || !pattern.includes("/loggers")) continue;
      const { plant } = app.cast.sites;
      const path = pattern.replace(/:(\w+)/g, (_, name) => ids[name] ?? plant);
      if (path.startsWith("/api/")) continue;
      for (const value of HOSTILE) {
        const text = value.replace(/^"(.*)"$/, "$1").toWellFormed().slice(0, 1000);
        const query = names.map((name) => `${name}=${encodeURIComponent(text)}`).join("&");
        const response = await person.get(`${path}?${query}`);
        await response.body?.cancel();
        if (response.status >= 500) failed.push(`${path}: ${text.slice(0, 40)}`);
      }
    }
    assert.deepEqual(failed, []);
  });

  it("make no door fail, and none takes more than moments", async () => {
    const long = "x".repeat(65_536);
    const digits = "1".repeat(300_000);
    const bodies = [
      "",
      "\0",
      "m v=1\0 1",
      `${long} v=1`,
      `m,${Array.from({ length: 10_000 }, (_, at) => `t${at}=v`).join()} v=1`,
      `m ${Array.from({ length: 10_001 }, (_, at) => `f${at}=1`).join()}`,
      `m v=${digits}x`,
      `m v=${digits}`,
      `m v=1 ${digits}`,
      `m v=1e999,w=NaN,x=Infinity,y=9223372036854775808i,z=-1u`,
      `m v=1 -9223372036854775808\nm v=1 9223372036854775807`,
      `m v=${"\\".repeat(100_000)}`,
      `m v=${'"'.repeat(100_001)}`,
      `${"m".repeat(10)}${"\\ ".repeat(100_000)} v=1`,
    ];
    const forms = [
      `node=${long}&fulljson={"a":1}`,
      `node=a&json={a:${digits}x}`,
      `node=a&csv=${digits}x`,
      `node=a&fulljson={"a":"${digits}x","b":1e999,"__proto__":1}`,
      `node=a&fulljson={"a":1}&time=${digits}x`,
      `node=a&fulljson={"a":1}&time=0001-01-01T00:00:00Z`,
      `node=a&fulljson={"a":1}&time=+275760-09-13T00:00:00Z`,
      `node=a&fulljson=${"[".repeat(50_000)}`,
      `node=a&fulljson={"${"a".repeat(65_536)}":1}`,
      `node=%00&json={a:1}`,
    ];
    const json = [
      `{"__proto__":1}`,
      `[[0,null,1]]`,
      `[[1e308,"a",1]]`,
      `[[0,"a",{"a":${digits}}]]`,
      `[[0,"a","${digits}x"],[0,"a",1]]`,
      `{"readings":[{"variable":"\\ud800","time_utc":"2026-06-21T08:00:00Z","value":1}]}`,
    ];
    const requests: [path: string, type: string, body: string][] = [
      ...[...bodies, ...json].flatMap((body): [string, string, string][] => [
        ["/write", "text/plain", body],
        ["/api/v2/write?precision=s", "text/plain", body],
      ]),
      ...[...forms, ...bodies].flatMap((body): [string, string, string][] => [
        ["/input/post", "application/x-www-form-urlencoded", body],
      ]),
      ...[...json, ...bodies].flatMap((body): [string, string, string][] => [
        ["/input/bulk", "application/json", body],
        [`/api/v1/loggers/${logger.logger_uuid}/readings`, "application/json", body],
        [`/api/v1/loggers/${logger.logger_uuid}/readings`, "text/csv", body],
        [
          `/api/v1/loggers/${logger.logger_uuid}/readings`,
          "text/csv",
          `time_utc,variable,value\n${body}`,
        ],
        [`/api/v1/loggers/${logger.logger_uuid}/frames`, "application/json", body],
      ]),
    ];
    const failed: string[] = [];
    for (const [path, type, body] of requests) {
      const start = performance.now();
      const response = await app.fetch(path, {
        method: "POST",
        headers: { authorization: `Token ${logger.key}`, "content-type": type },
        body,
      });
      const text = await response.text();
      const took = performance.now() - start;
      if (response.status >= 500 || took > 3000) {
        failed.push(
          `${path} ${type} ${body.slice(0, 60)}: ${response.status} ${Math.round(took)} ms ${
            text.slice(0, 200)
          }`,
        );
      }
    }
    assert.deepEqual(failed, []);
  });
});

/** Returns bodies that are hostile in one field each, beside plain values in the others. */
function hostileBodies(named: Schema, schemas: Record<string, Schema>): string[] {
  const schema = named.$ref ? schemas[named.$ref.split("/").at(-1)!]! : named;
  const properties = Object.keys(schema.properties ?? {});
  const whole = HOSTILE.slice();
  const inField = properties.flatMap((name) =>
    HOSTILE.flatMap((value) => {
      const others = properties.filter((one) => one !== name)
        .map((one) => `${JSON.stringify(one)}:${plain(one)}`);
      return [`{${[...others, `${JSON.stringify(name)}:${value}`].join()}}`];
    })
  );
  return [...whole, ...inField];
}

const PLAIN: Record<string, string> = {
  kind: '"above"',
  variable: '"pv power"',
  name: `"n"`,
  feeds: '"nothing"',
  transforms: "[]",
};

const plain = (name: string) => PLAIN[name] ?? (/utc$/.test(name) ? '"2026-06-21T08:00:00Z"' : "1");
