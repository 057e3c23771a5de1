import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { NOW, startedAgain, type TestApp, testApp, withToken } from "../../support/app.ts";
import { jwtIssuer, type SigningKey, signingKey } from "../../support/jwt.ts";
import { quartz } from "../../support/quartz.ts";

const OWN = "https://openclimatefix.org/email";
const MINUTE = { minutes: 1 };

const issuer = jwtIssuer();
let app: TestApp;
let [elliptic, rsa, other]: SigningKey[] = [];
beforeAll(async () => {
  [elliptic, rsa, other] = await Promise.all([
    signingKey("one"),
    signingKey("two", "RS256"),
    signingKey("one"),
  ]);
  issuer.publish(elliptic!, rsa!);
  app = await testApp({
    jwtIssuer: issuer.settings,
    signInLimits: { perAccount: 10, perAddress: 1000, minutes: 15 },
  });
});
afterAll(async () => {
  await issuer.close();
  await app.close();
});

type Forged = Parameters<typeof issuer.token>[3];

const tokenOf = (email: string, sub: string, forged?: Forged, key = elliptic!) =>
  issuer.token(email, sub, key, forged);
const alices = (forged?: Forged, key?: SigningKey) =>
  tokenOf("alice@example.org", "auth0|alice", forged, key);

/** Returns status and detail of a request for the list of sites, and the UUIDs in it. */
async function sitesFor(token: string) {
  const { status, body, headers } = await quartz(app, token).get("/sites");
  const sites = body.site_list?.map(({ site_uuid }: { site_uuid: string }) => site_uuid);
  return { status, detail: body.detail, sites, headers };
}

describe("a JWT of the configured issuer", () => {
  it("acts for the user with its e-mail address, below /quartz alone", async () => {
    const { plant, turbine } = app.cast.sites;
    for (const token of [await alices(), await alices({}, rsa!)]) {
      assert.deepEqual((await sitesFor(token)).sites, [plant]);
    }
    const loud = await tokenOf("ALICE@example.org", "auth0|alice", {
      claims: { aud: ["x", issuer.settings.audience], email_verified: true },
    });
    assert.deepEqual((await sitesFor(loud)).sites, [plant], "whatever the case, one of two");
    const client = quartz(app, await tokenOf("bob@example.org", "auth0|bob"));
    assert.equal((await client.put(`/sites/${plant}`, { tilt: 3 })).status, 200);
    assert.equal((await client.get(`/sites/${turbine}/pv_forecast`)).status, 403);
    assert.deepEqual((await client.get(`/sites/pv_forecast?site_uuids=${turbine}`)).body, []);
    assert.equal((await withToken(app, await alices()).get("/api/v1/me")).status, 401);
    assert.equal((await sitesFor(app.cast.alice.readToken)).status, 200, "as an API token does");
  });

  it("is a member of an admin group, and no admin", async () => {
    const { plant, turbine } = app.cast.sites;
    const token = await tokenOf("ada@example.org", "auth0|ada");
    const count = (await sitesFor(token)).sites.length;
    await app.database.owner`
      delete from site_group_sites
      where site_uuid = ${turbine} and site_group_uuid = ${app.cast.ada.site_group_uuid}`;
    const { sites } = await sitesFor(token);
    assert.deepEqual([sites.length, sites.includes(plant)], [count - 1, true]);
    assert.equal((await sitesFor(app.cast.ada.token)).sites.length, count, "an admin sees it");
    assert.equal((await quartz(app, token).put(`/sites/${turbine}`, { tilt: 1 })).status, 403);
  });

  it("is limited like the API tokens, all of a user's together", async () => {
    const { user_uuid } = app.cast.bob;
    await app.database.owner`
      insert into app.request_limits (user_uuid, reads_per_minute) values (${user_uuid}, 3)`;
    app.clock.now = app.clock.now.add(MINUTE);
    const statuses: number[] = [];
    let last: Awaited<ReturnType<typeof sitesFor>> | undefined;
    for (const jti of ["a", "b", "c", "d"]) {
      last = await sitesFor(await tokenOf("bob@example.org", "auth0|bob", { claims: { jti } }));
      statuses.push(last.status);
    }
    assert.deepEqual(statuses, [200, 200, 200, 429]);
    assert.equal(last!.detail, "This user has sent 3 reading requests in a minute.");
    assert.match(last!.headers.get("ratelimit")!, /^"reads";r=0;/);
    assert.ok(Number(last!.headers.get("retry-after")) > 0);
  });

  it("does not act for a user who is deactivated, and goes with one who is deleted", async () => {
    const { owner } = app.database;
    const token = await tokenOf("charlie@example.org", "auth0|charlie");
    assert.equal((await sitesFor(token)).status, 200);
    await owner`update users set deactivated_utc = now() where email = 'charlie@example.org'`;
    assert.equal((await sitesFor(token)).status, 401);
    await owner`delete from users where email = 'charlie@example.org'`;
    const [left] = await owner`select from app.identities where subject = 'auth0|charlie'`;
    assert.equal(left, undefined);
  });
});

const unsigned = (header: object, payload: object) =>
  [header, payload].map((part) => btoa(JSON.stringify(part)).replace(/=+$/, "")).join(".") + ".";

/** Signs with the text of the issuer's public key as if it were a shared secret. */
async function withPublicKey(): Promise<string> {
  const raw = new TextEncoder().encode(JSON.stringify(elliptic!.jwk));
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const secret = await crypto.subtle.importKey("raw", raw, hmac, false, ["sign"]);
  return await alices({}, { ...elliptic!, alg: "HS256", secret });
}

describe("a forged or wrong JWT is refused", () => {
  const now = 1782029220; // 2026-06-21T08:07:00Z
  const wrong: [string, () => Promise<string> | string, RegExp][] = [
    ["expired", () => alices({ claims: { exp: now - 31 } }), /^Signature has expired$/],
    ["not yet valid", () => alices({ claims: { nbf: now + 99 } }), /not yet valid/],
    ["without an end", () => alices({ claims: { exp: undefined } }), /missing the "exp" claim/],
    ["with a text as its end", () => alices({ claims: { exp: "2099" as never } }), /"exp"/],
    ["for others", () => alices({ claims: { aud: "x" } }), /^Audience doesn't match$/],
    ["of another issuer", () => alices({ claims: { iss: "https://x/" } }), /^Invalid issuer$/],
    ["without a subject", () => alices({ claims: { sub: undefined } }), /missing the "sub" claim/],
    ["with an empty subject", () => alices({ claims: { sub: "" } }), /"sub"/],
    ["without an e-mail", () => alices({ claims: { [OWN]: undefined } }), /no e-mail address/],
    ["with a NUL", () => alices({ claims: { [OWN]: "alice@example.org\0" } }), /no e-mail/],
    ["like another", () => alices({ claims: { [OWN]: "al\u0130ce@example.org" } }), /no e-mail/],
    ["unverified", () => alices({ claims: { email_verified: false } }), /has not been verified/],
    ["unverified, too", () => alices({ claims: { [`${OWN}_verified`]: "false" } }), /verified/],
    ["without signature", () => unsigned({ alg: "none" }, { sub: "auth0|alice" }), /alg value/],
    ["signed by the public key", withPublicKey, /^The specified alg value is not allowed$/],
    ["of an unknown key", () => alices({ header: { kid: "../../etc" } }), /signing key/],
    ["of another key of that name", () => alices({}, other!), /^Signature verification failed$/],
    ["that brings its key", () => alices({ header: { jwk: other!.jwk } }, other!), /verification/],
    ["that names where its key is", () => alices({ header: { kid: "x", jku: "http://x" } }), /key/],
    ["with rules of its own", () => unsigned({ alg: "ES256", crit: ["x"], x: 1 }, {}), /valid JWT/],
    ["that is huge", () => alices({ claims: { more: "x".repeat(16_000) } }), /^Longer than/],
    ["no JWT at all", () => "a.b.c", /not a valid JWT/],
    ["for nobody here", () => tokenOf("eve@example.org", "auth0|eve"), /unknown or deactivated/],
    ["for another subject", () => tokenOf("alice@example.org", "auth0|eve"), /another subject/],
    ["for another user", () => tokenOf("bob@example.org", "auth0|alice"), /another/],
  ];
  for (const [what, make, reason] of wrong) {
    it(what, async () => {
      await sitesFor(await alices());
      const { status, detail, headers } = await sitesFor(await make());
      assert.deepEqual([status, headers.get("www-authenticate")], [401, "Bearer"], detail);
      assert.match(detail, reason);
    });
  }

  it("with a line in the security log", async () => {
    const rows = await app.database.owner`
      select kind, detail from app.security_events where kind in ('refusal', 'identity')`;
    const kinds = new Set(rows.map(({ kind }) => kind));
    assert.deepEqual([...kinds].sort(), ["identity", "refusal"]);
    const details = rows.map(({ detail }) => detail).join("\n");
    assert.match(
      details,
      /^Bound to the subject auth0\|alice of https:\/\/login\.example\.org\/\.$/m,
    );
  });
});

describe("an unknown e-mail address with JWT_ADD_USERS", () => {
  let adding: TestApp;
  beforeAll(() => {
    adding = startedAgain(app, { jwtIssuer: { ...issuer.settings, addsUsers: true } });
  });
  const ask = (token: string) => quartz(adding, token).get("/sites");

  it("makes one user and one group, of two first requests at once", async () => {
    const token = await tokenOf("Dora@example.org", "auth0|dora");
    const responses = await Promise.all([ask(token), ask(token), ask(token)]);
    assert.deepEqual(responses.map(({ text }) => text), Array(3).fill('{"site_list":[]}'));
    assert.deepEqual(
      [
        ...await adding.database.owner`
        select email, site_group_name, is_admin from users join site_groups using (site_group_uuid)
        where lower(email) = 'dora@example.org'`,
      ],
      [{
        email: "Dora@example.org",
        site_group_name: "site_group_for_Dora@example.org",
        is_admin: false,
      }],
    );
  });

  it("joins no group that is there, which admins are told", async () => {
    const { owner } = adding.database;
    await owner`insert into site_groups (site_group_name) values ('site_group_for_mia@example.org')`;
    const { status, body } = await ask(await tokenOf("mia@example.org", "auth0|mia"));
    assert.equal(status, 401);
    assert.match(body.detail, /another group has the name/);
    const [event] = await owner`
      select detail from app.security_events where kind = 'identity' and email = 'mia@example.org'`;
    assert.match(event!.detail, /No user was added: a group has the name site_group_for_mia@/);
  });

  it("makes nobody of what is no address, of a deactivated user, and of a known subject", async () => {
    const { owner } = adding.database;
    const users = () => owner`select user_uuid from users order by user_uuid`;
    const before = [...await users()];
    await owner`update users set deactivated_utc = now() where email = 'bob@example.org'`;
    await ask(await tokenOf("alice@example.org", "auth0|alice"));
    for (
      const [email, sub] of [["no address", "a"], ["BOB@example.org", "b"], [
        "new@example.org",
        "auth0|alice",
      ]] as const
    ) {
      assert.equal((await ask(await tokenOf(email, sub))).status, 401, email);
    }
    assert.deepEqual([...await users()], before);
  });
});

describe("the keys of the issuer", () => {
  /** An app that has not fetched any yet. */
  async function freshly(work: (app: TestApp, ask: (token: string) => Promise<number>) => unknown) {
    const fresh = startedAgain(app, {});
    try {
      issuer.fetches = 0;
      fresh.clock.now = NOW;
      await work(fresh, async (token) => (await quartz(fresh, token).get("/sites")).status);
    } finally {
      issuer.publish(elliptic!, rsa!);
      issuer.serve(undefined);
      fresh.clock.now = NOW;
    }
  }

  it("are fetched once a minute at most, for an unknown one, and work while it is away", async () => {
    await freshly(async (fresh, ask) => {
      const forged = await Promise.all(
        Array.from({ length: 100 }, (_, i) => alices({ header: { kid: `k${i}` } })),
      );
      await Promise.all(forged.map(ask));
      assert.equal(issuer.fetches, 1, "of a hundred at once");
      const next = await signingKey("next");
      issuer.publish(next);
      assert.equal(await ask(await alices({}, next)), 401, "within the minute");
      fresh.clock.now = fresh.clock.now.add(MINUTE);
      assert.equal(await ask(await alices({}, next)), 200);
      assert.equal(await ask(await alices()), 401, "the old key is withdrawn");
      assert.equal(issuer.fetches, 2);
      issuer.serve(() => new Response("down", { status: 502 }));
      fresh.clock.now = fresh.clock.now.add(MINUTE);
      assert.equal(await ask(await alices()), 503);
      assert.equal(await ask(await alices({}, next)), 200);
      assert.equal(issuer.fetches, 3);
    });
  });

  it("that are too many, elsewhere or none at all are no keys: 503", async () => {
    const large = { keys: Array(10_000).fill({ kty: "EC", kid: "a name like any" }) };
    await freshly(async (fresh, ask) => {
      for (
        const response of [
          () => Response.json(large),
          () => Response.redirect(issuer.settings.keysUrl),
          () => new Response("<html>"),
          () => Response.json({ keys: [3] }),
          () => Response.json({ keys: [{ ...rsa!.jwk, n: "AQAB" }] }),
        ]
      ) {
        issuer.serve(response);
        const { status, body, headers } = await quartz(fresh, await alices({}, rsa!)).get("/sites");
        assert.deepEqual([status, headers.get("retry-after")], [503, "60"], body.detail);
        fresh.clock.now = fresh.clock.now.add(MINUTE);
      }
      issuer.serve(undefined);
      assert.equal(await ask(await alices()), 200);
    });
  });

  it("are fetched again after ten minutes, beside a request", async () => {
    await freshly(async (fresh, ask) => {
      assert.equal(await ask(await alices()), 200);
      issuer.publish(rsa!);
      fresh.clock.now = fresh.clock.now.add({ minutes: 9 });
      const lasting = await alices({ claims: { exp: 1782029220 + 3600 } });
      assert.equal(await ask(lasting), 200);
      assert.equal(issuer.fetches, 1);
      fresh.clock.now = fresh.clock.now.add({ minutes: 2 });
      const served = new Promise<void>((resolve) =>
        issuer.serve(() => {
          resolve();
          return Response.json({ keys: [rsa!.jwk] });
        })
      );
      assert.equal(await ask(lasting), 200);
      await served;
      assert.equal(issuer.fetches, 2);
    });
  });
});

it("wrong JWTs of a network have to wait like wrong tokens, and right ones do not", async () => {
  const signInLimits = { perAccount: 10, perAddress: 2, minutes: 15 };
  const strict = startedAgain(app, { signInLimits });
  const statuses: number[] = [];
  for (const token of ["unknown", await alices({}, other!), await alices({}, other!)]) {
    statuses.push((await quartz(strict, token).get("/sites")).status);
  }
  assert.deepEqual(statuses, [401, 401, 429]);
  assert.equal((await quartz(strict, await alices()).get("/sites")).status, 200);
});
