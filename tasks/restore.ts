import { useEmbedded } from "../db/embedded/embedded.ts";
import { counted } from "../domain/plural.ts";
import { type Manifest, rowsOf } from "../service/backup/manifest.ts";
import { checkBackup, restoreBackup, type Restored } from "../service/backup/restore.ts";
import { type Config, readConfig } from "../service/config.ts";
import { checkServer, databaseServer } from "../service/open_database.ts";
import { runProgram } from "../service/process.ts";
import { readSecretKey, secretKeyPath } from "../service/secret_key.ts";
import { failWithHelp, parseWords } from "./arguments.ts";

const HELP = "deno task restore FILE [--check]";

function read(): { path: string; check: boolean } {
  const { values, positionals: [path, ...rest] } = parseWords(
    { check: { type: "boolean", default: false } },
    HELP,
  );
  if (!path || rest.length > 0) failWithHelp(HELP);
  return { path, check: values.check };
}

const inWords = (manifest: Manifest) =>
  `${counted(rowsOf(manifest), "row")} of ${manifest.created_utc}, made by version ` +
  `${manifest.version} on PostgreSQL ${manifest.postgres}`;

function warnings({ manifest, leftOut, wrongDays }: Restored): string[] {
  const lines = leftOut.map(({ name, rows }) =>
    `Left out: ${name} with ${counted(rows, "row")}, which no migration of Sitecast makes.`
  );
  if (wrongDays.length > 0) {
    lines.push(
      `The latest table was wrong already on ${wrongDays.join(", ")}. To correct it: ` +
        "deno task rollup rebuild",
    );
  }
  if (!manifest.has_secrets) {
    lines.push(
      "The backup holds no passwords, tokens or second factors: users need new links (deno task " +
        "user password EMAIL).",
    );
  }
  return lines;
}

/** Says when second factors cannot be read, since the secret key is another one or missing. */
async function keyWarning(manifest: Manifest, config: Config): Promise<string[]> {
  const path = secretKeyPath(config);
  const key = await readSecretKey(path);
  if (manifest.secret_key === null || manifest.secret_key === key?.fingerprint) return [];
  return [
    `${path} is ${key ? "another secret key than" : "missing: it is not"} that of the backup. ` +
    "Copy that one here, or reset each second factor: deno task user factor-reset EMAIL.",
  ];
}

await runProgram(async () => {
  const { path, check } = read();
  const config = readConfig(Deno.env.toObject());
  if (check) {
    const manifest = await checkBackup(path);
    return console.log(`${path} is complete and can be restored: ${inWords(manifest)}.`);
  }
  await checkBackup(path);
  const { url, stop } = await databaseServer(config, useEmbedded);
  try {
    await checkServer(url);
    const restored = await restoreBackup(url, path);
    console.log(`Restored: ${inWords(restored.manifest)}.`);
    for (const name of restored.migrations) console.log(`applied: ${name}`);
    const lines = [...warnings(restored), ...await keyWarning(restored.manifest, config)];
    lines.forEach((line) => console.error(line));
  } finally {
    await stop();
  }
});
