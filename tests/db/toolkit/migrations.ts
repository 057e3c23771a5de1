import { join } from "node:path";
import { connect } from "../../../db/client.ts";
import { dropDatabase, emptyDatabase } from "../../support/database.ts";

/** A folder of migrations, each with its SQL for up and down, and an empty database for them. */
export interface Workshop {
  url: string;
  folder: string;
  write(name: string, up: string, down?: string): Promise<void>;
  remove(name: string): Promise<void>;
  run(text: string): Promise<Record<string, unknown>[]>;
}

/** Runs `work` with a folder and a database of its own. */
export async function inWorkshop(work: (workshop: Workshop) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "sitecast-migrations-" });
  const url = await emptyDatabase();
  const sql = connect(url, { max: 1 });
  try {
    await work({
      url,
      folder,
      write: (name, up, down = "") => writeMigration(folder, name, up, down),
      remove: (name) => Deno.remove(join(folder, name)),
      run: async (text) => [...await sql.unsafe(text)],
    });
  } finally {
    await sql.end();
    await dropDatabase(url);
    await Deno.remove(folder, { recursive: true });
  }
}

async function writeMigration(folder: string, name: string, up: string, down: string) {
  const step = (text: string) => `(sql) => sql.unsafe(${JSON.stringify(text)})`;
  const text = `export const up = ${step(up)};\nexport const down = ${step(down)};\n`;
  await Deno.writeTextFile(join(folder, name), text);
}
