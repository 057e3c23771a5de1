import { z } from "zod";

/** Version of the format below; a program refuses what is newer. */
export const FORMAT = 1;
/** The last entry of the archive: it describes the others, and a file without it is not complete. */
export const MANIFEST = "manifest.json";

const count = z.number().int().nonnegative();

const part = z.object({
  /** Name of the entry in the archive. */
  file: z.string(),
  rows: count,
  bytes: count,
  sha256: z.string(),
});

const table = z.object({
  name: z.string(),
  columns: z.array(z.string()),
  /** The partitioned table and the range of its partition; a range of null: the default one. */
  partition: z.object({ of: z.string(), range: z.tuple([z.string(), z.string()]).nullable() })
    .nullable(),
  rows: count,
  /** Rows in the text format of COPY, cut between rows. */
  parts: z.array(part),
});

export const manifestSchema = z.object({
  sitecast_backup: z.literal(FORMAT),
  /** Version of the program that made the backup, and of PostgreSQL. */
  version: z.string(),
  postgres: z.string(),
  /** The moment that the rows are of. */
  created_utc: z.string(),
  migrations: z.array(z.object({ name: z.string(), sha256: z.string().nullable() })).min(1),
  /** Whether passwords, tokens, sessions and second factors are in it. */
  has_secrets: z.boolean(),
  /** Fingerprint of the secret key that encrypted second factors; null: there was none. */
  secret_key: z.string().nullable(),
  /** Each table after those that its foreign keys refer to. */
  tables: z.array(table),
  sequences: z.array(
    z.object({ name: z.string(), last_value: z.string().regex(/^-?\d+$/), is_called: z.boolean() }),
  ),
});

export type Manifest = z.output<typeof manifestSchema>;
export type TableOfBackup = Manifest["tables"][number];
export type Part = TableOfBackup["parts"][number];

/** Returns the number of rows in all tables. */
export const rowsOf = ({ tables }: Manifest): number =>
  tables.reduce((sum, { rows }) => sum + rows, 0);
