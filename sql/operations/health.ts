import type { OwnerSql } from "../../db/client.ts";

/** Returns the names of applied migrations, which may be none. Throws without a database. */
export async function appliedMigrations(sql: OwnerSql): Promise<string[]> {
  const [table] = await sql`select to_regclass('app.migrations') is not null as there`;
  if (!table!.there) return [];
  const rows = await sql<{ name: string }[]>`select name from app.migrations order by name`;
  return rows.map((row) => row.name);
}

/** Returns the major version of the server, and whether the owner's login is a superuser. */
export async function lookAtServer(sql: OwnerSql) {
  const [row] = await sql<{ version: number; is_superuser: boolean }[]>`
    select current_setting('server_version_num')::int / 10000 as version,
      current_setting('is_superuser') = 'on' as is_superuser`;
  return row!;
}

/** Which server and database a login reaches, and whether it may act as the roles of requests. */
export async function lookAtLogin(sql: OwnerSql) {
  const [row] = await sql<{ identity: string; is_member: boolean }[]>`
    select current_database() || ' since ' || pg_postmaster_start_time() as identity,
      coalesce(bool_and(pg_has_role(oid, 'member')), false) as is_member
    from pg_roles where rolname in ('sitecast_app', 'sitecast_admin')`;
  return row!;
}
