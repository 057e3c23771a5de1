import type { Import } from "./import.ts";
import type { Question } from "./reading.ts";

type Asked = Pick<Import, "proposal" | "decided" | "site_uuid">;

/** Returns the questions about a file that a person has not decided yet. */
export function openQuestions({ proposal, decided, site_uuid }: Asked): Question[] {
  return (proposal?.questions ?? []).filter(({ field }) =>
    !decided.includes(field) && !(field === "site" && site_uuid !== null)
  );
}
