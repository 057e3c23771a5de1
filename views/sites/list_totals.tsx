import { count } from "../../domain/plural.ts";
import type { ListState } from "../../domain/sites/list_state.ts";
import { mapUrl, totalUrl } from "./list_url.ts";
import { energy, power } from "../ui/numbers.ts";

/** What the sites of a list have together; each sum with the number of sites that it covers. */
export interface SiteTotals {
  sites: number;
  capacity_kw: number | null;
  capacity_sites: number;
  now_kw: number | null;
  now_sites: number;
  produced_kwh: number | null;
  produced_sites: number;
  expected_kwh: number | null;
  expected_sites: number;
  tomorrow_kwh: number | null;
  tomorrow_sites: number;
}

/** Shows the sums over all sites of a list. There are no ranges: a sum of P10s is not a P10. */
export function ListTotals({ totals, state }: { totals: SiteTotals; state: ListState }) {
  const { sites } = totals;
  const among = [totals.produced_kwh, totals.expected_kwh].filter((kwh) => kwh !== null);
  const text = (kwh: number | null, all?: number[]) => kwh === null ? null : energy(kwh, all);
  return (
    <dl class="totals">
      <Total
        label="Now"
        text={totals.now_kw === null ? null : power(totals.now_kw)}
        of={totals.now_sites}
        sites={sites}
      />
      <Total
        label="Produced today"
        text={text(totals.produced_kwh, among)}
        of={totals.produced_sites}
        sites={sites}
      />
      <Total
        label="Expected today"
        text={text(totals.expected_kwh, among)}
        of={totals.expected_sites}
        sites={sites}
      />
      <Total
        label="Tomorrow"
        text={text(totals.tomorrow_kwh)}
        of={totals.tomorrow_sites}
        sites={sites}
      />
      <Total
        label="Capacity"
        text={totals.capacity_kw === null ? null : power(totals.capacity_kw)}
        of={totals.capacity_sites}
        sites={sites}
      />
      <div class="more">
        <dt class="visually-hidden">More</dt>
        <dd>
          <a href={totalUrl(state)}>Chart of the sum</a>
          <a href={mapUrl(state)}>Map</a>
        </dd>
      </div>
    </dl>
  );
}

interface TotalProps {
  label: string;
  text: string | null;
  /** How many sites the sum covers, of how many. */
  of: number;
  sites: number;
}

export function Total({ label, text, of, sites }: TotalProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <strong>{of === 0 ? "–" : text}</strong> <small>{coverageText(of, sites)}</small>
      </dd>
    </div>
  );
}

/** Returns how many sites a sum covers: `298 of 303 sites`, `all 303 sites`. */
export function coverageText(covered: number, sites: number): string {
  const all = `${count(sites)} ${sites === 1 ? "site" : "sites"}`;
  if (covered < sites) return `${count(covered)} of ${all}`;
  return sites === 1 ? all : `all ${all}`;
}
