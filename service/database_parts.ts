import { ConfigError } from "./config_error.ts";

type Env = Record<string, string | undefined>;

const SSL_MODES = ["disable", "prefer", "require", "verify-full"];

/**
 * Returns the address that the variables of libpq describe: PGHOST, PGPORT, PGUSER, PGPASSWORD or
 * PGPASSFILE, PGDATABASE, PGSSLMODE. Throws ConfigError with a sentence for each that is missing or
 * wrong.
 */
export function urlOfParts(env: Env): string {
  const wrong = [...missing(env), ...malformed(env)];
  if (wrong.length) throw new ConfigError(wrong.join("\n"));
  const url = new URL(`postgres://${env.PGHOST}:${env.PGPORT || 5432}/${env.PGDATABASE}`);
  url.username = encodeURIComponent(env.PGUSER!);
  url.password = encodeURIComponent(env.PGPASSWORD || passwordOfFile(env));
  if (env.PGSSLMODE) url.searchParams.set("sslmode", env.PGSSLMODE);
  return url.href;
}

function missing(env: Env): string[] {
  const names = ["PGHOST", "PGUSER", "PGDATABASE"].filter((name) => !env[name]);
  if (!env.PGPASSWORD && !env.PGPASSFILE) names.push("PGPASSWORD (or PGPASSFILE)");
  return names.map((name) =>
    `${name} must be set: SITECAST_DATABASE is parts, without DATABASE_URL.`
  );
}

function malformed({ PGHOST, PGPORT, PGDATABASE, PGSSLMODE }: Env): string[] {
  const isHost = (text: string) => URL.canParse(`postgres://${text}:5432`) && !/[/@?#,]/.test(text);
  const rules: [string | undefined, (text: string) => boolean, string][] = [
    [PGHOST, isHost, "PGHOST must be one host name or address; a socket's folder is none."],
    [PGPORT, (text) => /^[1-9]\d{0,4}$/.test(text), "PGPORT must be a number from 1 to 65535."],
    [PGDATABASE, (text) => /^[\w-]+$/.test(text), "PGDATABASE must be letters, figures, _ and -."],
    [PGSSLMODE, (text) => SSL_MODES.includes(text), `PGSSLMODE must be ${SSL_MODES.join(", ")}.`],
  ];
  return rules.flatMap(([text, isRight, sentence]) => !text || isRight(text) ? [] : [sentence]);
}

/**
 * Finds the password as libpq does: the first line `host:port:database:user:password` that fits, where
 * `*` fits anything and `\` goes before a colon or a backslash.
 */
function passwordOfFile({ PGPASSFILE, PGHOST, PGPORT, PGDATABASE, PGUSER }: Env): string {
  const wanted = [PGHOST, PGPORT || "5432", PGDATABASE, PGUSER];
  for (const line of readPasswords(PGPASSFILE!)) {
    const fields = line.match(/(?:\\.|[^:\\])+/g)?.map((field) => field.replace(/\\(.)/g, "$1"));
    if (fields?.length !== 5 || line.startsWith("#")) continue;
    if (wanted.every((value, i) => fields[i] === "*" || fields[i] === value)) return fields[4]!;
  }
  throw new ConfigError(`PGPASSFILE ${PGPASSFILE} has no password for ${wanted.join(":")}.`);
}

function readPasswords(path: string): string[] {
  try {
    const { mode } = Deno.statSync(path);
    if (mode !== null && mode & 0o077) {
      throw new ConfigError(`PGPASSFILE ${path} can be read by others: run chmod 600 ${path}.`);
    }
    return Deno.readTextFileSync(path).split(/\r?\n/);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`PGPASSFILE ${path} cannot be read: ${(error as Error).message}.`);
  }
}
