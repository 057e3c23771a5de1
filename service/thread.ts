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

/**
 * Runs a program in a thread of its own, so that requests need not wait for its computations, and
 * memory that it took is given back when it ends. Returns its first message, which it posts when it
 * is done; posts "stop" to it when the signal comes. Throws what ended the thread early.
 */
export async function inThread(
  program: URL,
  workerData: ThreadData,
  resourceLimits: WorkerOptions["resourceLimits"],
  signal: AbortSignal,
): Promise<unknown> {
  const thread = new Worker(program, { workerData, resourceLimits });
  const stop = () => thread.postMessage("stop");
  signal.addEventListener("abort", stop);
  try {
    if (signal.aborted) stop();
    const [message] = await once(thread, "message");
    return message;
  } finally {
    signal.removeEventListener("abort", stop);
    await thread.terminate();
  }
}
