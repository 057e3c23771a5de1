import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { exportJWK, generateKeyPair } from "jose";
import { Provider } from "oidc-provider";
import { type Cast, makeCast } from "../support/cast.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type RealService, realService } from "../support/real_service.ts";

const AUDIENCE = "https://api.example.org/";
const EMAIL = "https://openclimatefix.org/email";

/** Scripts, by what the provider calls them: whose tokens they get, and how these are signed. */
const SCRIPTS: Record<string, { email: string; alg: "RS256" | "ES256" }> = {
  alices: { email: "alice@example.org", alg: "RS256" },
  doras: { email: "dora@example.org", alg: "ES256" },
  eves: { email: "alice@example.org", alg: "ES256" },
};

let database: TestDatabase;
let cast: Cast;
let dataDir: string;
let issuer: string;
let server: Server;
let service: RealService;

beforeAll(async () => {
  server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.on("request", (await provider()).callback());
  database = await testDatabase();
  cast = await makeCast(database.owner);
  dataDir = await Deno.makeTempDir({ prefix: "sitecast-oidc-" });
  service = await realService({
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    JWT_ISSUER: issuer,
    JWT_AUDIENCE: AUDIENCE,
    JWT_JWKS_URL: `${issuer}/jwks`,
    JWT_ADD_USERS: "on",
  });
});
afterAll(async () => {
  await service.kill("SIGINT");
  server.close();
  await database.drop();
  await Deno.remove(dataDir, { recursive: true });
});

async function provider() {
  const pairs = await Promise.all(
    ["RS256", "ES256"].map((alg) => generateKeyPair(alg, { extractable: true })),
  );
  const keys = await Promise.all(pairs.map(({ privateKey }) => exportJWK(privateKey)));
  return new Provider(issuer, {
    jwks: { keys },
    clients: Object.keys(SCRIPTS).map((client_id) => ({
      client_id,
      client_secret: "secret",
      grant_types: ["client_credentials"],
      redirect_uris: [],
      response_types: [],
    })),
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_: unknown, audience: string, client: { clientId: string }) => ({
          scope: "sites",
          audience,
          accessTokenFormat: "jwt",
          jwt: { sign: { alg: SCRIPTS[client.clientId]!.alg } },
        }),
      },
    },
    extraTokenClaims: (_: unknown, token: { clientId: string }) => ({
      [EMAIL]: SCRIPTS[token.clientId]!.email,
    }),
  });
}

/** Gets a token as scripts do (RFC 6749, 4.4, and RFC 8707). */
async function tokenOf(script: string, resource?: string): Promise<string> {
  const response = await fetch(`${issuer}/token`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${script}:secret`)}` },
    body: new URLSearchParams({ grant_type: "client_credentials", ...resource && { resource } }),
  });
  const body = await response.json();
  assert.equal(response.status, 200, JSON.stringify(body));
  return body.access_token;
}

async function sitesFor(token: string) {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${service.origin}/quartz/sites`, { headers });
  return { status: response.status, body: await response.json() };
}

describe("JWTs of a real identity provider", () => {
  it("act for the user whose e-mail address they have", async () => {
    const { status, body } = await sitesFor(await tokenOf("alices", AUDIENCE));
    assert.equal(status, 200);
    const sites = body.site_list.map(({ site_uuid }: { site_uuid: string }) => site_uuid);
    assert.deepEqual(sites, [cast.sites.plant]);
  });

  it("make a user, and are refused for another subject, another audience, and when opaque", async () => {
    assert.deepEqual(await sitesFor(await tokenOf("doras", AUDIENCE)), {
      status: 200,
      body: { site_list: [] },
    });
    assert.match((await sitesFor(await tokenOf("eves", AUDIENCE))).body.detail, /another subject/);
    assert.deepEqual(await sitesFor(await tokenOf("alices", "https://other.example.org/")), {
      status: 401,
      body: { detail: "Audience doesn't match" },
    });
    assert.equal((await sitesFor(await tokenOf("alices"))).status, 401);
  });

  it("work by the known keys when the provider has ended", async () => {
    const token = await tokenOf("alices", AUDIENCE);
    server.closeAllConnections();
    server.close();
    assert.equal((await sitesFor(token)).status, 200);
  });
});
