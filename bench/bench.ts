import { tmpdir } from "node:os";
import type { Case } from "./cases.ts";
import * as cases from "./cases.ts";
import { refreshFigures } from "../service/forecasts/figures.ts";
import { addGeneration, addRuns, countValues, FIRST_RUNS, NOW, settle } from "./fill.ts";
import { measure } from "./measure.ts";
import { quartz } from "./quartz.ts";
import { references } from "./references.ts";
import { limitLines, measureRequests, requestLines } from "./requests/requests.ts";
import { growth, lines, type Report, sameIn } from "./report.ts";
import { startService } from "./requests/process.ts";
import { uploadCases } from "./uploads/cases.ts";
import { meanwhileLine, measureMeanwhile } from "./uploads/meanwhile.ts";
import { bytesNeeded, checkDisk, gigabytes, HELP, type Size, sizeOf } from "./size.ts";
import { openWorld, type World } from "./world.ts";

/**
 * Measures Sitecast on a database of its own, in turns with plainer ways of doing the same. Times
 * depend on the machine, ratios hold. Never fails for being slow.
 */
async function bench(size: Size): Promise<Report> {
  const before = size.compare && JSON.parse(await Deno.readTextFile(size.compare)) as Report;
  if (!size.url) await checkDisk(size, tmpdir());
  console.log(
    `${size.sites} sites, ${size.runs} runs, ${size.days} days: ${
      gigabytes(bytesNeeded(size))
    } of disk`,
  );
  const world = await openWorld(size.sites, size.url);
  try {
    const lists = { results: [], requests: [], uploads: [] };
    const report: Report = { ...await about(world), sites: size.sites, ...lists };
    const run = async (list: Case[], options: Parameters<typeof measure>[2] = size) => {
      for (const one of list) {
        const values = await countValues(world.owner);
        const result = {
          case: one.name,
          values,
          ways: await measure(world.owner, one.ways, options),
        };
        report.results.push(result);
        const earlier = before ? sameIn(before, result) : undefined;
        for (const line of lines(result, earlier)) console.log(line);
      }
    };
    if (size.quartz) {
      await fill(world, 0, size.runs, 0, size.days, QUARTER_MINUTES);
      await run(quartz(world), { ...size, unmeasured: 8 });
      return report;
    }
    await fill(world, 0, FIRST_RUNS, 0, 1);
    const uploads = async (divisor: number) => {
      const service = await startService(world);
      try {
        const sizes = { runs: size.sites / divisor, rows: 1_000_000 / divisor };
        const list = await uploadCases(world, service, sizes);
        await run(list, { seconds: 0, least: 2 });
        for (const one of list) {
          const figures = await measureMeanwhile(world, service, one);
          report.uploads.push(figures);
          console.log(meanwhileLine(figures));
        }
      } finally {
        await service.end();
      }
    };
    if (size.uploads) {
      await uploads(1);
      return report;
    }
    report.requests = await measureRequests(world, size.seconds);
    for (const line of requestLines(report.requests)) console.log(line);
    for (const line of limitLines(report.requests)) console.log(line);
    if (size.requests) return report;
    await run(await reads(world, size));
    await run([1, 200].map((count) => cases.ingest(world, count)));
    await uploads(10);
    await fill(world, FIRST_RUNS, size.runs, 1, size.days);
    await run(await reads(world, size));
    await run(references(world, size.days));
    for (const line of growth(report.results)) console.log(line);
    return report;
  } finally {
    await world.close();
  }
}

const QUARTER_MINUTES = 15;

async function fill(world: World, ...[from, to, fromDay, toDay, apart]: number[]): Promise<void> {
  await addRuns(world.owner, from!, to!, apart);
  await addGeneration(world.owner, fromDay!, toDay!);
  await refreshFigures(world.owner, NOW);
  await settle(world.owner);
}

/** Lists the reads. The plain query is compared for few sites only: it takes minutes for many. */
async function reads(world: World, { sites }: Size): Promise<Case[]> {
  const counts = [1, 50, 200, 1000].filter((count) => count <= sites);
  const latest = await all(
    counts.map((count) => () => cases.latest(world, count, count <= 50)),
  );
  return [
    ...latest.flat(),
    ...cases.questions(world),
    ...cases.reads(world),
    ...cases.pages(world),
    ...quartz(world),
  ];
}

async function all<T>(work: (() => Promise<T>)[]): Promise<T[]> {
  const done: T[] = [];
  for (const one of work) done.push(await one());
  return done;
}

async function about({ owner }: World) {
  const [row] = await owner`select current_setting('server_version') as postgres`;
  return {
    made_utc: Temporal.Now.instant().toString(),
    machine: {
      cpus: navigator.hardwareConcurrency,
      os: Deno.build.os,
      deno: Deno.version.deno,
      postgres: row!.postgres as string,
    },
  };
}

function readSize(): Size {
  try {
    return sizeOf(Deno.args);
  } catch (error) {
    console.error(`Sitecast: ${(error as Error).message}\n${HELP}`);
    Deno.exit(1);
  }
}

if (import.meta.main) {
  const size = readSize();
  const report = await bench(size);
  await Deno.writeTextFile(size.out, JSON.stringify(report, null, 2) + "\n");
  console.log(`The figures are in ${size.out}.`);
  Deno.exit(0);
}

export { bench };
