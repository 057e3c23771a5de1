/** What the parts of the API are about, in the order in which they are shown. */
export const TAGS = {
  sites: "Sites of your group: facts, inverters, outages, and what needs attention",
  forecasts: "Runs of models, the forecast that speaks for a site, energies and the clear sky",
  generation: "What sites produced, and the batches in which it was sent",
  weather: "Runs of weather models, and the weather that a site's forecast uses",
  accuracy: "How far off forecasts were",
  imports: "Files of measurements and forecasts, read as they are",
  exports: "Whole files, and links that download one without a token",
  reports: "Months of a site or a group",
  charging: "Charging of electric vehicles: sessions, prices, costs and shares of sun",
  loggers: "Devices that send readings: variables, sessions, alarms and rules",
  webhooks: "Events that are sent to an address of yours",
  account: "You, your API tokens and what they were used for",
  groups: "Groups of sites and users; for admins",
  users: "Users; for admins",
  operations: "Status, jobs, usage and security of the service",
} as const;

export type Tag = keyof typeof TAGS;

/** Parts of the API whose addresses begin with their name. */
const WHOLE = new Set([
  "charging",
  "loggers",
  "groups",
  "users",
  "imports",
  "webhooks",
  "exports",
  "weather",
]);

/** What a segment of an address is about; the last one in an address that is listed decides. */
const SEGMENTS: Record<string, Tag> = {
  sites: "sites",
  totals: "sites",
  attention: "sites",
  clients: "sites",
  forecast: "forecasts",
  forecasts: "forecasts",
  runs: "forecasts",
  models: "forecasts",
  "chosen-model": "forecasts",
  energy: "forecasts",
  "clear-sky": "forecasts",
  snapshot: "forecasts",
  freshness: "forecasts",
  generation: "generation",
  batches: "generation",
  weather: "weather",
  series: "loggers",
  accuracy: "accuracy",
  report: "reports",
  reports: "reports",
  "download-links": "exports",
  "import-readings": "imports",
  "charging-windows": "charging",
  me: "account",
  tokens: "account",
  "request-limits": "users",
  identity: "users",
  status: "operations",
  jobs: "operations",
  usage: "operations",
  "security-events": "operations",
};

/** Returns what an address is about; an address of a new part of the API has its first segment. */
export function tagOf(path: string): string {
  const segments = path.split("/").filter((segment) => segment !== "");
  const first = segments[0] ?? "";
  if (WHOLE.has(first)) return first;
  if (first === "me" || first === "tokens") return "account";
  const last = segments.findLast((segment) => Object.hasOwn(SEGMENTS, segment));
  return last === undefined ? first : SEGMENTS[last]!;
}
