import { parseArgs } from "node:util";
import { FIRST_RUNS, VALUES_OF_RUN } from "./fill.ts";

export const HELP = `deno task bench [OPTIONS]
  --sites N       sites (1000)
  --runs N        runs of each site after the history has grown, an hour apart (12)
  --days N        days of generation after that (4)
  --large         192 runs, 21 days: 37 million values with 1000 sites, 12 GB of disk, half an hour
  --quartz        only reads of the site API of Quartz beside ours, with 400 sites and two days of
                  quarter-hourly runs: 14.7 million values, 5 GB of disk
  --seconds N     time for each way of each case (2)
  --requests      only what requests cost the service's thread, with 500 sites
  --uploads       only uploads, of 1000 runs and of a million measurements (else a tenth)
  --url URL       a login that may make databases, instead of an embedded server in a temporary folder
  --out FILE      where the figures go (bench.json)
  --compare FILE  figures of an earlier run, to show how much has changed`;

export interface Size {
  sites: number;
  runs: number;
  days: number;
  requests: boolean;
  uploads: boolean;
  quartz: boolean;
  seconds: number;
  url?: string;
  out: string;
  compare?: string;
}

/** Parses the command line. Throws TypeError at an unknown option or a wrong number. */
export function sizeOf(args: string[]): Size {
  const { values } = parseArgs({
    args,
    options: {
      sites: { type: "string" },
      requests: { type: "boolean", default: false },
      uploads: { type: "boolean", default: false },
      quartz: { type: "boolean", default: false },
      runs: { type: "string" },
      days: { type: "string" },
      large: { type: "boolean", default: false },
      seconds: { type: "string", default: "2" },
      url: { type: "string" },
      out: { type: "string", default: "bench.json" },
      compare: { type: "string" },
    },
  });
  const usual = values.quartz
    ? { sites: "400", runs: "192", days: "4" }
    : values.large
    ? { sites: "1000", runs: "192", days: "21" }
    : { sites: values.requests ? "500" : "1000", runs: "12", days: "4" };
  return {
    sites: amount("--sites", values.sites ?? usual.sites, 1),
    requests: values.requests,
    uploads: values.uploads,
    quartz: values.quartz,
    runs: amount("--runs", values.runs ?? usual.runs, FIRST_RUNS),
    days: amount("--days", values.days ?? usual.days, 1),
    seconds: amount("--seconds", values.seconds, 0.01),
    url: values.url,
    out: values.out,
    compare: values.compare,
  };
}

function amount(option: string, text: string, least: number): number {
  const value = Number(text);
  if (!(value >= least)) throw new TypeError(`${option} takes a number of at least ${least}.`);
  return value;
}

/**
 * Bytes of a forecast value, and of a row of the latest table or generation, with indexes and WAL:
 * measured, plus a fifth.
 */
const BYTES = { value: 330, line: 300 };

/** Returns the bytes on disk that the bench needs at most. */
export function bytesNeeded({ sites, runs, days }: Size): number {
  const lines = sites * (VALUES_OF_RUN + runs * 4 + days * 96);
  return 1e9 + sites * runs * VALUES_OF_RUN * BYTES.value + lines * BYTES.line;
}

/** Throws when the disk of the folder has less room, with both figures. */
export async function checkDisk(size: Size, folder: string): Promise<void> {
  const { stdout } = await new Deno.Command("df", { args: ["-Pk", folder] }).output();
  const free = Number(new TextDecoder().decode(stdout).trim().split("\n").at(-1)?.split(/\s+/)[3]);
  const needed = bytesNeeded(size);
  if (free * 1024 < needed) {
    throw new Error(
      `This size takes ${gigabytes(needed)} of disk, and ${folder} has ${
        gigabytes(free * 1024)
      }. ` +
        "Choose a smaller one (--sites, --runs), another folder (TMPDIR) or another server (--url).",
    );
  }
}

export const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
