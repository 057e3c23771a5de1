import assert from "node:assert/strict";
import { afterAll, afterEach, beforeAll, describe, it } from "@std/testing/bdd";
import { connect, type Database, forRequests, openDatabase } from "../../db/client.ts";
import { withScope } from "../../db/scope.ts";
import type { Viewer } from "../../domain/account/viewer.ts";
import { createApp } from "../../routes/app.ts";
import { as, postForm, type TestApp, testApp, withToken } from "../support/app.ts";
import { page } from "../support/html.ts";
import { makeLogger, type TestLogger } from "../support/loggers.ts";
import { problemOf } from "../support/problem.ts";
import { until } from "../support/until.ts";

/** The app on narrow pools: four scopes at once, two of a group, and little patience. */
let app: TestApp;
let database: Database;
beforeAll(async () => {
  const wide = await testApp();
  database = openDatabase(wide.database.url, {
    ownerMax: 1,
    requestMax: 4,
    lightMax: 2,
    waitMs: 5,
  });
  const service = createApp({ ...wide.services, database: forRequests(database) });
  const from = { remoteAddr: { transport: "tcp", hostname: "127.0.0.1", port: 1 } };
  app = {
    ...wide,
    fetch: async (path, init) =>
      await service.fetch(new Request(new URL(path, "http://localhost:8000"), init), from),
  };
});
afterAll(async () => {
  await database.close();
  await app.close();
});

/** Ends what a test holds. */
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** Holds as many scopes of a viewer's group as it can have, as slow queries would. */
async function holdScopes(viewer: Viewer): Promise<void> {
  for (let held = 0; held < 2; held++) {
    const { promise, resolve } = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const done = withScope(database.requests, viewer, { readOnly: true }, () => {
      begun.resolve();
      return promise;
    });
    await begun.promise;
    ends.push(() => {
      resolve();
      return done;
    });
  }
}

/** Makes requests one after the other. */
async function statuses(requests: (() => Promise<Response>)[]): Promise<number[]> {
  const seen: number[] = [];
  for (const request of requests) seen.push((await request()).status);
  return seen;
}

describe("a site group that holds all the connections that it may have", () => {
  it("gets 503 with a time to come back, and others get their pages", async () => {
    const { alice, charlie, ada } = app.cast;
    await holdScopes(alice);
    const response = await as(app, app.cast.bob).get("/sites");
    assert.equal(response.status, 503);
    assert.equal(response.headers.get("retry-after"), "5");
    assert.match(
      (await page(response)).text(),
      /Very many requests are waiting for the database\. Try again in a few seconds\./,
    );
    assert.deepEqual(
      await statuses([
        () => as(app, charlie).get("/sites"),
        () => as(app, ada).get("/admin/groups"),
      ]),
      [200, 200],
    );
  });
});

describe("loggers of a site group that store all that they may at once", () => {
  it("get 503, and loggers of others store", async () => {
    const { alice, charlie, sites } = app.cast;
    const [first, second, third] = [
      await makeLogger(database, alice, sites.plant),
      await makeLogger(database, alice, sites.plant),
      await makeLogger(database, alice, sites.bare),
    ];
    const other = await makeLogger(database, charlie, sites.turbine);
    const write = ({ key }: TestLogger) => () =>
      app.fetch("/write", {
        method: "POST",
        body: "m v=1",
        headers: { authorization: `Token ${key}` },
      });
    const { promise, resolve } = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const held = app.database.owner.begin(async (tx) => {
      await tx`
        select from app.loggers
        where logger_uuid in (${first.logger_uuid}, ${second.logger_uuid}) for update`;
      begun.resolve();
      await promise;
    });
    await begun.promise;
    const waiting = [first, second].map((logger) => write(logger)());
    await until(async () => {
      const [row] = await app.database.owner<{ count: number }[]>`
        select count(*)::int as count from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      return row!.count === 2;
    });
    const seen = await statuses([write(third), write(other)]);
    resolve();
    await held;
    assert.deepEqual(seen, [503, 204]);
    assert.deepEqual((await Promise.all(waiting)).map(({ status }) => status), [204, 204]);
  });
});

describe("a full pool", () => {
  it("refuses pages, parts, reads and writes of scripts, and writes nothing", async () => {
    const { alice, charlie, ada, sites } = app.cast;
    for (const viewer of [alice, charlie]) await holdScopes(viewer);
    const api = withToken(app, ada.token);
    const problem = await problemOf(await api.get("/api/v1/sites"), 503);
    assert.equal(problem.code, "unavailable");
    assert.deepEqual(
      await statuses([
        () => as(app, ada).get("/sites"),
        () => as(app, ada).part("/sites", "sites-table"),
        () => as(app, ada).post(`/sites/${sites.plant}/edit`, {}),
        () => api.post("/api/v1/sites", { client_site_name: "in vain" }),
      ]),
      [503, 503, 503, 503],
    );
    const made = await app.database.owner`select from sites where client_site_name = 'in vain'`;
    assert.equal(made.length, 0);
  });

  it("leaves sign-in, light pages and health as they are", async () => {
    const { alice, charlie, ada } = app.cast;
    for (const viewer of [alice, charlie]) await holdScopes(viewer);
    const { email, password } = ada;
    assert.deepEqual(
      await statuses([
        () => app.fetch("/healthz"),
        () => app.fetch("/readyz"),
        () => app.fetch("/sign-in"),
        () => postForm(app, "/sign-in", { email, password }),
        () => as(app, ada).get("/account"),
        () => as(app, alice).get("/account/sessions"),
        () => as(app, alice).get("/status"),
        () => withToken(app, charlie.token).get("/api/v1/me"),
        () => withToken(app, charlie.token).get("/api/v1/status"),
      ]),
      [200, 200, 200, 303, 200, 200, 200, 200, 200],
    );
  });
});

describe("jobs that hold all connections of the owner", () => {
  it("keep nobody from signing in, and no page from its viewer", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const job = database.owner.begin(() => {
      begun.resolve();
      return promise;
    });
    await begun.promise;
    ends.push(() => {
      resolve();
      return job;
    });
    const { email, password } = app.cast.alice;
    assert.deepEqual(
      await statuses([
        () => app.fetch("/readyz"),
        () => postForm(app, "/sign-in", { email, password }),
        () => as(app, app.cast.alice).get("/sites"),
      ]),
      [200, 303, 200],
    );
  });
});

describe("a database that is slow to tell the banner", () => {
  it("makes the banner disappear, not the page, until it is fast again", async () => {
    const { alice } = app.cast;
    await app.database.owner`insert into status (status, message) values ('error', 'It is late.')`;
    const banners = async () => {
      const response = await as(app, alice).get("/sites");
      return [response.status, (await page(response)).all("aside.banner").length];
    };
    assert.deepEqual(await banners(), [200, 1]);
    const other = connect(app.database.url, { max: 1 });
    ends.push(() => other.end());
    await other`begin`;
    await other`lock table status in access exclusive mode`;
    assert.deepEqual(await Promise.all([banners(), banners()]), [[200, 0], [200, 0]]);
    await other`rollback`;
    // The query that waited for the lock ends now; the pages after it read anew.
    let seen = await banners();
    while (seen[1] === 0) seen = await banners();
    assert.deepEqual(seen, [200, 1]);
  });
});

describe("a database without room, without memory or with a broken disk", () => {
  const SENTENCE = "The database has no room left or cannot read its disk. Its operator must look.";
  beforeAll(() =>
    app.database.owner.unsafe(`
      create function no_room() returns trigger language plpgsql as
        $$ begin raise 'no room' using errcode = new.client_site_name; end $$;
      create trigger no_room_now after insert on sites for each row
        when (new.client_site_name ~ '^5' and new.note = 'while it writes') execute function no_room();
      create constraint trigger no_room_at_commit after insert on sites
        deferrable initially deferred for each row
        when (new.client_site_name ~ '^5' and new.note = 'at commit') execute function no_room();`)
  );

  for (const code of ["53100", "53200", "58030"]) {
    for (const when of ["while it writes", "at commit"]) {
      it(`refuses with a sentence and loses nothing that it took: ${code} ${when}`, async () => {
        const api = withToken(app, app.cast.alice.token);
        const place = { latitude: 50, longitude: 8, capacity_kw: 5 };
        const name = `taken before ${code} ${when}`;
        const taken = await api.post("/api/v1/sites", { client_site_name: name, ...place });
        assert.equal(taken.status, 201);
        const response = await api.post("/api/v1/sites", {
          client_site_name: code,
          note: when,
          ...place,
        });
        assert.equal((await problemOf(response, 503)).detail, SENTENCE);
        assert.equal(response.headers.get("retry-after"), "60");
        const stored = await app.database.owner`
          select client_site_name from sites where client_site_name in (${code}, ${name})`;
        assert.deepEqual(stored.map((row) => row.client_site_name), [name]);
      });
    }
  }
});
