import type { OwnerSql } from "../../db/client.ts";
import { hashSecret, newLoggerSecret } from "../../domain/account/secret.ts";
import { floorToMinutes, MINUTE } from "../../domain/time/time.ts";
import * as loggers from "../../sql/loggers/demo.ts";
import * as siteGroups from "../../sql/groups/site_groups.ts";
import * as demo from "../../sql/operations/demo.ts";
import { everySeconds } from "../timers.ts";
import { GROUPS, PLANT } from "./cast.ts";
import { type DemoPlant, loadPlant } from "./plant.ts";

const EVERY_SECONDS = 10;
/** What live pages and charts show of the time before the first start. */
const SINCE = { hours: 3 };
/** What a device that was restarted still has to send. */
const KEPT = { minutes: 10 };
const PERIOD_MS = 10 * MINUTE;
const SWING_MS = 5 * MINUTE;
const WRITE = "/api/v2/write?org=demo&bucket=demo&precision=s";

/** Sends a request to the service: its own fetch handler, or one of another. */
export type Send = (path: string, init: RequestInit) => Promise<Response>;

/** The logger of the demo's plant, ready to send. */
export interface PlantLogger {
  /** Sends what was measured since it sent last, up to `now`; throws when that is refused. */
  sendUntil(now: Temporal.Instant): Promise<void>;
}

/**
 * Makes the logger of a site if it is missing, and a key for it. It sends the plant's power for every
 * ten seconds in InfluxDB's line protocol, as a device does.
 */
export async function plantLogger(
  sql: OwnerSql,
  site: Pick<loggers.DemoLogger, "siteUuid" | "siteGroupUuid">,
  plant: DemoPlant,
  send: Send,
  now: Temporal.Instant,
): Promise<PlantLogger> {
  const logger = await loggers.findOrMakeLogger(sql, { ...site, ...LOGGER }, now);
  const { secret, prefix } = newLoggerSecret();
  await loggers.addKey(sql, logger.logger_uuid, { hash: hashSecret(secret), prefix });
  let sent = floorToSteps(now.subtract(logger.last_seen_utc === null ? SINCE : KEPT));
  return {
    async sendUntil(now) {
      const lines = linesBetween(plant, sent, now);
      if (lines.length === 0) return;
      const headers = { authorization: `Token ${secret}` };
      const response = await send(WRITE, { method: "POST", headers, body: lines.join("\n") });
      const text = await response.text();
      if (!response.ok) throw new Error(`The demo's logger was refused: ${text}`);
      sent = floorToSteps(now);
    },
  };
}

const LOGGER = {
  name: "Inverters",
  note: "Demo: sends what the plant produced on the same calendar day of 2021, as a device would.",
  zone: "Indian/Reunion",
  intervalSeconds: EVERY_SECONDS,
  powerVariable: "inverter.power",
};

const floorToSteps = (time: Temporal.Instant) =>
  time.round({
    smallestUnit: "second",
    roundingIncrement: EVERY_SECONDS,
    roundingMode: "floor",
  });

/**
 * Returns a line for each ten seconds in (from, to] of which the plant's power is known: the mean of
 * its ten minutes, plus a swing of 2 % that is made up, so that live values move, and averages to 0.
 */
export function linesBetween(
  plant: DemoPlant,
  from: Temporal.Instant,
  to: Temporal.Instant,
): string[] {
  const end = floorToMinutes(to, 10).add({ minutes: 10 });
  const powers = new Map(
    plant.production(floorToMinutes(from, 10), end).map((value) => [
      Temporal.Instant.from(value.start_utc).epochMilliseconds,
      value.generation_power_kw,
    ]),
  );
  const lines: string[] = [];
  const step = EVERY_SECONDS * 1000;
  for (let at = from.epochMilliseconds + step; at <= to.epochMilliseconds; at += step) {
    const powerKw = powers.get(Math.floor(at / PERIOD_MS) * PERIOD_MS);
    if (powerKw === undefined) continue;
    const swing = 1 + 0.02 * Math.sin(2 * Math.PI * at / SWING_MS);
    lines.push(`inverter power=${(powerKw * 1000 * swing).toFixed(1)} ${at / 1000}`);
  }
  return lines;
}

/**
 * Sends as the logger of the demo's plant every ten seconds, while there is such a site, until the
 * signal aborts.
 */
export async function runPlantLogger(
  sql: OwnerSql,
  now: () => Temporal.Instant,
  send: Send,
  signal: AbortSignal,
): Promise<void> {
  const plant = await loadPlant();
  let logger: PlantLogger | undefined;
  await everySeconds(EVERY_SECONDS, "the demo's logger", signal, async () => {
    const group = GROUPS.find(({ sites }) => sites.includes(PLANT))!;
    const siteUuid = await demo.findSite(sql, group.name, PLANT.client_site_name);
    if (!siteUuid) return;
    const { site_group_uuid } = await siteGroups.findOrMake(sql, group.name, false);
    const site = { siteUuid, siteGroupUuid: site_group_uuid };
    logger ??= await plantLogger(sql, site, plant, send, now());
    await logger.sendUntil(now());
  });
}
