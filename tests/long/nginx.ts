import assert from "node:assert/strict";
import { join } from "node:path";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type BareApp, bareApp } from "../support/app.ts";
import { rawConnection, requestHead } from "../support/raw.ts";
import { serve, type TestServer } from "../support/server.ts";
import { until } from "../support/until.ts";

const README = new URL("../../README.md", import.meta.url);

let server: TestServer<BareApp>;
let folder: string;
let nginx: Deno.ChildProcess;
let origin: string;
beforeAll(async () => {
  server = serve(await bareApp());
  folder = await Deno.makeTempDir({ prefix: "sitecast-nginx-" });
  const port = freePort();
  origin = `http://127.0.0.1:${port}`;
  await Deno.writeTextFile(join(folder, "nginx.conf"), await configuration(port));
  nginx = new Deno.Command("nginx", {
    args: ["-p", folder, "-c", join(folder, "nginx.conf"), "-e", join(folder, "error.log")],
  }).spawn();
  await until(isServing);
});
afterAll(async () => {
  nginx.kill("SIGTERM");
  await nginx.status;
  await server.close();
  await Deno.remove(folder, { recursive: true });
});

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

async function isServing(): Promise<boolean> {
  try {
    const response = await fetch(`${origin}/healthz`);
    await response.body?.cancel();
    return response.ok;
  } catch (error) {
    assert.ok(error instanceof TypeError);
    return false;
  }
}

/** README's lines for nginx without TLS, on free ports and with seconds for minutes. */
async function configuration(port: number): Promise<string> {
  const readme = await Deno.readTextFile(README);
  const lines = readme.match(/```nginx\n([^]*?)```/)![1]!
    .replace("listen 443 ssl;", `listen 127.0.0.1:${port};`)
    .replace("http://127.0.0.1:8000", server.origin)
    .replace("client_header_timeout 10s;", "client_header_timeout 1s;")
    .replace("keepalive_timeout 60s;", "keepalive_timeout 1s;");
  assert.equal(lines.match(/timeout 1s;/g)?.length, 2);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `${name}_temp_path ${folder}/${name};`).join(" ");
  const isRoot = Deno.uid() === 0;
  return `${isRoot ? "user root;" : ""} daemon off; pid ${folder}/pid; events {}
    http { access_log off; ${temporary} ${lines} }`;
}

describe("nginx with README's lines", () => {
  it("ends a connection whose headers arrive slowly", async () => {
    const connection = await rawConnection(origin);
    await connection.send("GET /healthz HTTP/1.1\r\nHost: forecasts.example.org\r\nX-Slow: ");
    const ended = () => {}; // writing fails once nginx has ended the connection, as it should
    const dripping = setInterval(() => connection.send("x").catch(ended), 100);
    assert.match(await connection.head(), /^(HTTP\/1\.1 408 |$)/);
    clearInterval(dripping);
    connection.close();
  });

  it("ends a connection on which nothing happens, before and after a request", async () => {
    const silent = await rawConnection(origin);
    assert.equal(await silent.head(), "");
    const kept = await rawConnection(origin);
    await kept.send(requestHead("GET /healthz"));
    assert.match(await kept.head(), /^HTTP\/1\.1 200 /);
    assert.doesNotMatch(await kept.head(), /HTTP/);
    silent.close();
    kept.close();
  });

  it("refuses a body above the service's largest", async () => {
    const connection = await rawConnection(origin);
    await connection.send(requestHead("POST /api/v1/generation", { "Content-Length": "10485761" }));
    assert.match(await connection.head(), /^HTTP\/1\.1 413 /);
    connection.close();
  });
});
