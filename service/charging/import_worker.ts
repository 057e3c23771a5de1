import type { OwnerSql } from "../../db/client.ts";
import { translated } from "../../db/errors.ts";
import { AppError } from "../../domain/errors.ts";
import * as work from "../../sql/charging/import_work.ts";
import { log } from "../log.ts";
import { checkImport } from "./check_import.ts";

/** Rows that are stored in one transaction. */
const STORED_AT_ONCE = 1000;

/**
 * Checks and stores the files of charging sessions that wait, one after another: groups take turns, and
 * of each its oldest is first. One that failed for a reason that may pass stays for the next round.
 */
export async function workOnChargingImports(sql: OwnerSql, signal: AbortSignal): Promise<void> {
  const tried: string[] = [];
  let served: string[] = [];
  while (!signal.aborted) {
    const open = await work.nextOpen(sql, { tried, served });
    if (!open) return;
    served = [...served.filter((group) => group !== open.site_group_uuid), open.site_group_uuid];
    if (!await workOn(sql, open, signal)) tried.push(open.import_uuid);
  }
}

/** Does what an import waits for; returns false when that failed and waits for the next round. */
async function workOn(sql: OwnerSql, open: work.OpenImport, signal: AbortSignal): Promise<boolean> {
  try {
    if (open.state === "checking") await checkImport(sql, open, signal);
    else while (!signal.aborted && await work.storeRows(sql, open.import_uuid, STORED_AT_ONCE));
    return true;
  } catch (error) {
    const known = translated(error);
    const isLater = known instanceof AppError && known.mayWorkLater;
    const uuid = open.import_uuid;
    if (isLater || signal.aborted) {
      log.warning("import {uuid} of sessions will be continued: {error}", { uuid, error });
      return false;
    }
    const isExpected = known instanceof AppError && !known.cause;
    if (!isExpected) log.error("import {uuid} of sessions failed: {error}", { uuid, error });
    await work.fail(sql, open, isExpected ? known.message : UNEXPECTED);
    return true;
  }
}

const UNEXPECTED = "This failed half-way; the log of the service says why.";
