import type { NamedSite } from "../sites/site.ts";
import type { Logger } from "./logger.ts";

/** What every page of a logger shows of it: what it is, where, and how it is. */
export interface FramedLogger extends Logger, NamedSite {
  /** Alarms that neither ended nor were dismissed. */
  open_alarms: number;
}
