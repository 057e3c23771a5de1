import { useEmbedded } from "../db/embedded/embedded.ts";
import { counted } from "../domain/plural.ts";
import { makeBackup } from "../service/backup/backup.ts";
import { rowsOf } from "../service/backup/manifest.ts";
import { readConfig } from "../service/config.ts";
import { checkServer, databaseServer } from "../service/open_database.ts";
import { runProgram } from "../service/process.ts";
import { readSecretKey, secretKeyPath } from "../service/secret_key.ts";
import { failWithHelp, parseWords } from "./arguments.ts";

const HELP = "deno task backup FILE [--without-secrets]";

function read(): { path: string; withoutSecrets: boolean } {
  const { values, positionals: [path, ...rest] } = parseWords(
    { "without-secrets": { type: "boolean", default: false } },
    HELP,
  );
  if (!path || rest.length > 0) failWithHelp(HELP);
  return { path, withoutSecrets: values["without-secrets"] };
}

function secretsInWords(withoutSecrets: boolean, keyPath: string): string[] {
  return withoutSecrets
    ? [
      "It holds no passwords, tokens, sessions or second factors: after a restore users need new " +
      "links (deno task user password EMAIL).",
    ]
    : [
      "It holds hashes of passwords and tokens: keep it where nobody else can read it.",
      `It does not hold the secret key: copy ${keyPath} by itself, and keep it apart.`,
    ];
}

await runProgram(async () => {
  const { path, withoutSecrets } = read();
  const config = readConfig(Deno.env.toObject());
  const keyPath = secretKeyPath(config);
  const secretKey = (await readSecretKey(keyPath))?.fingerprint;
  // Not migrated: a backup before an update is of the database as it is.
  const { url, stop } = await databaseServer(config, useEmbedded);
  try {
    await checkServer(url);
    const { manifest, bytes } = await makeBackup(url, path, { withoutSecrets, secretKey });
    console.log(
      `Written: ${path}, ${counted(rowsOf(manifest), "row")} of ${manifest.created_utc}, ` +
        `${counted(bytes, "byte")}.`,
    );
    secretsInWords(withoutSecrets, keyPath).forEach((line) => console.log(line));
  } finally {
    await stop();
  }
});
