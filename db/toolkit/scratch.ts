import { connect } from "../client.ts";

/** Returns whether the login of `url` may make databases. */
export async function mayMakeDatabases(url: string): Promise<boolean> {
  const sql = connect(url, { max: 1 });
  try {
    const [row] = await sql<{ may: boolean }[]>`
      select rolcreatedb or rolsuper as may from pg_roles where rolname = current_user`;
    return row!.may;
  } finally {
    await sql.end();
  }
}

/** Runs `work` with the URL of an empty database beside that of `url`, which is dropped afterwards. */
export async function withScratch<T>(
  url: string,
  work: (scratch: string) => Promise<T>,
): Promise<T> {
  const name = `sitecast_scratch_${crypto.randomUUID().slice(0, 8)}`;
  const scratch = new URL(url);
  scratch.pathname = `/${name}`;
  const sql = connect(url, { max: 1 });
  try {
    await sql.unsafe(`create database ${name} template template0`);
    return await work(scratch.href);
  } finally {
    // Not "with (force)": that wants a right over an autovacuum at work there, which PostgreSQL itself
    // ends and waits for (up to 5 s) otherwise.
    await sql.unsafe(`drop database if exists ${name}`);
    await sql.end();
  }
}
