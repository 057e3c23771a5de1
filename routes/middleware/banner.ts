import type { OwnerSql } from "../../db/client.ts";
import { translated } from "../../db/errors.ts";
import { reading } from "../../db/transaction.ts";
import type { Viewer } from "../../domain/account/viewer.ts";
import { AppError } from "../../domain/errors.ts";
import { lateBanner } from "../../domain/operations/freshness.ts";
import { banner, type Status } from "../../domain/operations/status.ts";
import * as status from "../../sql/operations/status.ts";
import type { Services } from "../http/context.ts";
import { serviceFreshness } from "../status/service_freshness.ts";

/** How long a page waits for its banner. */
const PATIENCE_MS = 300;

/** What is read of each pool's database at the moment: a page that comes meanwhile shares it. */
const underWay = new WeakMap<OwnerSql, Promise<Status | undefined>>();

/**
 * Returns the status for the banner: what operators posted, else for viewers what was measured.
 * Undefined when the database takes long, so that the page comes without it; an error status that
 * says so when the database is unavailable.
 */
export async function bannerOf(
  services: Services,
  viewer: Viewer | undefined,
): Promise<Status | undefined> {
  try {
    const freshness = viewer && withoutWaiting(serviceFreshness(services));
    const [posted, measured] = await Promise.all([newest(services.database.owner), freshness]);
    return banner(posted) ?? (measured && lateBanner(measured));
  } catch (error) {
    const known = translated(error);
    if (!(known instanceof AppError) || !known.mayWorkLater) throw error;
    return { status: "error", message: known.message, created_utc: null };
  }
}

/**
 * Returns the newest status, or undefined after a while. The query goes on, and there is no second
 * one before it ends: a slow database gets one connection's worth of them, however many pages come.
 */
function newest(sql: OwnerSql): Promise<Status | undefined> {
  const before = underWay.get(sql);
  if (before) return before;
  const query = reading(() => status.latest(sql));
  const inTime = withoutWaiting(query);
  underWay.set(sql, inTime);
  const end = () => void underWay.delete(sql);
  query.then(end, end);
  return inTime;
}

async function withoutWaiting<T>(query: Promise<T>): Promise<T | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
  try {
    return await Promise.race([query, late]);
  } finally {
    clearTimeout(timer);
  }
}
