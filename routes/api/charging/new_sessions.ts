import { z } from "@hono/zod-openapi";
import { AppError, type FieldError } from "../../../domain/errors.ts";
import { type NewSession, newSession } from "../../../domain/charging/session_input.ts";
import { MOST_FAULTS, unknownNames } from "../../../domain/unknown_names.ts";
import { inTurns } from "../../../db/turns.ts";

/** Most sessions of a request. */
const MOST_SESSIONS = 10_000;

/** The body of a request that adds sessions. */
export const newSessions = z.object({ sessions: z.array(newSession).min(1).max(MOST_SESSIONS) });

const outline = z.object({
  sessions: z.array(z.unknown(), { error: "Send a list of sessions." })
    .min(1, { error: "Send at least one session." })
    .max(MOST_SESSIONS, { error: "Send at most 10,000 sessions at once." }),
});

/** Why a token that is limited to some sites may not write a session at none of them. */
export const NAME_A_SITE = "This token is for some sites alone: name one of them.";

/** What is wrong with a session of a request: its place, counted from 0, its field, and why. */
export interface RowFault {
  row: number;
  field: string;
  message: string;
}

/** Throws "invalid" with all faults, up to 100, each with the session that it is in. */
export function refuseFaults(faults: readonly RowFault[]): void {
  if (faults.length === 0) return;
  const fields: FieldError[] = faults.slice(0, MOST_FAULTS).map(({ row, field, message }) => ({
    field: `sessions.${row}${field && `.${field}`}`,
    message: `Session ${row + 1}${field && `: ${field}`}: ${message}`,
  }));
  throw new AppError("invalid", "Some sessions are not valid. None was stored.", { fields });
}

/** Returns the sessions of a body, checked in turns with other work. Throws "invalid" as above. */
export async function sessionsOf(body: unknown): Promise<NewSession[]> {
  const { data, error } = outline.safeParse(body);
  const others = unknownNames(z.object({ sessions: z.unknown() }), body);
  const wrong = others.length > 0 ? others : error?.issues ?? [];
  if (!data || wrong.length > 0) {
    const fields = wrong.map(({ path, message }) => ({ field: path.join("."), message }));
    throw new AppError("invalid", fields[0]!.message, { fields });
  }
  const { sessions, faults } = await inTurns(checked(data.sessions));
  refuseFaults(faults);
  return sessions;
}

/** Sessions that are looked at before other work gets its turn. */
const PIECE = 100;

function* checked(
  rows: readonly unknown[],
): Generator<void, { sessions: NewSession[]; faults: RowFault[] }> {
  const sessions: NewSession[] = [];
  const faults: RowFault[] = [];
  for (const [row, sent] of rows.entries()) {
    if (row % PIECE === 0) yield;
    if (faults.length >= MOST_FAULTS) break;
    const { data, error } = newSession.safeParse(sent);
    if (data) sessions.push(data);
    const issues = [...error?.issues ?? [], ...unknownNames(newSession, sent)];
    faults.push(...issues.map(({ path, message }) => ({ row, field: path.join("."), message })));
  }
  return { sessions, faults };
}
