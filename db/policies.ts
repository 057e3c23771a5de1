/**
 * The three row-level-security policy texts, for migrations. The sub-select is evaluated once per
 * statement and keeps index scans; `exists` or `in` here would scan whole tables. Never FORCE: the
 * owner (jobs, the Python SDK, definer functions, pg_dump) sees everything.
 */
const GROUP = "nullif(current_setting('app.site_group_uuid', true), '')::uuid";

const enable = (table: string) => `alter table ${table} enable row level security;`;

const all = (table: string) => `create policy all_rows on ${table} to sitecast_admin using (true);`;

/** Rows of the sites that the scope's group has; `adminSeesAll` also after the site is gone. */
export function bySite(table: string, { adminSeesAll = false } = {}): string {
  return `${enable(table)}
    create policy by_site on ${table} to sitecast_app${adminSeesAll ? "" : ", sitecast_admin"}
      using (site_uuid = any((select app.visible_sites())::uuid[]));
    ${adminSeesAll ? all(table) : ""}`;
}

/** Rows of the scope's own group; an admin scope sees every group. */
export function byGroup(table: string): string {
  return `${enable(table)}
    create policy by_group on ${table} to sitecast_app using (site_group_uuid = ${GROUP});
    ${all(table)}`;
}

/** Rows of the users of the scope's group; an admin scope sees every user's. */
export function byUser(table: string): string {
  return `${enable(table)}
    create policy by_user on ${table} to sitecast_app
      using (user_uuid = any((select app.visible_users())::uuid[]));
    ${all(table)}`;
}

/** For a role that works on whole tables, as modellers do: every row, to read and to write. */
export function everyRow(table: string, role: string): string {
  return `create policy ${everyRowName(role)} on ${table} to ${role} using (true);`;
}

/** Undoes it. */
export function dropEveryRow(table: string, role: string): string {
  return `drop policy ${everyRowName(role)} on ${table};`;
}

const everyRowName = (role: string) => `every_row_${role}`;

/** Undoes any of the three. */
export function dropPolicies(table: string): string {
  return `
    drop policy if exists by_site on ${table};
    drop policy if exists by_group on ${table};
    drop policy if exists by_user on ${table};
    drop policy if exists all_rows on ${table};
    alter table ${table} disable row level security;`;
}
