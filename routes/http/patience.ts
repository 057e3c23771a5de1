import { getLogger } from "@logtape/logtape";
import { translated } from "../../db/errors.ts";
import { AppError } from "../../domain/errors.ts";

const log = getLogger(["sitecast", "request"]);

/** How often the parts of a response that has begun are tried. */
export const ATTEMPTS = 20;
const PAUSE_MS = 1000;

/** How often the next part is tried: once until the response has begun. */
export interface Patience {
  attempts: number;
}

/** Reads again after a pause where the service has no place: pages come first, a download can wait. */
export async function patiently<T>(patience: Patience, read: () => Promise<T>): Promise<T> {
  for (let attempt = 1;; attempt++) {
    try {
      return await read();
    } catch (error) {
      const known = translated(error);
      const isBusy = known instanceof AppError && known.mayWorkLater;
      if (!isBusy || attempt >= patience.attempts) throw error;
      log.info("a download waits for the database: {error}", { error: String(known) });
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
