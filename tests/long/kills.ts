import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { connect, openDatabase, type OwnerSql } from "../../db/client.ts";
import { readHolder } from "../../db/embedded/claim.ts";
import * as demo from "../../sql/operations/demo.ts";
import { type Cast, makeCast, PLANT } from "../support/cast.ts";
import { testDatabase } from "../support/database.ts";
import { serverPid, temporaryFolder } from "../support/embedded.ts";
import { type RealService, realService } from "../support/real_service.ts";
import { until } from "../support/until.ts";
import { Writers } from "../support/writers.ts";

const SERVICE_KILLS = 20;
const POSTGRES_KILLS = 8;
const LOCK_KILLS = 10;
const WRITERS = 4;
const SITES = 60;

let dataDir: string;
beforeEach(() => void (dataDir = temporaryFolder()));
afterEach(() => Deno.remove(dataDir, { recursive: true }));

/** Runs `work` with the owner of the service's own database. */
async function asOwner<T>(work: (sql: OwnerSql) => Promise<T>): Promise<T> {
  const database = openDatabase((await readHolder(dataDir)).url!);
  try {
    return await work(database.owner);
  } finally {
    await database.close();
  }
}

/** Waits until the writers got on, so that a kill meets them at work. */
async function progress(writers: Writers, more: number): Promise<void> {
  const enough = writers.acknowledged.length + more;
  await until(() => writers.acknowledged.length >= enough);
}

describe("writers, while what serves them is killed", () => {
  let service: RealService;
  let cast: Cast;
  let writers: Writers;
  beforeEach(async () => {
    service = await realService({ DATA_DIR: dataDir, DATABASE_URL: "" });
    cast = await asOwner(makeCast);
    writers = new Writers(
      cast.sites.plant,
      WRITERS,
      (path, body) => service.api(cast.alice.token, path, body),
    );
  });

  it(`lose nothing and double nothing in ${SERVICE_KILLS} kills of the service`, async () => {
    for (let kill = 0; kill < SERVICE_KILLS; kill++) {
      await progress(writers, 20);
      await service.kill("SIGKILL");
      service = await realService({ DATA_DIR: dataDir, DATABASE_URL: "" });
    }
    await writers.end();
    await asOwner((sql) => writers.check(sql));
    console.log(`${writers.acknowledged.length} acknowledged, ${writers.refused} sent again`);
    await service.kill("SIGINT");
  });

  it(`lose nothing and double nothing in ${POSTGRES_KILLS} kills of PostgreSQL`, async () => {
    for (let kill = 0; kill < POSTGRES_KILLS; kill++) {
      await progress(writers, 20);
      Deno.kill(await serverPid(dataDir), "SIGKILL");
    }
    await progress(writers, 20);
    await writers.end();
    await asOwner((sql) => writers.check(sql));
    console.log(`${writers.acknowledged.length} acknowledged, ${writers.refused} sent again`);
    await service.kill("SIGINT");
  });
});

describe(`two instances, while the connection of the lock's holder ends ${LOCK_KILLS} times`, () => {
  it("make no run twice, and one for each site in the end", async () => {
    const database = await testDatabase();
    const { owner } = database;
    const { alice } = await makeCast(owner);
    for (let site = 0; site < SITES; site++) {
      await demo.makeSite(owner, alice.site_group_uuid, { ...PLANT, client_site_id: 1000 + site });
    }
    const killer = connect(database.url, { max: 1, settings: { application_name: "killer" } });
    const start = (name: string) =>
      realService({ DATABASE_URL: database.url, DATA_DIR: `${dataDir}/${name}`, FORECAST: "on" });
    let ended = 0;
    while (ended < LOCK_KILLS) {
      await owner`delete from forecast_values`;
      await owner`delete from forecasts`;
      const services = await Promise.all([start("one"), start("two")]);
      const [holder] = await endHolder(killer);
      ended += holder ? 1 : 0;
      await pause(500);
      await Promise.all(services.map((service) => service.kill("SIGKILL")));
      assert.deepEqual(await doubled(owner), []);
    }
    const last = await start("one");
    await until(async () => {
      const [made] = await owner`
        select count(distinct site_uuid)::int as sites from forecasts
        where timestamp_utc > now() at time zone 'utc' - interval '15 min'`;
      return made!.sites > SITES;
    });
    assert.deepEqual(await doubled(owner), []);
    await last.kill("SIGINT");
    await killer.end();
    await database.drop();
  });
});

/** Ends the connection that holds the lock of forecasting; returns none where nobody took it. */
async function endHolder(sql: ReturnType<typeof connect>) {
  let found: { pid: number }[] = [];
  await until(async () => {
    found = await sql<{ pid: number }[]>`
      select l.pid, pg_terminate_backend(l.pid) from pg_locks l
      join pg_database d on d.oid = l.database
      where d.datname = current_database() and l.locktype = 'advisory' and l.granted
        and l.objid = (hashtext('sitecast.forecasts')::bigint & 4294967295)::oid`;
    return found.length > 0;
  });
  return found;
}

const doubled = (sql: OwnerSql) =>
  sql`
    select site_uuid, timestamp_utc, count(*)::int as runs from forecasts group by 1, 2
    having count(*) > 1`.then((rows) => [...rows]);
