import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import { post, type PostOptions } from "../../../service/operations/webhooks/post.ts";
import { startNameServer, startReceiver } from "../../support/webhooks.ts";

const MESSAGE = { headers: { "webhook-id": "1" }, body: '{"type":"webhook.test"}' };
const PUBLIC = "93.184.216.34";
/** Public, too, but of a block that nobody has (2d00::/8 is not assigned). */
const NOBODYS = "2d00:0:0:0:0:0:0:1";

let receiver: Awaited<ReturnType<typeof startReceiver>>;
let names: Awaited<ReturnType<typeof startNameServer>>;
/** What the name server says of any name. */
let addresses: { A: string[]; AAAA: string[] };

beforeAll(async () => {
  receiver = await startReceiver();
  names = await startNameServer((_, type) => addresses[type]);
});
beforeEach(() => {
  receiver.received.length = 0;
  receiver.respond = (response) => response.writeHead(204).end();
  names.questions.length = 0;
});
afterAll(async () => {
  names.close();
  await receiver.close();
});

const send = (url: string, options: Partial<PostOptions> = {}) =>
  post(url, MESSAGE, { allowedHosts: [], nameServer: names.at, milliseconds: 2000, ...options });

describe("a message to an address that is not on the public internet", () => {
  const PLACES: [what: string, url: string, a?: string[], aaaa?: string[]][] = [
    ["the receiver's loopback by a name", "https://hooks.example.org/", ["127.0.0.1"]],
    ["a name that also has a public address", "https://a.example.org/", [PUBLIC, "10.0.0.1"]],
    ["metadata of a cloud", "https://b.example.org/", ["169.254.169.254"]],
    ["addresses of a provider's own", "https://c.example.org/", ["100.64.0.1"]],
    ["loopback as IPv4 in IPv6", "https://d.example.org/", [], ["0:0:0:0:0:ffff:7f00:1"]],
    ["loopback by 6to4", "https://e.example.org/", [], ["2002:7f00:1:0:0:0:0:1"]],
    ["loopback by NAT64", "https://f.example.org/", [], ["64:ff9b:0:0:0:0:7f00:1"]],
    ["a name of the machine", "https://localhost/"],
    ["an IPv4 address", "https://127.0.0.1/"],
    ["an IPv4 address in other words", "https://0x7f.1/"],
    ["an IPv6 address", "https://[::ffff:127.0.0.1]/"],
    ["link-local IPv6", "https://[fe80::1]/"],
  ];

  for (const [what, url, a = [], aaaa = []] of PLACES) {
    it(`is not sent to ${what}`, async () => {
      addresses = { A: a, AAAA: aaaa };
      assert.deepEqual(await send(url), { status: null, failure: "not_public" });
      assert.equal(names.questions.length, a.length + aaaa.length > 0 ? 2 : 0);
      assert.equal(receiver.received.length, 0);
    });
  }

  it("is not sent where a name leads by now that led elsewhere when it was checked", async () => {
    // A rebinding server: public to the first question, loopback from then on.
    let asked = 0;
    const rebinding = await startNameServer((_, type) => {
      const isFirst = asked++ < 2;
      return type === "AAAA" ? isFirst ? [NOBODYS] : [] : isFirst ? [] : ["127.0.0.1"];
    });
    const url = "https://rebound.example.org/";
    const options = { nameServer: rebinding.at, milliseconds: 300 };
    const first = await send(url, options);
    assert.ok(["timed_out", "not_connected"].includes(first.failure!), first.failure!);
    assert.deepEqual(rebinding.questions.sort(), [
      "A rebound.example.org",
      "AAAA rebound.example.org",
    ]);
    assert.equal((await send(url, options)).failure, "not_public");
    assert.equal(receiver.received.length, 0);
    rebinding.close();
  });

  it("is not sent where the name has no address", async () => {
    addresses = { A: [], AAAA: [] };
    assert.equal((await send("https://nowhere.example.org/")).failure, "no_address");
  });
});

describe("a message to a host that the operator allows", () => {
  const sendThere = (options: Partial<PostOptions> = {}) =>
    send(receiver.url, { allowedHosts: [receiver.host], ...options });

  it("arrives as it was signed, and the status of the response is known", async () => {
    receiver.respond = (response) => response.writeHead(202).end("thanks");
    assert.deepEqual(await sendThere(), { status: 202, failure: null });
    const [{ url, headers, body }] = receiver.received as [typeof receiver.received[0]];
    assert.deepEqual([url, body], ["/hooks", MESSAGE.body]);
    assert.equal(headers["webhook-id"], "1");
    assert.equal(headers.host, receiver.host);
    assert.equal(headers["content-type"], "application/json");
  });

  it("is not allowed for another port of that host", async () => {
    const outcome = await send(receiver.url, { allowedHosts: ["127.0.0.1:1"] });
    assert.equal(outcome.failure, "not_public");
  });

  it("is not sent on to where a redirect leads", async () => {
    receiver.respond = (response) =>
      response.writeHead(307, { location: `http://${receiver.host}/inside` }).end();
    assert.deepEqual(await sendThere(), { status: 307, failure: null });
    assert.equal(receiver.received.length, 1);
  });

  it("ends in time where the response does not, and after 64 KB of it", async () => {
    let written = 0;
    receiver.respond = (response) => {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write("x".repeat(1000))) written += 1000;
      };
      response.on("drain", more);
      more();
    };
    assert.deepEqual(await sendThere({ milliseconds: 60_000 }), { status: 200, failure: null });
    assert.ok(written > 64_000);
    receiver.respond = (response) => void response.writeHead(200).write("and then");
    assert.deepEqual(await sendThere({ milliseconds: 200 }), { status: 200, failure: null });
    receiver.respond = () => {};
    assert.equal((await sendThere({ milliseconds: 200 })).failure, "timed_out");
  });

  it("fails where nobody listens, or speaks HTTP", async () => {
    receiver.respond = (response) => void response.socket!.end("no HTTP\r\n\r\n");
    assert.equal((await sendThere()).failure, "no_response");
    receiver.respond = (response) => void response.socket!.destroy();
    assert.equal((await sendThere()).failure, "no_response");
    const free = await startReceiver();
    await free.close();
    const outcome = await send(free.url, { allowedHosts: [free.host] });
    assert.equal(outcome.failure, "not_connected");
  });
});

describe("a message by HTTPS", () => {
  it("needs a certificate of the name, which the connection to the address names", async () => {
    const folder = Deno.makeTempDirSync();
    const [key, cert] = [`${folder}/key.pem`, `${folder}/cert.pem`];
    const subject = ["-subj", "/CN=hooks.example.org"];
    const names = ["-addext", "subjectAltName=DNS:hooks.example.org"];
    const made = await new Deno.Command("openssl", {
      args: ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        .concat("-keyout", key, "-out", cert, "-days", "36500", subject, names),
    }).output();
    assert.ok(made.success, new TextDecoder().decode(made.stderr));
    const tls = { cert: Deno.readTextFileSync(cert), key: Deno.readTextFileSync(key) };
    Deno.removeSync(folder, { recursive: true });
    const secure = await startReceiver(tls);
    addresses = { A: ["127.0.0.1"], AAAA: [] };
    const sendTo = (host: string, trusted?: string[]) =>
      send(`https://${host}:${secure.port}/`, {
        allowedHosts: [`${host}:${secure.port}`],
        trusted,
      });
    assert.equal((await sendTo("hooks.example.org", [tls.cert])).status, 204);
    assert.equal(secure.received[0]!.headers.host, `hooks.example.org:${secure.port}`);
    assert.equal((await sendTo("other.example.org", [tls.cert])).failure, "no_certificate");
    assert.equal((await sendTo("hooks.example.org")).failure, "no_certificate");
    assert.equal(secure.received.length, 1);
    await secure.close();
  });
});
