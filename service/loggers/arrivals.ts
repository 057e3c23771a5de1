import type { OwnerSql } from "../../db/client.ts";
import type { DeviceRequest } from "../../domain/loggers/device_request.ts";
import { add, KEPT_REQUESTS } from "../../sql/loggers/device_requests.ts";
import { log } from "../log.ts";

/**
 * Collects what arrived from loggers, and stores it in one transaction at most once a second, so that
 * a request does not wait for it. Of each logger it collects no more than are kept.
 */
export class Arrivals {
  #arrived = new Map<string, DeviceRequest[]>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private sql: OwnerSql) {}

  add(request: DeviceRequest): void {
    const before = this.#arrived.get(request.logger_uuid) ?? [];
    this.#arrived.set(request.logger_uuid, [...before, request].slice(-KEPT_REQUESTS));
    this.#timer ??= setTimeout(() => this.flush(), 1000);
  }

  /** Stores what was collected. Logs a failure, which loses the requests of that second. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const arrived = [...this.#arrived.values()].flat();
    this.#arrived = new Map();
    if (arrived.length === 0) return;
    try {
      await add(this.sql, arrived);
    } catch (error) {
      log.error("{count} requests of loggers could not be stored: {error}", {
        count: arrived.length,
        error,
      });
    }
  }
}
