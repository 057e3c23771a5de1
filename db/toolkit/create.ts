import { randomBytes } from "node:crypto";
import type postgres from "postgres";
import { AppError } from "../../domain/errors.ts";
import { connect } from "../client.ts";
import { migrateUp } from "../migrate.ts";

interface Wishes {
  /** Of the database and of the login that owns it. */
  name: string;
  /** Whether the request pool gets a login of its own, `NAME_requests`. */
  requestLogin: boolean;
}

interface Created {
  /** What was made; nothing on a second run. */
  made: string[];
  /** The database as its owner sees it, through the administrator's login. */
  url: string;
}

const ROLES = ["sitecast_app", "sitecast_admin", "sitecast_sdk", "sitecast_charging"];

/**
 * Makes what is missing of login, roles, rights, database and migrations, on the server of `adminUrl`.
 * Hears each secret as soon as it counts, so that an interruption does not lose it. Throws "invalid" for
 * a name that needs quotes, "unavailable" where the administrator lacks rights, "conflict" when the
 * database belongs to somebody else.
 */
export async function createDatabase(
  adminUrl: string,
  { name, requestLogin }: Wishes,
  hearSecret: (setting: string) => void,
): Promise<Created> {
  if (!/^[a-z_][a-z0-9_]{0,40}$/.test(name)) {
    throw new AppError("invalid", "Name a database in small letters, figures and _.");
  }
  const made: string[] = [];
  const sql = connect(adminUrl, { max: 1 });
  try {
    await requireRights(sql);
    const isThere = await requireOwn(sql, name);
    for (const role of ROLES) if (await makeRole(sql, role, "nologin")) made.push(`role ${role}`);
    const logins = requestLogin ? [name, `${name}_requests`] : [name];
    for (const login of logins) {
      const password = randomBytes(24).toString("hex");
      const inherits = login === name ? "inherit" : "noinherit";
      if (await makeRole(sql, login, `login ${inherits} password '${password}'`)) {
        made.push(`login ${login}`);
        const variable = login === name ? "DATABASE_URL" : "REQUEST_DATABASE_URL";
        hearSecret(`${variable}=${urlFor(adminUrl, name, login, password)}`);
      }
      if (await grantRoles(sql, login)) made.push(`rights of ${login}`);
    }
    if (!isThere) {
      await makeDatabase(sql, name);
      made.push(`database ${name}`);
    }
  } finally {
    await sql.end();
  }
  const url = asOwner(adminUrl, name);
  for (const migration of await migrateUp(url)) made.push(`migration ${migration}`);
  return { made, url };
}

async function requireRights(sql: postgres.Sql): Promise<void> {
  const [row] = await sql`
    select rolsuper or rolcreatedb and rolcreaterole as may from pg_roles
    where rolname = current_user`;
  if (row!.may) return;
  throw new AppError(
    "unavailable",
    "ADMIN_DATABASE_URL must be the address of a superuser, or of a login with CREATEDB and CREATEROLE.",
  );
}

/**
 * Makes a role unless it exists; returns whether it did. The options are text because a utility statement
 * takes no parameters: they come from this file alone.
 */
async function makeRole(sql: postgres.Sql, name: string, options: string): Promise<boolean> {
  const [existing] = await sql`select from pg_roles where rolname = ${name}`;
  if (existing) return false;
  await sql.unsafe(`create role ${name} nosuperuser nocreatedb nocreaterole ${options}`);
  return true;
}

/** Lets a login act as the roles of requests. */
async function grantRoles(sql: postgres.Sql, login: string): Promise<boolean> {
  const [row] = await sql`
    select count(*)::int as n from pg_auth_members
    where member = ${login}::text::regrole
      and roleid in ('sitecast_app'::regrole, 'sitecast_admin'::regrole)`;
  if (row!.n >= 2) return false;
  await sql.unsafe(`grant sitecast_app, sitecast_admin to ${login}`);
  return true;
}

/** Returns whether the database is there. Throws "conflict" when it belongs to somebody else. */
async function requireOwn(sql: postgres.Sql, name: string): Promise<boolean> {
  const [existing] = await sql`
    select datdba::regrole::text as owner from pg_database where datname = ${name}`;
  if (!existing || existing.owner === name) return existing !== undefined;
  throw new AppError(
    "conflict",
    `There is a database ${name} of ${existing.owner} already. Choose another name with --name.`,
  );
}

async function makeDatabase(sql: postgres.Sql, name: string): Promise<void> {
  // Who is no superuser makes a database only for a role of its own.
  await sql.unsafe(`do $$ begin
    if not (select rolsuper from pg_roles where rolname = current_user) then
      grant ${name} to current_user;
    end if; end $$`);
  await sql.unsafe(`create database ${name} owner ${name} template template0 encoding 'UTF8'`);
}

function urlFor(adminUrl: string, database: string, login: string, password: string): string {
  return Object.assign(new URL(adminUrl), {
    username: login,
    password,
    pathname: `/${database}`,
  }).href;
}

function asOwner(adminUrl: string, name: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  url.searchParams.set("role", name);
  return url.href;
}
