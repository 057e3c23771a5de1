import type { OwnerSql } from "../../db/client.ts";
import { withScope } from "../../db/scope.ts";
import type { Reading } from "../../domain/loggers/reading.ts";
import { newestReadings, storeFromDevice } from "../../sql/loggers/readings.ts";
import { openWorld, type World } from "../world.ts";
import { DAYS, fillDays, makeBenchLogger, VARIABLES } from "./fill.ts";

/** Requests of each kind that are measured. */
const TIMES = 20;
const SECOND = 1_000_000;

/** CPU time that the one connection of `sql` has used, in milliseconds (Linux counts by 10 ms). */
async function backendCpu(sql: OwnerSql): Promise<number> {
  const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const fields = (await Deno.readTextFile(`/proc/${row!.pid}/stat`)).split(") ")[1]!.split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function measure(sql: OwnerSql, name: string, work: (turn: number) => Promise<unknown>) {
  for (let turn = -3; turn < 0; turn++) await work(turn);
  const elapsed: number[] = [];
  const before = await backendCpu(sql);
  for (let turn = 0; turn < TIMES; turn++) {
    const start = performance.now();
    await work(turn);
    elapsed.push(performance.now() - start);
  }
  const cpu = (await backendCpu(sql) - before) / TIMES;
  const [least, median] = [0, TIMES / 2].map((place) => elapsed.toSorted((a, b) => a - b)[place]!);
  console.log(
    `${name.padEnd(44)} ${cpu.toFixed(1).padStart(7)} ms of PostgreSQL's CPU, ${
      least!.toFixed(1)
    } ms at best, ${median!.toFixed(1)} ms in the middle`,
  );
}

/** `count` readings of some variables, from `time` on, one a second each. */
function series(count: number, variables: number, time: number, value: number): Reading[] {
  return Array.from({ length: count }, (_, place) => ({
    variable: `v${place % variables}`,
    time: time + Math.floor(place / variables) * SECOND,
    value: value + place,
  }));
}

async function measureAll(world: World, logger: { uuid: string; hash: Uint8Array }, label: string) {
  const sql = world.writer;
  const now = Math.floor(Temporal.Now.instant().epochMilliseconds / 1000) * SECOND;
  const start = now - 2 * 3600 * SECOND;
  const send = (readings: Reading[]) => storeFromDevice(sql, logger.hash, readings);
  const [ofLabel] = await sql<{ offset: number }[]>`select floor(random() * 1000) as offset`;
  const at = (turn: number) => start + (turn * 251 + ofLabel!.offset) * SECOND;
  await measure(sql, `${label}: 5,000 new readings`, (turn) => send(series(5000, 20, at(turn), 1)));
  await measure(
    sql,
    `${label}: the same, unchanged`,
    (turn) => send(series(5000, 20, at(turn), 1)),
  );
  await measure(sql, `${label}: the same, changed`, (turn) => send(series(5000, 20, at(turn), 2)));
  await measure(
    sql,
    `${label}: 10 new fields`,
    (turn) => send(series(10, 10, now + turn * 7, turn)),
  );
  const viewer = {
    user_uuid: world.member.user,
    site_group_uuid: world.member.group,
    is_admin: false,
    through: "page" as const,
  };
  const read = () =>
    withScope(
      world.services.database.requests,
      viewer as unknown as Parameters<typeof withScope>[1],
      { readOnly: true },
      (scoped) => newestReadings(scoped, logger.uuid),
    );
  await measure(sql, `${label}: the newest 50 of 20 variables (elapsed)`, read);
}

const world = await openWorld(1);
try {
  const logger = await makeBenchLogger(world);
  for (const perDay of [10, 1000]) {
    await fillDays(world.owner, perDay);
    const total = VARIABLES * DAYS * perDay;
    await measureAll(world, logger, `${(total / 1e6).toLocaleString("en-US")} million readings`);
  }
} finally {
  await world.close();
}
