import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { AppError } from "../../domain/errors.ts";
import type { Cluster } from "./cluster.ts";

const NAME = "sitecast";

/**
 * Makes the login `sitecast` and its database where missing, gives the login a new password, and
 * returns its URL. Throws "unavailable" when the superuser's password is missing or refused.
 */
export async function prepareLogin(cluster: Cluster, port: number): Promise<string> {
  const superuser = connect(urlOf("postgres", await readPassword(cluster), port, "postgres"));
  const password = randomBytes(24).toString("hex");
  try {
    await makeLogin(superuser, password, cluster.throwAway);
    await makeDatabase(superuser);
  } finally {
    await superuser.end();
  }
  return urlOf(NAME, password, port, NAME);
}

/** Whether a server takes connections at this URL. */
export async function answers(url: string): Promise<boolean> {
  const sql = connect(url);
  try {
    await sql`select 1`;
    return true;
  } catch {
    // Not yet, or no longer: whoever asks will ask again.
    return false;
  } finally {
    await sql.end();
  }
}

function connect(url: string): postgres.Sql {
  return postgres(url, { max: 1, ssl: false, connect_timeout: 10 });
}

function urlOf(user: string, password: string, port: number, database: string): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
}

async function makeLogin(
  superuser: postgres.Sql,
  password: string,
  throwAway: boolean,
): Promise<void> {
  const [existing] = await superuser`select 1 from pg_roles where rolname = ${NAME}`;
  const rights = `login createrole ${throwAway ? "createdb" : "nocreatedb"} nosuperuser`;
  // The password is hexadecimal: a utility statement takes no parameters.
  await superuser.unsafe(
    `${existing ? "alter" : "create"} role ${NAME} ${rights} password '${password}'`,
  );
}

async function makeDatabase(superuser: postgres.Sql): Promise<void> {
  const [existing] = await superuser`select 1 from pg_database where datname = ${NAME}`;
  if (!existing) await superuser.unsafe(`create database ${NAME} owner ${NAME}`);
}

async function readPassword({ passwordFile, folder }: Cluster): Promise<string> {
  try {
    return await Deno.readTextFile(passwordFile);
  } catch (error) {
    throw new AppError(
      "unavailable",
      `The password of PostgreSQL's superuser cannot be read from ${passwordFile}. Put the file ` +
        `back, or move ${folder} away to begin anew.`,
      { cause: error },
    );
  }
}
