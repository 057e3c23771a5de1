import type { ScopedSql } from "../../db/scope.ts";
import { AppError } from "../../domain/errors.ts";
import { listLoggers } from "../../sql/loggers/loggers.ts";

const TAKEN = { field: "name", message: "The site has a logger of this name." };

/**
 * Throws "invalid" at the field `name` when another logger of the site has this name, in any case.
 * Two forms at once are left to the unique index.
 */
export async function nameFree(
  sql: ScopedSql,
  siteUuid: string,
  name: string,
  ownUuid?: string,
): Promise<void> {
  const isSame = (other: string) => other.toLowerCase() === name.toLowerCase();
  const others = await listLoggers(sql, siteUuid);
  if (!others.some((other) => other.logger_uuid !== ownUuid && isSame(other.name))) return;
  throw new AppError("invalid", TAKEN.message, { fields: [TAKEN] });
}
