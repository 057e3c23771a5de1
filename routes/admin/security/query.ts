import type { FieldError } from "../../../domain/errors.ts";
import { z } from "zod";
import {
  isSecurityKind,
  securityDays,
  type SecurityQuery,
} from "../../../domain/operations/security_event.ts";

const text = z.string().trim().max(255).catch("");
const typed = z.object({ kind: text, q: text, from: text, to: text });

/**
 * Parses what the page and the API can be asked for: days, by default the week up to today, a kind,
 * and part of an e-mail address. With invalid days the query has them as typed, and errors.
 */
export function securityQuery(
  parameters: Record<string, string | undefined>,
  today: Temporal.PlainDate,
): { query: SecurityQuery; errors: FieldError[] } {
  const { kind, q, from, to } = typed.parse(parameters);
  const { data, fields = [] } = securityDays({ from, to }, today);
  const unknown = kind !== "" && !isSecurityKind(kind);
  const wrong = { field: "kind", message: "Choose a kind of the list." };
  return {
    query: { q, from, to, ...data, kind: isSecurityKind(kind) ? kind : undefined },
    errors: unknown ? [...fields, wrong] : fields,
  };
}
