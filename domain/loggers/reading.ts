/** One reading of a logger: the value that one of its variables had at one time. */
export interface Reading {
  /** Name of the variable, as the device calls it. */
  variable: string;
  /** Whole microseconds since 1970-01-01 00:00 UTC. */
  time: number;
  /** A finite number in the unit of the variable; a state is 1 (on) or 0 (off). */
  value: number;
}
