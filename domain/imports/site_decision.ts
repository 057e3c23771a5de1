import type { Decision } from "./decision.ts";
import type { Import } from "./import.ts";
import type { Proposal, Question } from "./reading.ts";
import { askZone } from "./recognise/zone_choice.ts";

/**
 * Returns whether a decision names another site for the whole file, or takes the site from a column
 * of the file that was not proposed: the zone and the size of the site then show something new.
 */
export function isOfOtherSite({ site_uuid, reading }: Import, decision: Decision): boolean {
  if (decision.siteUuid !== null) return decision.siteUuid !== site_uuid;
  return decision.reading.site_column !== (reading?.site_column ?? null);
}

/**
 * Returns a decision with what its site brings. `again` is what is proposed for the file of that
 * site: its zone becomes that of the reading unless the file names one or somebody chose one, and
 * its doubts about the zone and the unit become questions, unless they were decided before. Where a
 * column names the site, one of the `zones` of all sites is to be decided.
 */
export function withSite(
  decision: Decision,
  found: Import,
  { again, zones }: { again: Proposal; zones: readonly string[] },
): Decision {
  const isOpen = (field: string) =>
    !decision.fields.includes(field) && !found.decided.includes(field);
  const { reading } = decision;
  const isZoneOfSite = decision.proposal.is_zone_of_site && isOpen("zone");
  const zone = isZoneOfSite ? again.reading?.zone ?? reading.zone : reading.zone;
  const doubt = again.questions.find((question) => question.field === "unit");
  const hasDoubt = isOpen("unit") && isAboutUnit(doubt, decision);
  const unit = hasDoubt ? again.reading?.unit ?? reading.unit : reading.unit;
  const raised = again.questions.filter(({ field }) =>
    (field === "zone" && isZoneOfSite) || (field === "unit" && hasDoubt)
  );
  const isUnclear = decision.siteUuid === null && isZoneOfSite && zones.length > 1;
  if (isUnclear && !raised.some(({ field }) => field === "zone")) raised.push(askZone(zones));
  const fields = raised.map(({ field }) => field);
  const others = decision.proposal.questions.filter(({ field }) => !fields.includes(field));
  return {
    ...decision,
    reading: { ...reading, zone, unit },
    proposal: { ...decision.proposal, questions: [...others, ...raised] },
    reopened: fields,
  };
}

/** The unit that is doubted comes last: a reading in another one was chosen by somebody. */
const isAboutUnit = (doubt: Question | undefined, { reading }: Decision): boolean =>
  doubt?.choices.at(-1)?.value === reading.unit;
