import type { NamedSite } from "../sites/site.ts";
import type { Heartbeat } from "./logger_state.ts";

/** A logger that sent once, and does not now. */
export interface SilentLogger extends Heartbeat, NamedSite {
  logger_uuid: string;
  name: string;
}

/** How many loggers have sent, and how many of these are silent. */
export interface SilentCount {
  sent: number;
  silent: number;
}
