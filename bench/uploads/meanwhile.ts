import { NOW } from "../fill.ts";
import type { ServiceProcess } from "../requests/process.ts";
import type { World } from "../world.ts";
import type { UploadCase } from "./cases.ts";

/** What an upload does to the service beside it. */
export interface MeanwhileFigures {
  name: string;
  /** Of the service, above what it had before. */
  memory_mb: number;
  /** 99 of 100 reads of 200 sites take at most so long, alone and during the upload. */
  alone_ms: number;
  meanwhile_ms: number;
  reads: number;
}

const ALONE = 300;

/** Sends an upload while the latest forecasts of 200 sites are read, one request after the other. */
export async function measureMeanwhile(
  world: World,
  service: ServiceProcess,
  { name, send, clear }: UploadCase,
): Promise<MeanwhileFigures> {
  const read = () => readColumns(world, service.origin);
  for (let i = 0; i < 50; i++) await read();
  const alone: number[] = [];
  while (alone.length < ALONE) alone.push(await read());
  const before = await service.memoryBytes();
  const during: number[] = [];
  let isSent = false;
  const sent = send().finally(() => isSent = true);
  while (!isSent) during.push(await read());
  await sent;
  const after = await service.memoryBytes();
  await clear();
  return {
    name,
    memory_mb: (after.most - before.now) / 1024 ** 2,
    alone_ms: percentile99(alone),
    meanwhile_ms: percentile99(during),
    reads: during.length,
  };
}

async function readColumns({ token, siteUuids }: World, origin: string): Promise<number> {
  const range = `start=${NOW}&end=${NOW.add({ hours: 48 })}`;
  const sites = siteUuids.slice(0, 200);
  const path = `/api/v1/forecasts/latest?format=columns&site_uuids=${sites}&${range}`;
  const start = performance.now();
  const response = await fetch(origin + path, { headers: { authorization: `Bearer ${token}` } });
  const body = await response.arrayBuffer();
  if (response.status !== 200) throw new Error(new TextDecoder().decode(body));
  return performance.now() - start;
}

const percentile99 = (times: readonly number[]) =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)]!;

/** Formats the figures. */
export function meanwhileLine(figures: MeanwhileFigures): string {
  const { name, memory_mb, alone_ms, meanwhile_ms, reads } = figures;
  return `${name}: ${memory_mb.toFixed(0)} MB above idle; 200 sites' columns meanwhile ` +
    `${meanwhile_ms.toFixed(1)} ms (99 of 100 of ${reads}), alone ${alone_ms.toFixed(1)} ms: ` +
    `× ${(meanwhile_ms / alone_ms).toFixed(1)}`;
}
