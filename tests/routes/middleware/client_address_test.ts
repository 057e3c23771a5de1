import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { Hono } from "hono";
import { clientAddress } from "../../../routes/middleware/client_address.ts";

/** What the service takes for the address of a request. */
async function address(peer: string, forwarded: string | undefined, trusted: string[]) {
  const app = new Hono();
  app.get("/", (c) => c.text(clientAddress(c, trusted)));
  const headers = forwarded === undefined ? undefined : { "x-forwarded-for": forwarded };
  const env = { remoteAddr: { transport: "tcp", hostname: peer, port: 1 } };
  return await (await app.request("/", { headers }, env)).text();
}

const PROXIES = ["10.0.0.0/8", "192.0.2.7", "2001:db8:f::/48"];

/** Title, peer, X-Forwarded-For, and who it is. */
const CASES: [string, string, string | undefined, string][] = [
  ["is the peer when nobody forwards", "203.0.113.1", undefined, "203.0.113.1"],
  ["is the peer when it is no proxy of ours", "203.0.113.1", "198.51.100.1", "203.0.113.1"],
  ["is what the proxy names", "10.0.0.1", "198.51.100.1", "198.51.100.1"],
  ["is what a proxy named by its address names", "192.0.2.7", "198.51.100.1", "198.51.100.1"],
  ["is not what the neighbour of a proxy names", "192.0.2.8", "198.51.100.1", "192.0.2.8"],
  ["is the last that is no proxy", "10.0.0.1", "1.1.1.1, 198.51.100.1, 10.9.9.9", "198.51.100.1"],
  ["is the first when all are proxies", "10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"],
  ["is the proxy when it forwards nothing", "10.0.0.1", "", "10.0.0.1"],
  ["is the proxy when it forwards nonsense", "10.0.0.1", "198.51.100.1, unknown", "10.0.0.1"],
  ["is IPv4 also when it comes wrapped in IPv6", "::ffff:203.0.113.1", undefined, "203.0.113.1"],
  ["knows a proxy wrapped in IPv6", "::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1"],
  ["knows proxies and people with IPv6", "2001:db8:f::1", "2001:db8:1::2", "2001:db8:1::2"],
  ["is what the proxy names with a port", "10.0.0.1", "198.51.100.1:51234", "198.51.100.1"],
  ["is IPv6 with a port", "10.0.0.1", "[2001:db8:1::2]:51234", "2001:db8:1::2"],
  ["is IPv6 in brackets", "10.0.0.1", "[2001:db8:1::2]", "2001:db8:1::2"],
  ["is one address however it is written", "10.0.0.1", "2001:DB8:1:0::0002", "2001:db8:1::2"],
];

describe("the address of a request", () => {
  for (const [title, peer, forwarded, wanted] of CASES) {
    it(title, async () => assert.equal(await address(peer, forwarded, PROXIES), wanted));
  }

  it("is the peer while no proxy is trusted", async () => {
    assert.equal(await address("10.0.0.1", "198.51.100.1", []), "10.0.0.1");
  });
});
