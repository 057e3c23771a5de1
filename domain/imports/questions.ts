import type { Import } from "./import.ts";
import type { Question } from "./reading.ts";

type WithQuestions = Pick<Import, "proposal" | "decided" | "site_uuid">;

/** Returns whether the zone of a file is that of its site, which has not been decided yet. */
export function isZoneOpen(file: WithQuestions): boolean {
  const open = openQuestions(file).map(({ field }) => field);
  return file.proposal?.is_zone_of_site === true && open.includes("site") && !open.includes("zone");
}

/** Returns the questions about a file that a person has not decided yet. */
export function openQuestions({ proposal, decided, site_uuid }: WithQuestions): Question[] {
  return (proposal?.questions ?? []).filter(({ field }) =>
    !decided.includes(field) && !(field === "site" && site_uuid !== null)
  );
}
