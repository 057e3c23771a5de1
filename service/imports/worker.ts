import type { OwnerSql } from "../../db/client.ts";
import { translated } from "../../db/errors.ts";
import { AppError } from "../../domain/errors.ts";
import * as work from "../../sql/imports/work.ts";
import { log } from "../log.ts";
import { checkImport, type CheckOptions } from "./check.ts";
import { checkForecasts } from "./check_forecasts.ts";

/** Pieces that are stored before another group has its turn: some seconds. */
const PIECES_OF_A_TURN = 10;

/**
 * Checks and stores the files that wait, one at a time: groups take turns, and each has its oldest
 * file checked, or some pieces of it stored. A file that failed for a reason that may pass stays for
 * the next round. With `mostBytes`, larger files are left.
 */
export async function workOnImports(
  sql: OwnerSql,
  now: () => Temporal.Instant,
  signal: AbortSignal,
  mostBytes?: number,
): Promise<void> {
  const tried: string[] = [];
  let served: string[] = [];
  while (!signal.aborted) {
    const open = await work.nextOpen(sql, { tried, served, mostBytes });
    if (!open) return;
    served = [...served.filter((group) => group !== open.site_group_uuid), open.site_group_uuid];
    if (!await workOn(sql, open, now(), signal)) tried.push(open.import_uuid);
  }
}

/** Does what an import waits for; returns false when that failed and waits for the next round. */
async function workOn(
  sql: OwnerSql,
  open: work.OpenImport,
  now: Temporal.Instant,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    if (open.state === "checking") await checkAny(sql, open, { now, signal });
    else await storeImport(sql, open.import_uuid, signal);
    return true;
  } catch (error) {
    const known = translated(error);
    const isLater = known instanceof AppError && known.mayWorkLater;
    if (isLater || signal.aborted) {
      log.warning("import {uuid} will be continued: {error}", { uuid: open.import_uuid, error });
      return false;
    }
    const isExpected = known instanceof AppError && !known.cause;
    if (!isExpected) log.error("import {uuid} failed: {error}", { uuid: open.import_uuid, error });
    await work.fail(sql, open.import_uuid, open.state, isExpected ? known.message : UNEXPECTED);
    return true;
  }
}

/** Checks a file of measurements or of forecasts. */
async function checkAny(sql: OwnerSql, open: work.OpenImport, options: CheckOptions) {
  const { forecast, ...reading } = open.reading;
  if (!forecast) return await checkImport(sql, open, options);
  await checkForecasts(sql, { ...open, reading: { ...reading, forecast } }, options);
}

const UNEXPECTED = "This failed half-way; the log of the service says why.";

/** Stores the next pieces of a confirmed file, until the signal comes. */
export async function storeImport(
  sql: OwnerSql,
  importUuid: string,
  signal: AbortSignal,
  pieces = PIECES_OF_A_TURN,
): Promise<void> {
  for (let i = 0; i < pieces && !signal.aborted; i++) {
    if (!await work.storePiece(sql, importUuid)) return;
  }
}
