/** What a logger measures under one name. */
export interface LoggerVariable {
  /** A bigint as text. */
  variable_id: string;
  logger_uuid: string;
  /** Its name, as the device sends it. */
  name: string;
  unit: string | null;
  /** What pages call it; null: made from the name. */
  label: string | null;
  /** How pages change its values, in order. */
  transforms: unknown[];
  feeds: "nothing" | "generation" | "consumption" | "charger";
  measures: "power" | "counter" | null;
  feed_unit: string | null;
  /** Of consumption: whether what the charger takes is part of it; null: not known. */
  includes_charger: boolean | null;
  /** Readings before this feed nothing; null: all do. */
  feed_from_utc: string | null;
  first_utc: string | null;
  last_utc: string | null;
  last_value: number | null;
  created_utc: string;
}

/** What people change of a variable. */
export type VariableChanges = Partial<
  Pick<
    LoggerVariable,
    | "unit"
    | "label"
    | "transforms"
    | "feeds"
    | "measures"
    | "feed_unit"
    | "includes_charger"
    | "feed_from_utc"
  >
>;
