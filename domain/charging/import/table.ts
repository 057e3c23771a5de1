/** A row of a file: its cells, or why it has none. */
export interface FileRow {
  /** Number of its first line; in JSON, its place in the list. From 1. */
  line: number;
  cells: string[];
  fault?: string;
}

export interface SessionTable {
  header: string[];
  /** Of JSON: its numbers are written with a point. */
  isJson: boolean;
  /** The rows, in batches of at most a few thousand. */
  rows: () => AsyncGenerator<FileRow[]>;
}
