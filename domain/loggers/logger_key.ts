import { z } from "zod";
import { isStorable } from "../text.ts";

/** A key with which one logger writes readings; its secret is shown once and stored nowhere. */
export interface LoggerKey {
  key_uuid: string;
  logger_uuid: string;
  /** The first characters of the secret, to recognise it by. */
  prefix: string;
  label: string;
  /** E-mail address of the user who made it; null: a task, or somebody of another group. */
  created_by: string | null;
  created_utc: string;
  last_used_utc: string | null;
  /** Null: it is valid. */
  revoked_utc: string | null;
}

/** A new key of a form or a program. */
export const newLoggerKey = z.object({
  label: z.string({ error: "Enter the label as text." }).trim()
    .max(100, { error: "Shorten the label to at most 100 characters." })
    .refine(isStorable, { error: "Remove the invalid characters from the label." })
    .default(""),
});

/** Returns what people call a key: its label, else its first characters. */
export const keyName = ({ label, prefix }: Pick<LoggerKey, "label" | "prefix">) =>
  label || `${prefix}…`;
