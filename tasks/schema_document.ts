import { connect } from "../db/client.ts";
import { startThrowAway } from "../db/embedded/embedded.ts";
import { migrateUp } from "../db/migrate.ts";
import { schemaDocument } from "../db/schema_document.ts";

/** Writes docs/schema.md from a database of its own that it migrates. */
const server = await startThrowAway();
try {
  await migrateUp(server.url);
  const sql = connect(server.url, { max: 1 });
  const path = `${import.meta.dirname}/../docs/schema.md`;
  await Deno.writeTextFile(path, await schemaDocument(sql));
  await sql.end();
  await new Deno.Command(Deno.execPath(), { args: ["fmt", "--quiet", path] }).output();
} finally {
  await server.stop();
}
