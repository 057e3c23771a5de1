import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { configure, type LogRecord, reset } from "@logtape/logtape";
import { createApp } from "../../routes/app.ts";
import { serve } from "../../service/process.ts";
import { type TestApp, testApp } from "../support/app.ts";
import { rawConnection, requestHead } from "../support/raw.ts";
import { until } from "../support/until.ts";

let app: TestApp;
let server: ReturnType<typeof serve>;
const records: LogRecord[] = [];
beforeAll(async () => {
  app = await testApp();
  server = serve({ hostname: "localhost", port: 0 }, createApp(app.services).fetch);
  await configure({
    sinks: { kept: (record) => records.push(record) },
    loggers: [
      { category: "sitecast", lowestLevel: "debug", sinks: ["kept"] },
      { category: ["logtape", "meta"], lowestLevel: "error", sinks: [] },
    ],
  });
});
afterAll(async () => {
  await reset();
  await server.end();
  await app.close();
});

const connect = () => rawConnection(`http://localhost:${server.port}`);
const loud = () => records.filter(({ level }) => level !== "debug");
const hasLine = (text: string) => () =>
  records.some(({ message }) => message.map(String).join("").includes(text));

/** Sends a text; returns the first line of what comes back, if anything does. */
async function statusLine(text: string): Promise<string> {
  const connection = await connect();
  await connection.send(text);
  const head = await connection.head();
  connection.close();
  return head.split("\r\n")[0]!;
}

const post = () =>
  requestHead("POST /api/v1/sites", {
    Authorization: `Bearer ${app.cast.alice.token}`,
    "Content-Type": "application/json",
    "Transfer-Encoding": "chunked",
  });

describe("what a client breaks", () => {
  it("is no error of ours when it breaks off ten times, and takes one line of debug each", async () => {
    for (let nth = 0; nth < 10; nth++) {
      const connection = await connect();
      await connection.send(`${post()}3\r\n{"a\r\n`);
      connection.close();
    }
    await until(() => records.filter(({ message }) => message.includes(400)).length === 10);
    assert.ok(hasLine("POST /api/v1/sites 400")());
    assert.deepEqual(loud(), []);
  });

  it("is refused with 400, or the connection ends, for a bad chunk", async () => {
    const connection = await connect();
    await connection.send(`${post()}3\r\n{"a\r\nzz\r\n`);
    assert.match(await connection.head(), /^(HTTP\/1\.1 400 .*)?/);
    connection.close();
    assert.deepEqual(loud(), []);
  });

  it("is refused with 400 for a host that is missing or none", async () => {
    assert.match(await statusLine("GET /sites HTTP/1.1\r\n\r\n"), / 400 /);
    for (const Host of ["a b", "[::1", "a:b:c"]) {
      assert.match(await statusLine(requestHead("GET /sites", { Host })), / 400 /, Host);
    }
    assert.match(await statusLine("nothing that is HTTP\r\n\r\n"), / 400 /);
    assert.deepEqual(loud(), []);
  });

  it("is a sentence for JSON and forms that are damaged, without a word in the log", async () => {
    const ends = "0\r\n\r\n";
    assert.match(await statusLine(`${post()}1\r\n{\r\n${ends}`), / 400 /);
    const form = requestHead("POST /sign-in", {
      Host: `localhost:${server.port}`,
      Origin: `http://localhost:${server.port}`,
      "Content-Type": "multipart/form-data; boundary=x",
      "Content-Length": "3",
    });
    assert.match(await statusLine(`${form}--x`), / 422 /);
    assert.deepEqual(loud(), []);
  });
});
