import type { NumberMarks } from "../read/number.ts";
import type { SeenColumn } from "./columns.ts";
import type { Facts } from "./file_sample.ts";
import type { Identity } from "./identity.ts";
import type { Series } from "./series.ts";
import type { Steps } from "./steps.ts";
import type { Table } from "./table.ts";
import type { TimeColumns } from "./time_columns.ts";

/** What has been seen of a file when its columns of values are looked for. */
export interface Seen {
  table: Table;
  columns: SeenColumn[];
  times: TimeColumns;
  identity: Identity;
  marks: NumberMarks;
  series: Series[];
  steps: Steps;
  /** Zone of times without an offset. */
  zone: string;
  /** Zone of the plant, where it is known. */
  siteZone: string | null;
  facts: Facts;
}
