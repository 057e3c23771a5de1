import { once } from "node:events";
import { Worker, type WorkerOptions } from "node:worker_threads";
import type { Config } from "./config.ts";

/** What a thread reaches the database with. */
export interface ThreadData {
  url: string;
  /** The path of the Unix socket of a server on this machine. */
  socket?: string;
  logLevel: Config["LOG_LEVEL"];
}

type Limits = WorkerOptions["resourceLimits"];

/**
 * Runs a program in a thread of its own, so that requests need not wait for its computations, and
 * memory that it took is given back when it ends. Returns its first message, which it posts when it
 * is done; posts "stop" to it when the signal comes. Throws what ended the thread early.
 */
export async function inThread(
  program: URL,
  workerData: ThreadData,
  resourceLimits: Limits,
  signal: AbortSignal,
): Promise<unknown> {
  const thread = new Worker(program, { workerData, resourceLimits });
  try {
    return await reply(thread, signal);
  } finally {
    await thread.terminate();
  }
}

/**
 * A thread that stays for the next task: Deno 2.9 stops the thread that starts another one until that
 * is there, for 50 ms and more. Does one task at a time.
 */
export class KeptThread {
  #thread: Worker | undefined;

  constructor(private program: URL, private workerData: ThreadData, private limits: Limits) {}

  /**
   * Posts a task to the thread, which is started for the first one, and returns what it posts when
   * it is done; posts "stop" when the signal comes. Throws what ended the thread, and starts another
   * one for the next task.
   */
  async ask(task: object, signal: AbortSignal): Promise<unknown> {
    const { workerData, limits: resourceLimits } = this;
    this.#thread ??= new Worker(this.program, { workerData, resourceLimits });
    try {
      this.#thread.postMessage(task);
      return await reply(this.#thread, signal);
    } catch (error) {
      await this.end();
      throw error;
    }
  }

  /** Ends the thread, if there is one. */
  async end(): Promise<void> {
    const thread = this.#thread;
    this.#thread = undefined;
    await thread?.terminate();
  }
}

async function reply(thread: Worker, signal: AbortSignal): Promise<unknown> {
  const stop = () => thread.postMessage("stop");
  signal.addEventListener("abort", stop);
  try {
    if (signal.aborted) stop();
    const [message] = await once(thread, "message");
    return message;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
