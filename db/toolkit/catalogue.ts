import type { FactBase } from "@supabase/pg-delta/core";
import { extract } from "@supabase/pg-delta/extract";
import postgres from "postgres";
import { type Unseen, unseenDifferences } from "./unseen.ts";

/** What a database has, read at one moment. */
export interface Catalogue {
  facts: FactBase;
  /** The login that read it, which owns everything of ours. */
  owner: string;
  /** Major version of PostgreSQL. */
  major: number;
  /** What the library does not look at, with the statements that mend it. */
  unseen: Unseen[];
}

/** Compiling the library's long queries takes ten times as long as running them. */
const QUICK = { application_name: "sitecast", jit: "off" };

/** Reads the catalogue of the database at `url` in one read-only transaction. */
export async function readCatalogue(url: string): Promise<Catalogue> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 5, connection: QUICK });
  try {
    const [row] = await sql<{ owner: string; major: number }[]>`
      select current_user as owner, current_setting('server_version_num')::int / 10000 as major`;
    const { factBase } = await extract(asPool(sql));
    return { ...row!, facts: factBase, unseen: await unseenDifferences(sql) };
  } finally {
    await sql.end();
  }
}

/** Makes of our driver's connections what the library expects of the driver `pg`. */
function asPool(sql: postgres.Sql): Parameters<typeof extract>[0] {
  const connect = async () => {
    const connection = await sql.reserve();
    return {
      query: async (text: string, parameters: postgres.ParameterOrJSON<never>[] = []) => ({
        rows: await connection.unsafe(text, parameters),
      }),
      release: () => connection.release(),
    };
  };
  return { connect } as never;
}
