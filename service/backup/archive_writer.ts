import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { type Pack, pack } from "tar-stream";

/** The fastest: higher levels take several times as long for a few percent. */
const LEVEL = 1;
const CHUNK = 64 * 1024;

/**
 * Writes a tar.gz (POSIX.1-2001 pax, RFC 1952) that appears under its name when it is complete and on
 * the disk; until then it is FILE.part. Only its owner may read it.
 */
export class ArchiveWriter {
  #pack: Pack = pack();
  #written: Promise<void>;

  private constructor(readonly path: string, readonly file: Deno.FsFile) {
    const gzip = createGzip({ level: LEVEL, chunkSize: CHUNK });
    this.#written = pipeline(this.#pack, gzip, async (chunks: AsyncIterable<Uint8Array>) => {
      for await (const chunk of chunks) await writeAll(file, chunk);
    });
    this.#written.catch(() => {}); // thrown by add() and finish()
  }

  /** Throws Deno.errors.AlreadyExists when there is a file of this name. */
  static async create(path: string): Promise<ArchiveWriter> {
    if (await exists(path)) throw new Deno.errors.AlreadyExists(path);
    const unfinished = partOf(path);
    if (await exists(unfinished)) await Deno.remove(unfinished);
    const file = await Deno.open(unfinished, { createNew: true, write: true, mode: 0o600 });
    return new ArchiveWriter(path, file);
  }

  /** Adds an entry; resolves once the archive has taken it. */
  async add(name: string, content: Uint8Array): Promise<void> {
    const taken = new Promise<void>((resolve, reject) => {
      const entry = this.#pack.entry(
        { name, size: content.length, mode: 0o600 },
        (error) => error ? reject(error) : resolve(),
      );
      entry.end(content);
    });
    await Promise.race([taken, this.#written]);
  }

  /** Writes what is left, waits for the disk and gives the file its name. Returns its bytes. */
  async finish(): Promise<number> {
    this.#pack.finalize();
    await this.#written;
    await this.file.sync();
    const { size } = await this.file.stat();
    this.file.close();
    await Deno.rename(partOf(this.path), this.path);
    using folder = await Deno.open(dirname(this.path));
    await folder.sync();
    return size;
  }

  /** Removes what was written. */
  async discard(): Promise<void> {
    this.#pack.destroy();
    await this.#written.catch(() => {}); // the caller throws why
    this.file.close();
    await Deno.remove(partOf(this.path));
  }
}

const partOf = (path: string) => `${path}.part`;

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
