import type { OwnerSql } from "../../db/client.ts";
import type { ScopedSql } from "../../db/scope.ts";
import type { SiteFile } from "../../domain/sites/bulk/site_file.ts";

/** Lists that one user can have waiting; the oldest goes first. */
const MOST_WAITING = 5;

/** Keeps a list of sites until it is confirmed, at most for a day. Returns its UUID. */
export async function keep(
  sql: ScopedSql,
  userUuid: string,
  { file_name, content }: Pick<SiteFile, "file_name" | "content">,
): Promise<string> {
  await sql`
    delete from app.site_files where user_uuid = ${userUuid}
      and (created_utc < now() - interval '1 day' or site_file_uuid not in (
        select site_file_uuid from app.site_files where user_uuid = ${userUuid}
        order by created_utc desc limit ${MOST_WAITING - 1}))`;
  const [made] = await sql<{ site_file_uuid: string }[]>`
    insert into app.site_files (site_group_uuid, user_uuid, file_name, content)
    values (nullif(current_setting('app.site_group_uuid', true), '')::uuid, ${userUuid},
      ${file_name}, ${content})
    returning site_file_uuid`;
  return made!.site_file_uuid;
}

/** Returns a list of the caller's group that was sent in the last day. */
export async function find(sql: ScopedSql, siteFileUuid: string): Promise<SiteFile | undefined> {
  return (await sql<SiteFile[]>`${selected(sql, siteFileUuid)}`)[0];
}

/** Does the same, and makes others who would store the list wait until this transaction ends. */
export async function lock(sql: ScopedSql, siteFileUuid: string): Promise<SiteFile | undefined> {
  return (await sql<SiteFile[]>`${selected(sql, siteFileUuid)} for update`)[0];
}

const selected = (sql: ScopedSql, siteFileUuid: string) =>
  sql`
    select site_file_uuid, file_name, content, to_json(created_utc) #>> '{}' as created_utc,
      to_json(stored_utc) #>> '{}' as stored_utc, added, changed
    from app.site_files
    where site_file_uuid = ${siteFileUuid} and created_utc >= now() - interval '1 day'`;

/** Marks a list as stored, and forgets its text. */
export async function markStored(
  sql: ScopedSql,
  siteFileUuid: string,
  { added, changed }: Pick<SiteFile, "added" | "changed">,
): Promise<void> {
  await sql`
    update app.site_files set stored_utc = now(), content = '', added = ${added}, changed = ${changed}
    where site_file_uuid = ${siteFileUuid}`;
}

/** Deletes the lists whose time is over. */
export async function dropOld(sql: OwnerSql): Promise<void> {
  await sql`delete from app.site_files where created_utc < now() - interval '1 day'`;
}
