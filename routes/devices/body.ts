import { Buffer } from "node:buffer";
import { promisify } from "node:util";
import { gunzip, gunzipSync } from "node:zlib";
import type { Context } from "hono";
import { AppError } from "../../domain/errors.ts";
import { BodyBudget } from "../http/body_budget.ts";
import { BODY_LIMITS } from "../http/body_limits.ts";
import { tooLarge } from "../http/read_body.ts";
import type { FromDevice } from "./device.ts";

/** Larger bodies are unpacked beside the service's thread, one at a time. */
const MOST_AT_ONCE = 64 * 1024;
const MOST_UNPACKED = { maxOutputLength: BODY_LIMITS.device.bodyBytes };

const unpackBeside = promisify<Buffer, typeof MOST_UNPACKED, Buffer>(gunzip);

/** Reads the bodies of devices' requests, and bounds what they hold when they are unpacked. */
export class DeviceBodies {
  readonly #budget = new BodyBudget(BODY_LIMITS.device);
  #last: Promise<unknown> = Promise.resolve();

  /**
   * Passes the body of a request to `use`, unpacked (gzip, RFC 1952), and returns what that returns.
   * Throws "malformed" for one that cannot be unpacked, and "too_large" as soon as more than 10 MB
   * come out of it.
   */
  async read<T>(c: Context<FromDevice>, use: (body: Uint8Array) => Promise<T>): Promise<T> {
    const packed = new Uint8Array(await c.req.arrayBuffer());
    const coding = (c.req.header("content-encoding") ?? "identity").trim().toLowerCase();
    if (coding === "identity" || coding === "" || packed.length === 0) return await use(packed);
    if (coding !== "gzip" && coding !== "x-gzip") {
      throw new AppError("malformed", "Send the body as it is, or with Content-Encoding: gzip.");
    }
    const body = await this.#unpack(Buffer.from(packed.buffer));
    const { logger_uuid } = c.var.device;
    this.#budget.take(logger_uuid, body.length);
    try {
      return await use(body);
    } finally {
      this.#budget.release(logger_uuid, body.length);
    }
  }

  async #unpack(packed: Buffer): Promise<Uint8Array> {
    try {
      if (packed.length <= MOST_AT_ONCE) return gunzipSync(packed, MOST_UNPACKED);
      const unpacked = this.#last.then(() => unpackBeside(packed, MOST_UNPACKED));
      this.#last = unpacked.catch(() => {}); // the next one waits for the end of this, however it ends
      return await unpacked;
    } catch (error) {
      if ((error as { code?: unknown }).code === "ERR_BUFFER_TOO_LARGE") throw tooLarge();
      throw new AppError("malformed", "The body cannot be unpacked as gzip.");
    }
  }
}
