import { join } from "node:path";
import type postgres from "postgres";
import { AppError } from "../../domain/errors.ts";
import { mark, readList, unmark } from "./applied.ts";
import { BEFORE_SQUASH, LAST_COMMIT_BEFORE_SQUASH, LAST_SQUASHED } from "./before_squash.ts";
import { readCatalogue } from "./catalogue.ts";
import { compare } from "./compare.ts";
import { migrationFiles } from "./files.ts";
import { fromSnapshot } from "./snapshot.ts";

const SNAPSHOT = join(import.meta.dirname!, "snapshots/before-squash.json");

/**
 * Takes over a database that was migrated before the migrations became fewer: if its schema is that of
 * the last of them, it counts as having those of today up to that schema. Throws "unavailable" with
 * what differs, and changes nothing, if it is older or was changed by hand.
 */
export async function takeOver(sql: postgres.Sql, url: string): Promise<void> {
  const applied = (await readList(sql)).map(({ name }) => name);
  const missing = BEFORE_SQUASH.filter((name) => !applied.includes(name));
  if (missing.length) throw refusal(`It lacks the migrations ${missing.join(", ")}`);
  const live = await readCatalogue(url);
  const expected = fromSnapshot(await Deno.readTextFile(SNAPSHOT), live.owner);
  const { differences } = compare({ ...live, unseen: [] }, expected);
  if (differences.length) {
    throw refusal(
      `Its schema is another one:\n  ${differences.map((d) => d.words).join("\n  ")}\n`,
    );
  }
  await sql.begin(async (tx) => {
    for (const name of BEFORE_SQUASH) await unmark(tx, name);
    for (const file of migrationFiles()) if (file.name <= LAST_SQUASHED) await mark(tx, file);
  });
}

function refusal(reason: string): AppError {
  return new AppError(
    "unavailable",
    "This database was migrated by an older Sitecast, and is not at the end of its migrations. " +
      `${reason}. Nothing was changed. Start the program of commit ${LAST_COMMIT_BEFORE_SQUASH} ` +
      "once, which brings it there, or undo what was changed by hand.",
  );
}
