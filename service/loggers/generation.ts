import type { OwnerSql } from "../../db/client.ts";
import { nextSpan } from "../../domain/loggers/count_span.ts";
import { microseconds } from "../../domain/loggers/microseconds.ts";
import { SECOND } from "../../domain/loggers/samples.ts";
import type { ReadingChange } from "../../sql/loggers/changes.ts";
import * as siteWork from "../../sql/loggers/site_work.ts";
import { log } from "../log.ts";
import { countSpan } from "./count_span.ts";

/** Sites that are looked at in one turn, and spans of about a day that are counted in it. */
const MOST_SITES = 1000;
const MOST_SPANS = 200;
const DAY = 24 * 3600 * SECOND;
/** How long a site is left out after it failed. */
const PUT_OFF = { seconds: 60 };

export interface GenerationOptions {
  now: Temporal.Instant;
  /** The first day of which readings are kept (UTC); undefined: all are. */
  readingsFrom?: Temporal.PlainDate | undefined;
  /** Sites that failed, and until when they are left out: kept from one turn to the next. */
  putOff?: Map<string, Temporal.Instant>;
  /** What is left when it comes stays for the next turn. */
  signal?: AbortSignal;
}

/**
 * Counts generation, consumption and charger power of sites again where readings of their loggers
 * changed, or what feeds them: of each period two minutes after its end, and of the past at once, the
 * newest first. What is more than one turn can do stays for the next one. The failure of one site
 * stops no other. Returns how many spans were counted.
 */
export async function countGeneration(
  owner: OwnerSql,
  changed: readonly ReadingChange[],
  { now, readingsFrom, putOff = new Map(), signal }: GenerationOptions,
): Promise<number> {
  await siteWork.addWork(owner, changed);
  const moment = {
    now: microseconds(now.toString()),
    readingsFrom: readingsFrom === undefined ? -Infinity : microseconds(`${readingsFrom}T00:00Z`),
  };
  let spans = 0;
  const settled = new Set<string>();
  while (spans < MOST_SPANS) {
    const due = await siteWork.dueSites(owner, now, MOST_SITES);
    const sites = due.filter((site) => !settled.has(site) && !isPutOff(putOff.get(site), now));
    if (sites.length === 0) break;
    for (const site of sites.slice(0, MOST_SPANS - spans)) {
      if (signal?.aborted) return spans;
      try {
        if (await countNext(owner, site, moment)) spans++;
        else settled.add(site);
      } catch (error) {
        putOff.set(site, now.add(PUT_OFF));
        log.error("generation of site {site} could not be counted: {error}", { site, error });
      }
    }
  }
  return spans;
}

const isPutOff = (until: Temporal.Instant | undefined, now: Temporal.Instant) =>
  until !== undefined && Temporal.Instant.compare(now, until) < 0;

/** Counts the next span of a site in a transaction; false when nothing is due or another one holds it. */
async function countNext(
  owner: OwnerSql,
  site: string,
  { now, readingsFrom }: { now: number; readingsFrom: number },
): Promise<boolean> {
  return await owner.begin(async (tx) => {
    await siteWork.waitBriefly(tx);
    const work = await siteWork.takeWork(tx, site);
    const span = work && nextSpan({ ...work, now });
    if (!span) return false;
    if (span.start < span.end) {
      const isLive = span.end > now - DAY;
      await countSpan(tx, site, span, { ...work, isLive, keeps: span.start < readingsFrom });
    }
    await siteWork.settle(tx, site, span);
    return true;
  });
}
