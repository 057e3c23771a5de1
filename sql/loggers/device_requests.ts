import type { OwnerSql } from "../../db/client.ts";
import type { ScopedSql } from "../../db/scope.ts";
import type { DeviceRequest } from "../../domain/loggers/device_request.ts";
import { json } from "../kit/json.ts";

/** Requests that are kept of each logger. */
export const KEPT_REQUESTS = 20;

/**
 * Stores what arrived from loggers, and keeps the last 20 requests of each. Skips deleted loggers;
 * the rows of the others are locked first, in order, so that none is deleted in between.
 */
export async function add(sql: OwnerSql, requests: DeviceRequest[]): Promise<void> {
  await sql.begin(async (sql) => {
    await sql`
      insert into app.logger_requests (logger_uuid, at_utc, door, status, stored, refused, faults)
      select r.logger_uuid, r.at_utc at time zone 'utc', r.door, r.status, r.stored, r.refused,
        r.faults
      from jsonb_to_recordset(${json(sql, requests)})
        r (logger_uuid uuid, at_utc timestamptz, door text, status integer, stored integer,
          refused integer, faults jsonb)
      join (select logger_uuid from app.loggers order by logger_uuid for key share) l
        using (logger_uuid)`;
    await sql`
      delete from app.logger_requests where request_uuid in (
        select request_uuid
        from (
          select request_uuid, row_number() over
            (partition by logger_uuid order by at_utc desc, request_uuid) as place
          from app.logger_requests
          where logger_uuid = any (${[...new Set(requests.map((one) => one.logger_uuid))]}::uuid[])
        ) newest
        where place > ${KEPT_REQUESTS})`;
  });
}

/** Returns the last requests of a logger of the caller's, the newest first. */
export async function latest(sql: ScopedSql, loggerUuid: string): Promise<DeviceRequest[]> {
  return await sql<DeviceRequest[]>`
    select logger_uuid, at_utc, door, status, stored, refused, faults from app.logger_requests
    where logger_uuid = ${loggerUuid}
    order by at_utc desc, request_uuid limit ${KEPT_REQUESTS}`;
}
