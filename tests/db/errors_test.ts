import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { connect } from "../../db/client.ts";
import { translated } from "../../db/errors.ts";
import { AppError, type ErrorCode } from "../../domain/errors.ts";
import { ownCast } from "../support/setup.ts";
import { inScope, statement } from "../support/scopes.ts";

const { database, cast } = await ownCast();

/** Returns the error with which the work is rejected. */
async function thrown(work: () => PromiseLike<unknown>): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  assert.fail("nothing was thrown");
}

/** For people: the code, and the database's own error kept as the cause for the log. */
function assertTranslated(error: unknown, code: ErrorCode, retryAfterSeconds?: number) {
  const app = translated(error);
  assert.ok(app instanceof AppError, String(error));
  assert.equal(app.code, code);
  assert.equal(app.cause, error);
  assert.equal(app.details.retryAfterSeconds, retryAfterSeconds);
  assert.match(app.message, /^[A-Z].+\.$/);
}

describe("the error for people behind what the database threw", () => {
  const cases: Record<string, [text: string, code: ErrorCode]> = {
    "a name that is taken": ["insert into users select * from users", "conflict"],
    "a reference to nothing": [
      "insert into inverters (site_uuid) values (gen_random_uuid())",
      "conflict",
    ],
    "a site in use": ["delete from sites", "conflict"],
    "a stranger's site": [
      "set local role sitecast_app; select app.leave_site(gen_random_uuid())",
      "not_found",
    ],
    "a write in a reading request": [
      "set transaction read only; delete from inverters",
      "forbidden",
    ],
  };
  for (const [name, [text, code]] of Object.entries(cases)) {
    it(`is "${code}" for ${name}`, async () => {
      const error = await thrown(() => database.owner.begin((tx) => tx.unsafe(text)));
      assertTranslated(error, code);
    });
  }

  const gone: Record<string, (url: string) => PromiseLike<unknown>> = {
    "a server that isn't there": (url) => {
      const elsewhere = new URL(url);
      elsewhere.port = "1";
      return connect(elsewhere.href, { max: 1 })`select 1`;
    },
    "a connection that the server ends": (url) =>
      connect(url, { max: 1 })`select pg_terminate_backend(pg_backend_pid())`,
    "a pool that has been closed": async (url) => {
      const sql = connect(url, { max: 1 });
      await sql.end();
      await sql`select 1`;
    },
  };
  for (const [name, work] of Object.entries(gone)) {
    it(`is "unavailable" for ${name}`, async () => {
      assertTranslated(await thrown(() => work(database.url)), "unavailable", 5);
    });
  }

  for (const code of ["57P01", "57P02", "57P03", "53300"]) {
    it(`is "unavailable" for a server that says ${code}: it stops, starts or is full`, async () => {
      const raise = `do $$ begin raise 'later' using errcode = '${code}'; end $$`;
      assertTranslated(await thrown(() => database.owner.unsafe(raise)), "unavailable", 5);
    });
  }

  const later: Record<string, [kind: ErrorCode, sentence: RegExp, seconds: number]> = {
    "55P03": ["locked", /^Another program is writing the same/, 5],
    "23514": ["locked", /^The tables were being rearranged/, 1],
    "57014": ["too_slow", /^It took the database too long/, 5],
    "53100": ["unavailable", /^The database has no room left/, 60],
    "53200": ["unavailable", /^The database has no room left/, 60],
    "58030": ["unavailable", /cannot read its disk/, 60],
  };
  for (const [code, [kind, sentence, seconds]] of Object.entries(later)) {
    it(`is "${kind}" for ${code}, in a sentence of its own`, async () => {
      const raise = `do $$ begin raise 'not now' using errcode = '${code}'; end $$`;
      const error = await thrown(() => database.owner.unsafe(raise));
      assertTranslated(error, kind, seconds);
      assert.match((translated(error) as AppError).message, sentence);
    });
  }

  it("says no more of a stranger's site than of one that does not exist", async () => {
    const answers = [];
    for (const site_uuid of [cast.sites.plant, crypto.randomUUID()]) {
      const text = `select app.ingest_generation('[{"site_uuid": "${site_uuid}"}]', false)`;
      const work = () => inScope(database, cast.charlie, (sql) => sql(statement(text)));
      const { code, message } = translated(await thrown(work)) as AppError;
      answers.push({ code, message });
    }
    assert.deepEqual(answers[0], answers[1]);
  });

  it("is the error itself when it is ours already, or when nobody foresaw it", async () => {
    const ours = new AppError("invalid", "No.");
    const bug = await thrown(() => database.owner`select 1 / 0`);
    const missingRight = await thrown(() => database.requests`select from forecast_values`);
    const bugs = [bug, missingRight, new TypeError("a bug"), undefined, "text", { code: "23505" }];
    for (const error of [ours, ...bugs]) assert.equal(translated(error), error);
  });
});
