import type { OwnerSql } from "../../db/client.ts";
import { isRepeatable, type NewSecurityEvent } from "../../domain/operations/security_event.ts";
import * as securityEvents from "../../sql/operations/security_events.ts";
import { log } from "../log.ts";

/** Kinds, users and addresses that a second keeps apart: the log itself has 61 rows for each minute. */
const MOST = 200;

/**
 * Writes security events: at once, or, if clients can cause them as often as they like, equal ones
 * together once a second, so that a flood of refused requests costs no write each.
 */
export class SecurityLog {
  #seen = new Map<string, NewSecurityEvent>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private sql: OwnerSql) {}

  async add(event: NewSecurityEvent): Promise<void> {
    if (!isRepeatable(event)) return await securityEvents.add(this.sql, event);
    const { kind, user_uuid, address } = event;
    const own = JSON.stringify([kind, user_uuid, address]);
    const isBeyond = !this.#seen.has(own) && this.#seen.size >= MOST;
    const key = isBeyond ? kind : own;
    const { times = 0, ...first } = this.#seen.get(key) ?? (isBeyond ? ofMany(event) : event);
    this.#seen.set(key, { ...first, times: times + 1 });
    this.#timer ??= setTimeout(() => this.flush(), 1000);
  }

  /** Stores what was counted. Logs a failure, which loses the counts of that second. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const seen = [...this.#seen.values()];
    this.#seen.clear();
    try {
      for (const event of seen) await securityEvents.add(this.sql, event);
    } catch (error) {
      log.error("{count} security events could not be stored: {error}", {
        count: seen.length,
        error,
      });
    }
  }
}

/** Returns an event that stands for those of many clients. */
function ofMany({ kind, at }: NewSecurityEvent): NewSecurityEvent {
  return {
    kind,
    at,
    user_uuid: null,
    email: "",
    subject_uuid: null,
    subject_email: "",
    address: null,
    request_id: "",
    detail: "Of very many clients in one second.",
  };
}
