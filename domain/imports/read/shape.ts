import type { Row } from "./row.ts";

/** Makes periods of the rows of one site, which come in the order of the file. */
export interface ShapeReader {
  take(row: Row): void;
  /** Finishes what waits for the next row. */
  end(): void;
}
