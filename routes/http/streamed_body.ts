import { AppError } from "../../domain/errors.ts";

/** How long a stream may take, and how many a client may have at a time. */
export interface StreamLimits {
  /** From the start to the end. */
  deadlineMs: number;
  /** Without the client reading. */
  idleMs: number;
  perClient: number;
  total: number;
}

export const STREAM_LIMITS: StreamLimits = {
  deadlineMs: 600_000,
  idleMs: 60_000,
  perClient: 4,
  total: 32,
};

const SECONDS = 30;

/** Counts the streams that run, of all clients and of each. */
export class StreamCount {
  readonly #byClient = new Map<string, number>();
  #total = 0;

  constructor(private limits: Pick<StreamLimits, "perClient" | "total">) {}

  /** Counts one more. Throws "too_many" or "unavailable" when there are too many. */
  begin(client: string): void {
    const running = this.#byClient.get(client) ?? 0;
    if (running >= this.limits.perClient) {
      const message =
        "You are downloading too many files at the same time. Wait until one is done.";
      throw new AppError("too_many", message, { retryAfterSeconds: SECONDS });
    }
    if (this.#total >= this.limits.total) {
      const message = "Very many files are being downloaded right now. Try again in a minute.";
      throw new AppError("unavailable", message, { retryAfterSeconds: SECONDS });
    }
    this.#byClient.set(client, running + 1);
    this.#total++;
  }

  end(client: string): void {
    const running = this.#byClient.get(client)! - 1;
    if (running > 0) this.#byClient.set(client, running);
    else this.#byClient.delete(client);
    this.#total--;
  }
}

/** Where texts come from, and who waits for them. */
export interface Streamed {
  client: string;
  texts: AsyncGenerator<string, void>;
}

/**
 * Returns a body that reads the next text (or the one after it, where that is empty) when its client has read the one before, so that a slow
 * client holds one text in memory. The first one is read before the return: what it throws can
 * still become a response. Breaks the body off (the client sees that the file is not whole) when a text cannot be
 * read, at the deadline, and when the client stops reading. Throws as StreamCount.begin.
 */
export async function streamedBody(
  { client, texts }: Streamed,
  count: StreamCount,
  { deadlineMs, idleMs }: Pick<StreamLimits, "deadlineMs" | "idleMs"> = STREAM_LIMITS,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  count.begin(client);
  let first: IteratorResult<string, void> | undefined;
  try {
    first = await texts.next();
  } catch (error) {
    count.end(client);
    throw error;
  }
  const encoder = new TextEncoder();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  let isOver = false;
  const end = () => {
    if (isOver) return;
    isOver = true;
    for (const timer of timers.values()) clearTimeout(timer);
    count.end(client);
  };
  const breakOffAfter = (
    ms: number,
    why: string,
    controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>,
  ) => {
    clearTimeout(timers.get(why));
    const timer = setTimeout(() => {
      end();
      controller.error(new Error(why));
      texts.return();
    }, ms);
    Deno.unrefTimer(timer as unknown as number);
    timers.set(why, timer);
  };
  return new ReadableStream({
    start(controller) {
      breakOffAfter(deadlineMs, "the file took too long", controller);
      breakOffAfter(idleMs, "the client does not read", controller);
    },
    async pull(controller) {
      clearTimeout(timers.get("the client does not read"));
      try {
        let next = first ?? await texts.next();
        first = undefined;
        while (next.value === "" && !isOver) next = await texts.next();
        if (isOver) return;
        if (next.done) {
          end();
          return controller.close();
        }
        controller.enqueue(encoder.encode(next.value));
        breakOffAfter(idleMs, "the client does not read", controller);
      } catch (error) {
        end();
        throw error;
      }
    },
    cancel() {
      end();
      texts.return();
    },
  }, { highWaterMark: 0 });
}
