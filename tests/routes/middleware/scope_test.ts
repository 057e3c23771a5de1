import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type Context, Hono } from "hono";
import type { ScopedSql } from "../../../db/scope.ts";
import { AppError } from "../../../domain/errors.ts";
import type { Scoped } from "../../../routes/http/context.ts";
import { onError } from "../../../routes/middleware/errors.tsx";
import { renderer } from "../../../routes/middleware/render.tsx";
import { scoped } from "../../../routes/middleware/scope.ts";
import { tokenViewer } from "../../../routes/middleware/token_viewer.ts";
import { type TestApp, testApp } from "../../support/app.ts";

let app: TestApp;
let handlers: Hono<Scoped>;
/** How many errors became responses. */
let errors = 0;

beforeAll(async () => {
  app = await testApp();
  await app.database.owner.unsafe(`
    create function refuse_at_commit() returns trigger language plpgsql as
      $$ begin raise 'refused at commit'; end $$;
    create constraint trigger refuse_at_commit after insert on sites
      deferrable initially deferred for each row
      when (new.client_site_name = 'refused at commit') execute function refuse_at_commit();`);
  handlers = writers();
});
afterAll(() => app.close());

type Answer = (c: Context<Scoped>, sql: ScopedSql) => unknown;

/** What handlers do after they have written a site. */
const ANSWERS: Record<string, Answer> = {
  "/says-yes": (c) => c.text("written", 201),
  "/moves-on": (c) => c.redirect("/elsewhere", 303),
  "/says-no": (c) => c.text("no", 422),
  "/says-no-by-page": (c) => {
    c.status(422);
    return c.render("no", { title: "No" });
  },
  "/is-not-there": (c) => c.notFound(),
  "/fails-for-people": () => {
    throw new AppError("conflict", "There is one already.");
  },
  "/fails": () => {
    throw new Error("a bug");
  },
  "/fails-in-sql": (_, sql) => sql`select 1 / 0`,
  "/swallows": async (c, sql) => {
    await assert.rejects(async () => await sql`select 1 / 0`);
    return c.text("all is well", 201);
  },
};

/** These handlers behind the service's own middleware. */
function writers(): Hono<Scoped> {
  const routes = new Hono<Scoped>();
  routes.onError((error, c) => {
    errors++;
    return onError(error, c);
  });
  routes.use(async (c, next) => {
    c.set("services", app.services);
    c.set("requestId", "scope test");
    await next();
  });
  routes.use(renderer, tokenViewer(app.services), scoped);
  for (const [path, answer] of Object.entries(ANSWERS)) routes.all(path, writing(answer));
  return routes;
}

function writing(answer: Answer) {
  return async (c: Context<Scoped>) => {
    const { sql } = c.var;
    await sql`select app.create_site(${sql.json({ client_site_name: c.req.query("name") })})`;
    return await answer(c, sql) as Response;
  };
}

/** Calls a handler; returns its response and whether the site that it wrote is stored. */
async function call(
  path: string,
  { method = "POST", token = app.cast.alice.token, name = path } = {},
) {
  const response = await handlers.request(
    `${path}?name=${encodeURIComponent(name)}`,
    { method, headers: { authorization: `Bearer ${token}` } },
    { remoteAddr: { transport: "tcp", hostname: "127.0.0.1", port: 1 } },
  );
  const rows = await app.database.owner`select from sites where client_site_name = ${name}`;
  return { response, status: response.status, stayed: rows.length > 0 };
}

describe("a request's transaction", () => {
  it("is committed when the answer says yes", async () => {
    for (const [path, wanted] of [["/says-yes", 201], ["/moves-on", 303]] as const) {
      const { status, stayed } = await call(path);
      assert.deepEqual([status, stayed], [wanted, true], path);
    }
  });

  it("leaves nothing of a handler that answers 422 after writing", async () => {
    for (const path of ["/says-no", "/says-no-by-page"]) {
      const { response, status, stayed } = await call(path);
      assert.deepEqual([status, stayed], [422, false], path);
      assert.match(await response.text(), /no/, "the answer is the handler's");
    }
    assert.deepEqual((await call("/is-not-there")).stayed, false);
  });

  it("leaves nothing of an exception after writing, and answers it once", async () => {
    const cases = [["/fails-for-people", 409], ["/fails", 500], ["/fails-in-sql", 500]] as const;
    for (const [path, wanted] of cases) {
      errors = 0;
      const { status, stayed } = await call(path);
      assert.deepEqual([status, stayed, errors], [wanted, false, 1], path);
    }
  });

  it("is no success when its commit fails, at commit or because of a swallowed error", async () => {
    const cases = [["/says-yes", "refused at commit"], ["/swallows", "swallowed"]] as const;
    for (const [path, name] of cases) {
      const { response, status, stayed } = await call(path, { name });
      assert.deepEqual([status, stayed], [500, false], path);
      assert.doesNotMatch(await response.text(), /written|all is well|refused/);
    }
  });

  it("cannot write for GET and HEAD", async () => {
    for (const method of ["GET", "HEAD"]) {
      const { status, stayed } = await call("/says-yes", { method, name: method });
      assert.deepEqual([status, stayed], [403, false], method);
    }
  });

  it("is not opened for a write with a token that may only read", async () => {
    const { response, status, stayed } = await call("/says-yes", {
      token: app.cast.alice.readToken,
      name: "read-only token",
    });
    assert.deepEqual([status, stayed], [403, false]);
    assert.match(await response.text(), /This API token may read, not write\./);
  });

  it("gives its connection back whatever happens", async () => {
    const paths = ["/says-no", "/fails", "/fails-in-sql", "/swallows", "/moves-on"];
    const many = Array.from(
      { length: 60 },
      (_, index) => call(paths[index % paths.length]!, { name: `busy ${index}` }),
    );
    const statuses = (await Promise.all(many)).map(({ status }) => status);
    assert.equal(statuses.filter((status) => status === 303).length, 12);
    const [{ open }] = await app.database.owner<[{ open: number }]>`
      select count(*)::int as open from pg_stat_activity
      where datname = current_database() and state like 'idle in transaction%'`;
    assert.equal(open, 0);
  });
});
