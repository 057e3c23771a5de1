import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Case } from "../cases.ts";
import type { ServiceProcess } from "../requests/process.ts";
import type { World } from "../world.ts";
import { type Body, generationBody, MADE, MODEL, runsBody } from "./bodies.ts";

/** A request that sends a body in one piece, and what COPY does with its rows. */
export interface UploadCase extends Case {
  send(): Promise<number>;
  clear(): Promise<unknown>;
}

/** Returns uploads of `runs` runs, and of `rows` measurements of one site, each beside COPY. */
export async function uploadCases(
  world: World,
  service: ServiceProcess,
  { runs, rows }: { runs: number; rows: number },
): Promise<UploadCase[]> {
  const { owner, siteUuids } = world;
  const [model] = await owner<{ model_uuid: string }[]>`
    insert into ml_model (name, version) values (${MODEL}, '1') returning model_uuid`;
  const site = siteUuids[0]!;
  const [ofRuns, ofGeneration] = [
    runsBody(siteUuids.slice(0, runs), model!.model_uuid),
    generationBody(site, rows),
  ];
  const { origin } = service;
  const forecasts = `${origin}/api/v1/forecasts`;
  const generation = `${origin}/api/v1/sites/${site}/generation`;
  return [
    upload(world, service, `${runs} runs, NDJSON gzip`, ofRuns, {
      send: () => send(world, forecasts, "application/x-ndjson", ofRuns),
      clear: () => clearRuns(world),
    }),
    upload(world, service, `${rows} measurements of a site, CSV gzip`, ofGeneration, {
      send: () => send(world, generation, "text/csv", ofGeneration),
      clear: () => clearGeneration(world, site),
    }),
  ];
}

function upload(
  world: World,
  service: ServiceProcess,
  name: string,
  body: Body,
  { send, clear }: Pick<UploadCase, "send" | "clear">,
): UploadCase {
  return {
    name,
    send,
    clear,
    ways: [
      { name: "ours", run: send, after: clear, serviceMs: service.cpuMs },
      { name: "COPY", run: () => copy(world, body), after: clear },
    ],
  };
}

async function send(
  { token }: World,
  url: string,
  type: string,
  { gzip, rows }: Body,
): Promise<number> {
  const headers = {
    authorization: `Bearer ${token}`,
    "content-type": type,
    "content-encoding": "gzip",
  };
  const response = await fetch(url, { method: "POST", headers, body: gzip });
  const { inserted, detail } = await response.json();
  if (inserted !== rows) throw new Error(`${inserted} of ${rows} rows were stored: ${detail}`);
  return rows;
}

/** Stores the rows as the owner does, in one transaction, with all triggers. */
async function copy({ writer }: World, { copies, rows }: Body): Promise<number> {
  await writer`begin`;
  for (const [into, text] of copies) {
    await pipeline(
      Readable.from(pieces(text)),
      await writer.unsafe(`copy ${into} from stdin`).writable(),
    );
  }
  await writer`commit`;
  return rows;
}

function* pieces(text: string, length = 256 * 1024): Generator<string> {
  for (let at = 0; at < text.length; at += length) yield text.slice(at, at + length);
}

async function clearRuns({ owner }: World): Promise<void> {
  const made = MADE.toString();
  for (const table of ["forecasts", "forecast_values"]) {
    await owner.unsafe(`alter table ${table} disable trigger user`);
  }
  await owner`
    delete from forecast_values
    where forecast_uuid in (select forecast_uuid from forecasts where timestamp_utc = ${made}::timestamp)`;
  await owner`delete from app.run_batches`;
  await owner`delete from forecasts where timestamp_utc = ${made}::timestamp`;
  const ofModel = owner`(select model_uuid from ml_model where name = ${MODEL})`;
  await owner`delete from latest_forecast_values where ml_model_uuid in ${ofModel}`;
  await owner`delete from app.model_runs where ml_model_uuid in ${ofModel}`;
  for (const table of ["forecasts", "forecast_values"]) {
    await owner.unsafe(`alter table ${table} enable trigger user`);
  }
  await owner`vacuum forecasts, forecast_values, latest_forecast_values, app.model_runs`;
}

async function clearGeneration({ owner }: World, site: string): Promise<void> {
  await owner`
    delete from generation where site_uuid = ${site} and start_utc < '2026-05-01'::timestamp`;
  await owner`vacuum generation`;
  await owner`select app.sweep()`;
}
