import { createHash } from "node:crypto";
import { copyOut } from "../../db/backup/copy.ts";
import { SECRET_TABLES } from "../../db/backup/secrets.ts";
import { type Snapshot, withSnapshot } from "../../db/backup/snapshot.ts";
import { listSequences } from "../../db/backup/tables.ts";
import { AppError } from "../../domain/errors.ts";
import { readVersion } from "../version.ts";
import { countRows } from "./archive_reader.ts";
import { ArchiveWriter } from "./archive_writer.ts";
import { FORMAT, MANIFEST, type Manifest, type Part, type TableOfBackup } from "./manifest.ts";

/** Size of a part, unless one row is longer: the largest that is held in memory. */
const PART_BYTES = 256 * 1024;

interface Options {
  /** Leaves out passwords, tokens, sessions and second factors. */
  withoutSecrets?: boolean;
  /** Fingerprint of the secret key. */
  secretKey?: string | null;
}

/**
 * Writes all rows of the database, as of one moment, to a new file, and returns what is in it. The
 * service may go on. Throws "conflict" when the file exists; whatever fails, no file is left.
 */
export async function makeBackup(
  url: string,
  path: string,
  { withoutSecrets = false, secretKey = null }: Options = {},
): Promise<{ manifest: Manifest; bytes: number }> {
  const archive = await create(path);
  try {
    const manifest = await withSnapshot(url, async (snapshot: Snapshot) => {
      const { tx, tables, migrations, created_utc, postgres } = snapshot;
      const wanted = tables.filter(({ name }) => !(withoutSecrets && SECRET_TABLES.has(name)));
      const copied: TableOfBackup[] = [];
      for (const table of wanted) {
        const parts = await addTable(archive, copyOut(tx, table), table.name);
        copied.push({ ...table, rows: parts.reduce((sum, { rows }) => sum + rows, 0), parts });
      }
      return {
        sitecast_backup: FORMAT as typeof FORMAT,
        version: await readVersion(),
        postgres,
        created_utc,
        migrations: migrations.map(({ name, sha256 }) => ({ name, sha256 })),
        has_secrets: !withoutSecrets,
        secret_key: secretKey,
        tables: copied,
        // Last: numbers that are taken while the tables are read must not be given again.
        sequences: await listSequences(tx),
      };
    });
    await archive.add(MANIFEST, new TextEncoder().encode(JSON.stringify(manifest)));
    return { manifest, bytes: await archive.finish() };
  } catch (error) {
    await archive.discard();
    throw error;
  }
}

async function create(path: string): Promise<ArchiveWriter> {
  try {
    return await ArchiveWriter.create(path);
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) {
      throw new AppError("conflict", `${path} exists already. Name a new file.`);
    }
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied) {
      throw new AppError("invalid", `Cannot write ${path}: ${error.message}.`);
    }
    throw error;
  }
}

/** Adds the rows of a table in parts of about one size, cut between rows. */
async function addTable(
  archive: ArchiveWriter,
  rows: AsyncIterable<Uint8Array>,
  name: string,
): Promise<Part[]> {
  const parts: Part[] = [];
  let content = Buffer.allocUnsafe(PART_BYTES);
  let bytes = 0;
  const flush = async () => {
    const file = `${name.replaceAll("/", "_")}/${parts.length + 1}.copy`;
    const part = content.subarray(0, bytes);
    const sha256 = createHash("sha256").update(part).digest("hex");
    parts.push({ file, rows: countRows(part), bytes, sha256 });
    await archive.add(file, part);
    content = Buffer.allocUnsafe(PART_BYTES); // the archive may still hold the other one
    bytes = 0;
  };
  for await (const row of rows) {
    if (bytes > 0 && bytes + row.length > PART_BYTES) await flush();
    if (row.length > PART_BYTES) content = Buffer.allocUnsafe(row.length);
    content.set(row, bytes);
    bytes += row.length;
  }
  if (bytes > 0) await flush();
  return parts;
}
