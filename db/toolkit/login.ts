import { randomBytes } from "node:crypto";
import type postgres from "postgres";
import { AppError } from "../../domain/errors.ts";
import { connect } from "../client.ts";

interface Wishes {
  /** The database. */
  name: string;
  /** Name of the group whose charging data the login sees. */
  group: string;
  /** Name of the login. */
  login: string;
}

/** Connections of a login at once: as many as SQLAlchemy keeps, twice. */
const MOST_CONNECTIONS = 10;
/** Ends programs that hang, so that they hold up nobody. A program may set other values. */
const PATIENCE = { statement_timeout: "60s", idle_in_transaction_session_timeout: "60s" };

/**
 * Makes a login of the database that reads and writes the charging data of one group and nothing else,
 * and returns its address with the password. `adminUrl` is that of a superuser, or of a login that may
 * make roles and act as the database's owner. Throws "invalid" for a name that needs quotes,
 * "not_found" without such a database or group, "conflict" when there is a login of that name.
 */
export async function createChargingLogin(
  adminUrl: string,
  { name, group, login }: Wishes,
): Promise<string> {
  if (!/^[a-z_][a-z0-9_]{0,40}$/.test(login)) {
    throw new AppError("invalid", "Name a login in small letters, figures and _.");
  }
  const url = Object.assign(new URL(adminUrl), { pathname: `/${name}` });
  const sql = connect(url.href, { max: 1 });
  const password = randomBytes(24).toString("hex");
  try {
    await sql.begin(async (tx) => {
      const [there] = await tx`select from pg_roles where rolname = ${login}`;
      if (there) throw new AppError("conflict", `There is a login ${login} already.`);
      const [names] = await tx<{ owner: string; database: string }[]>`
        select quote_ident(datdba::regrole::text) as owner, quote_ident(datname) as database
        from pg_database where datname = current_database()`;
      const { owner, database } = names!;
      await tx.unsafe(`create role ${login} nosuperuser nocreatedb nocreaterole inherit login
        connection limit ${MOST_CONNECTIONS} password '${password}'`);
      await tx.unsafe(`grant sitecast_charging to ${login}`);
      for (const [setting, value] of Object.entries(PATIENCE)) {
        await tx.unsafe(`alter role ${login} in database ${database} set ${setting} = '${value}'`);
      }
      await closeAdvisoryLocks(tx, owner);
      await tx.unsafe(`set local role ${owner}`);
      const mapped = await tx`
        insert into app.database_logins (login, site_group_uuid)
        select ${login}, site_group_uuid from site_groups where site_group_name = ${group}
        on conflict (login) do update
          set site_group_uuid = excluded.site_group_uuid, created_utc = now()
        returning 1`;
      if (mapped.length === 0) throw new AppError("not_found", `There is no group ${group}.`);
    });
  } catch (error) {
    throw MISSING.has((error as { code?: string }).code ?? "") ? notThere(url, error) : error;
  } finally {
    await sql.end();
  }
  return Object.assign(url, { username: login, password, search: "" }).href;
}

/** SQLSTATE of a database, a role, a schema or a table that is not there. */
const MISSING = new Set(["3D000", "42704", "3F000", "42P01"]);

function notThere({ host, pathname }: URL, cause: unknown): AppError {
  const message = `${host} has no database ${pathname.slice(1)} of Sitecast. Name it: --name NAME.`;
  return new AppError("not_found", message, { cause });
}

/**
 * Leaves advisory locks to the roles of the service: their keys are no secret, and whoever may take
 * them could hold up sign-ins and forecasts of everybody. PostgreSQL lets its superuser alone do so;
 * under another login they stay open.
 */
async function closeAdvisoryLocks(tx: postgres.TransactionSql, owner: string): Promise<void> {
  const functions = await tx<{ name: string }[]>`
    select oid::regprocedure::text as name from pg_proc
    where pronamespace = 'pg_catalog'::regnamespace
      and proname ~ '^pg_(try_)?advisory_(xact_)?lock(_shared)?$'
      and exists (select from pg_roles where rolname = current_user and rolsuper)
    order by 1`;
  const list = functions.map(({ name }) => name).join(", ");
  if (list === "") return;
  await tx.unsafe(`grant execute on function ${list}
    to ${owner}, sitecast_app, sitecast_admin, sitecast_sdk`);
  await tx.unsafe(`revoke execute on function ${list} from public`);
}
