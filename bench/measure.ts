import process from "node:process";
import type { OwnerSql } from "../db/client.ts";

/** One way to do the work of a case. The ways of a case run in turns. */
export interface Way {
  name: string;
  /** Returns the size of the result, in bytes or rows. */
  run(): Promise<number>;
  /** Preparation and clean-up, not measured. */
  before?(): Promise<unknown>;
  after?(): Promise<unknown>;
  /** CPU time of the service so far, where it is another process. */
  serviceMs?(): Promise<number>;
}

/** Per run: wall-clock milliseconds (the median), and milliseconds of CPU (the mean). */
export interface Figures {
  name: string;
  runs: number;
  median_ms: number;
  service_cpu_ms: number;
  /** Null where PostgreSQL runs on another machine. */
  postgres_cpu_ms: number | null;
  size: number;
}

/** How often and how long ways are run. */
interface Turns {
  seconds: number;
  least?: number;
  most?: number;
  unmeasured?: number;
}

interface Samples {
  walls: number[];
  service: number;
  postgres: number | null;
  size: number;
}

/**
 * Runs the ways in turns, for `seconds` each or `most` times, at least `least` times. The first turns
 * (`unmeasured`) do not count: a connection of the database learns the partitions when it first reads
 * them, which takes longer than a request of one site.
 */
export async function measure(
  sql: OwnerSql,
  ways: Way[],
  { seconds, least = 3, most = 1000, unmeasured = 1 }: Turns,
): Promise<Figures[]> {
  const samples = ways.map((): Samples => ({ walls: [], service: 0, postgres: 0, size: 0 }));
  for (let turns = 0; turns < unmeasured; turns++) {
    for (const way of ways) await turn(way, () => way.run());
  }
  const end = performance.now() + seconds * 1000 * ways.length;
  for (let turns = 0; turns < least || (turns < most && performance.now() < end); turns++) {
    for (const [index, way] of ways.entries()) {
      await turn(way, () => sample(sql, way, samples[index]!));
    }
  }
  return samples.map((taken, index) => figures(ways[index]!.name, taken));
}

async function turn(way: Way, work: () => Promise<unknown>): Promise<void> {
  await way.before?.();
  await work();
  await way.after?.();
}

async function sample(sql: OwnerSql, way: Way, into: Samples): Promise<void> {
  const postgres = await postgresCpuMs(sql);
  const serviceMs = way.serviceMs ?? ownMs;
  const service = await serviceMs();
  const start = performance.now();
  into.size = await way.run();
  into.walls.push(performance.now() - start);
  into.service += await serviceMs() - service;
  const after = await postgresCpuMs(sql);
  into.postgres = into.postgres === null || postgres === null || after === null
    ? null
    : into.postgres + after - postgres;
}

function ownMs(): Promise<number> {
  const { user, system } = process.cpuUsage();
  return Promise.resolve((user + system) / 1000);
}

function figures(name: string, { walls, service, postgres, size }: Samples): Figures {
  const sorted = walls.toSorted((a, b) => a - b);
  const runs = walls.length;
  return {
    name,
    runs,
    median_ms: sorted[Math.floor(runs / 2)]!,
    service_cpu_ms: service / runs,
    postgres_cpu_ms: postgres === null ? null : postgres / runs,
    size,
  };
}

/**
 * Returns the CPU time of the database's connections so far; null on another machine. The kernel
 * counts ticks of 10 ms, which is precise enough over many runs. Runs `cat`, because Deno does not
 * read /proc without all permissions.
 */
export async function postgresCpuMs(sql: OwnerSql): Promise<number | null> {
  const rows = await sql<{ pid: number }[]>`
    select pid from pg_stat_activity where datname = current_database()`;
  try {
    const files = rows.map(({ pid }) => `/proc/${pid}/stat`);
    const { stdout, success } = await new Deno.Command("cat", { args: files, stderr: "null" })
      .output();
    if (!success) return null;
    return new TextDecoder().decode(stdout).trim().split("\n")
      .reduce((sum, line) => sum + ticks(line) * 10, 0);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

/** Returns user and system time, fields 14 and 15 of proc(5) stat. The name before may have spaces. */
export function ticks(line: string): number {
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  return Number(fields[11]) + Number(fields[12]);
}
