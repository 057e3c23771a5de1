/** How many things there are of a logger. */
export interface LoggerContents {
  /** Counted up to one more than `MOST_COUNTED` (domain/plural.ts). */
  readings: number;
  variables: number;
  sessions: number;
  messages: number;
  alarms: number;
  rules: number;
  /** Those that work. */
  keys: number;
}
