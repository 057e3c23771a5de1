import type postgres from "postgres";

type Begin = postgres.Sql["begin"];
type Work<T> = (tx: postgres.TransactionSql) => T | Promise<T>;

/** Codes of postgres.js and the system for a connection that broke while it was in use. */
const BROKEN = new Set(["CONNECTION_CLOSED", "CONNECTION_DESTROYED", "ECONNRESET", "EPIPE"]);
/** What the server says of a connection that it ends: asked to, in a crash, or idle for too long. */
const ENDED = new Set(["57P01", "57P02", "57P05", "25P03", "25P04"]);

function isBroken(error: unknown): boolean {
  const { code = "", severity } = (error ?? {}) as { code?: string; severity?: string };
  return BROKEN.has(code) || (severity === "FATAL" && ENDED.has(code));
}

/** The code that postgres.js has for a database that does not answer. */
const SILENT = "CONNECT_TIMEOUT";

/** How often something is tried again when its connection turns out to be dead already. */
const NEW_BEGINNINGS = 3;

/** Longer than a short read takes on a busy machine. */
const SHORT_READ_MS = 5_000;

/**
 * What `read` answers, asked again when its connection broke or nothing was answered in 5 s. Only for
 * short reads that stand alone: many of them wait on one connection, and would fail together.
 */
export async function reading<T>(read: () => Promise<T>, left = NEW_BEGINNINGS): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(silentError()), SHORT_READ_MS);
  try {
    return await Promise.race([read(), late]);
  } catch (error) {
    const isSilent = (error as { code?: string })?.code === SILENT;
    if (left === 0 || !isBroken(error) && !isSilent) throw error;
  } finally {
    clearTimeout(timer);
  }
  return await reading(read, left - 1);
}

/** Whether the connection that a transaction was begun on is still its own. */
interface Link {
  lost: boolean;
  /** Waits for an answer; called when it is there. Without one in time the connection is lost. */
  expect: () => () => void;
  /** Ends the transaction for its caller: postgres.js may have missed that the connection closed. */
  lose: (error: unknown) => void;
}

/** What postgres.js (3.4.9) keeps of a query that has not been answered yet. */
interface Pending {
  handler: (query: Pending) => void;
  resolve: (answer: unknown) => void;
  reject: (error: Error) => void;
}

/**
 * `sql.begin` that ends with its connection. postgres.js opens a broken connection again for the next
 * transaction, while the handle of the broken one still writes to it: queries would be answered in
 * somebody else's transaction, and a late rollback would end that. Here nothing is sent any more once
 * the connection is lost. A transaction whose work has not begun is begun again on another connection;
 * work is never repeated.
 *
 * `patienceMs`: what is longer than any statement may take. postgres.js can miss that a connection
 * closed, and what it wrote there is never answered: after this time it counts as lost.
 */
export function endingWithItsConnection(begin: Begin, patienceMs?: number): Begin {
  const safe = async <T>(options: string, work: Work<T>, left = NEW_BEGINNINGS): Promise<T> => {
    const { promise: broken, reject } = Promise.withResolvers<never>();
    const lose = (error: unknown) => {
      link.lost = true;
      reject(error);
    };
    const link: Link = { lost: false, lose, expect: () => deadline(link, patienceMs) };
    let hasBegun = false;
    const answered = link.expect();
    let committed = () => {};
    try {
      const begun = begin(options, (tx) => {
        answered();
        if (link.lost) throw lostError();
        hasBegun = true;
        return unlessLost(link, async () => {
          try {
            return await work(watched(tx, link));
          } finally {
            committed = link.expect();
          }
        });
      });
      return await Promise.race([begun, broken]) as T;
    } catch (error) {
      link.lost = true;
      if (hasBegun || left === 0 || !isBroken(error)) throw error;
      return await safe(options, work, left - 1);
    } finally {
      answered();
      committed();
    }
  };
  return ((...[options, work]: [string | Work<unknown>, Work<unknown>?]) =>
    typeof options === "string" ? safe(options, work!) : safe("", options)) as Begin;
}

/**
 * Settles as the work does, or never when the connection was lost: then begin() has failed already, and
 * must not be led to send its commit or rollback.
 */
function unlessLost<T>(link: Link, work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    work().then(
      (value) => void (link.lost || resolve(value)),
      (error) => void (link.lost || reject(error)),
    );
  });
}

function deadline(link: Link, ms: number | undefined): () => void {
  if (ms === undefined) return () => {};
  const timer = setTimeout(() => link.lose(silentError()), ms);
  return () => clearTimeout(timer);
}

/** The same handle, which refuses to send once its connection is lost, and notes the loss at once. */
function watched(tx: postgres.TransactionSql, link: Link): postgres.TransactionSql {
  return new Proxy(tx, {
    apply: (target, self, args) => watch(Reflect.apply(target as never, self, args), link),
    get: (target, name) =>
      name === "unsafe"
        ? (...args: Parameters<typeof tx.unsafe>) => watch(target.unsafe(...args), link)
        : Reflect.get(target, name),
  });
}

function watch<Q>(made: Q, link: Link): Q {
  const query = made as unknown as Pending;
  if (typeof query?.handler !== "function") return made; // a name or a list, no query
  const { handler: send, resolve, reject } = query;
  let answered = () => {};
  query.handler = (self) => {
    if (link.lost) return reject(lostError());
    answered = link.expect();
    send(self);
  };
  query.resolve = (answer) => {
    answered();
    resolve(answer);
  };
  query.reject = (error) => {
    answered();
    if (isBroken(error)) link.lose(error);
    reject(error);
  };
  return made;
}

const lostError = () =>
  Object.assign(new Error("The connection of this transaction broke."), {
    code: "CONNECTION_CLOSED",
  });

/** Not one after which a transaction is begun again: it may have waited in a long line. */
const silentError = () =>
  Object.assign(new Error("The database did not answer in time."), { code: SILENT });
