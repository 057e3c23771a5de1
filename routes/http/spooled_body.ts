import { AppError } from "../../domain/errors.ts";
import { BodyBudget } from "./body_budget.ts";

const KB = 1024;
const MB = 1024 * KB;

/** Up to this size a response is kept in memory while its client reads it. */
const LARGE = MB;
const PIECE = 64 * KB;

/** What responses that are being read may hold on the disk, and when a client no longer reads. */
export interface SpoolLimits {
  budget: BodyBudget;
  idleMs: number;
}

const LIMITS: SpoolLimits = {
  budget: new BodyBudget({ clientBytes: 200 * MB, totalBytes: 1024 * MB }),
  idleMs: 60_000,
};

/**
 * Returns a response's body for a client to read at its own pace. A large one waits in a file without
 * a name in the system's temporary folder, and is read from there piece by piece: in memory, clients
 * that never read would hold all of it. Ends the response when a minute passes without reading. Throws
 * "too_many" or "unavailable" when a client, or all of them, have too much that is not read.
 */
export async function spooled(
  client: string,
  body: Uint8Array<ArrayBuffer>,
  { budget, idleMs }: SpoolLimits = LIMITS,
): Promise<Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>> {
  if (body.byteLength <= LARGE) return body;
  const size = body.byteLength;
  budget.take(client, size);
  try {
    const file = await unnamedFile(body);
    return readAtItsPace(file, idleMs, () => budget.release(client, size));
  } catch (error) {
    budget.release(client, size);
    throw new AppError("unavailable", "There is no room for a large response. Try again later.", {
      cause: error,
      retryAfterSeconds: 60,
    });
  }
}

/** Writes bytes to a file that is removed when it is closed, and goes back to its start. */
async function unnamedFile(bytes: Uint8Array): Promise<Deno.FsFile> {
  const path = await Deno.makeTempFile({ prefix: "sitecast-" });
  const file = await Deno.open(path, { read: true, write: true });
  try {
    await Deno.remove(path);
    for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
    await file.seek(0, Deno.SeekMode.Start);
    return file;
  } catch (error) {
    file.close();
    throw error;
  }
}

function readAtItsPace(
  file: Deno.FsFile,
  idleMs: number,
  done: () => void,
): ReadableStream<Uint8Array> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = () => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    file.close();
    done();
  };
  const waitForClient = (controller: ReadableStreamDefaultController) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      end();
      controller.error(new Error("the client does not read"));
    }, idleMs);
    Deno.unrefTimer(timer as unknown as number);
  };
  return new ReadableStream({
    start: waitForClient,
    async pull(controller) {
      const buffer = new Uint8Array(PIECE);
      const count = await file.read(buffer);
      if (count === null) {
        end();
        return controller.close();
      }
      controller.enqueue(buffer.subarray(0, count));
      waitForClient(controller);
    },
    cancel: end,
  }, { highWaterMark: 0 });
}
