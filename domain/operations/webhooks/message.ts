import type { Attention } from "../../sites/attention/kinds.ts";
import type { DeliveredEvent } from "./event.ts";

/** How a message names a site. */
export interface NamedInMessage {
  site_uuid: string;
  client_site_name: string | null;
  client_site_id: number | null;
}

/** A run that was stored. Its values are at /api/v1/runs/{forecast_uuid}. */
export interface RunMessage extends NamedInMessage {
  forecast_uuid: string;
  /** Issue time. */
  timestamp_utc: string;
  created_utc: string | null;
  forecast_version: string;
  model_name: string | null;
}

/** What is wrong with a site. */
export type AttentionMessage = NamedInMessage & Attention & { attention_uuid: string };

/** A file that was stored, or failed. */
export interface ImportMessage {
  import_uuid: string;
  /** generation, forecasts or charging. */
  kind: string;
  file_name: string;
  state: string;
  /** The site of the whole file; null: its rows name theirs. */
  site_uuid: string | null;
  /** How many rows became what. */
  result: Record<string, number> | null;
  /** Why it failed. */
  message: string | null;
  ended_utc: string | null;
}

/** What a message says, by its type. */
export type MessageData =
  | { runs: RunMessage[] }
  | { attention: AttentionMessage[] }
  | { import: ImportMessage }
  | { text: string };

/** Returns the JSON of a message, as the Standard Webhooks lay it out. `at`: when it happened. */
export function messageBody(event: DeliveredEvent, at: string, data: MessageData): string {
  return JSON.stringify({ type: event, timestamp: at, data });
}
