import { Twins } from "../near.ts";
import { planChange } from "./plan_change.ts";
import { planNew } from "./plan_new.ts";
import type { SentSites, SiteLine } from "./site_line.ts";
import type { PlannedRow, PlanOptions, SitePlan, StoredSites, Twin } from "./site_plan.ts";

/**
 * Compares a list of sites with what is stored: rows with a UUID change a site, others are new, and
 * rows that say what is stored change nothing. Finds all faults at once.
 */
export function planSites(sent: SentSites, stored: StoredSites, options: PlanOptions): SitePlan {
  const byUuid = new Map(stored.listed.map((site) => [site.site_uuid, site]));
  const twins = new Twins<Twin>();
  for (const site of stored.all) twins.add(site);
  const rows = new Map<string, number>();
  const plans = sent.lines.map((line): PlannedRow => {
    const uuid = line.site_uuid?.trim().toLowerCase();
    if (uuid === undefined) return planNew(line, twins, options);
    const [earlier, before] = [rows.get(uuid), byUuid.get(uuid)];
    rows.set(uuid, line.row);
    if (earlier !== undefined) return wrong(line, `Row ${earlier} is about this site, too.`);
    return before
      ? planChange(line, before, options)
      : wrong(line, "Your group has no such site. Leave the cell empty for a new one.");
  });
  return {
    planned: plans.flatMap(({ planned }) => planned ?? []),
    faults: [...sent.faults, ...plans.flatMap(({ faults }) => faults ?? [])]
      .sort((a, b) => a.row - b.row),
  };
}

const wrong = ({ row }: SiteLine, message: string): PlannedRow => ({
  faults: [{ row, column: "site_uuid", message }],
});
