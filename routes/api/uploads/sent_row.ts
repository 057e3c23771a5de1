/** What a line holds, as JSON has it. */
export interface SentRow {
  /** Number of the line, from 1. */
  line: number;
  value: unknown;
}

/** A line that holds no row. */
export interface WrongLine {
  line: number;
  wrong: string;
}
