/** Groups, users and sites of the demo. The plant: University of La Réunion, PIMENT, TwInSolar. */

export interface DemoSite {
  client_site_id?: number;
  client_site_name: string;
  asset_type: "pv" | "wind";
  country: string;
  region: string;
  latitude: number;
  longitude: number;
  altitude_m: number;
  capacity_kw: number;
  inverter_capacity_kw: number;
  module_capacity_kw: number;
  tilt: number | null;
  orientation: number | null;
  note: string | null;
}

export interface DemoGroup {
  name: string;
  isAdmin: boolean;
  emails: string[];
  sites: DemoSite[];
}

/** One site for two roofs: tilt and orientation are those of their sum, weighted by capacity. */
export const PLANT: DemoSite = {
  client_site_name: "ENERPOS, Terre Sainte",
  asset_type: "pv",
  country: "fr",
  region: "La Réunion",
  latitude: -21.3333,
  longitude: 55.4833,
  altitude_m: 75,
  capacity_kw: 49.14,
  inverter_capacity_kw: 50,
  module_capacity_kw: 49.14,
  tilt: 2,
  orientation: 194,
  note:
    "Demo: shows what this plant really produced on the same calendar day of 2021, or on a day " +
    "nearby where 2021 was not measured. Forecasts use only what was known when they were made. " +
    "Measured by the University of La Réunion (PIMENT laboratory, TwInSolar project).",
};

const HOME: DemoSite = {
  client_site_name: "Home, London",
  asset_type: "pv",
  country: "uk",
  region: "London",
  latitude: 51.5074,
  longitude: -0.1278,
  altitude_m: 11,
  capacity_kw: 4,
  inverter_capacity_kw: 4,
  module_capacity_kw: 4.3,
  tilt: 35,
  orientation: 180,
  note: "Demo: a home that has sent no measurements yet.",
};

const WIND: DemoSite = {
  client_site_name: "Hill turbine, Orkney",
  asset_type: "wind",
  country: "uk",
  region: "Orkney",
  latitude: 59.0,
  longitude: -3.1,
  altitude_m: 120,
  capacity_kw: 900,
  inverter_capacity_kw: 900,
  module_capacity_kw: 900,
  tilt: null,
  orientation: null,
  note: "Demo: a wind site without data.",
};

export const SUNNY = "Sunny roofs";
export const WINDY = "Windy hills";

/** The admin group is named `ocf`, because the Python SDK ignores that group of a site. */
export const GROUPS: DemoGroup[] = [
  { name: "ocf", isAdmin: true, emails: ["ada@example.org"], sites: [] },
  {
    name: SUNNY,
    isAdmin: false,
    emails: ["alice@example.org", "bob@example.org"],
    sites: [PLANT, HOME],
  },
  { name: WINDY, isAdmin: false, emails: ["charlie@example.org"], sites: [WIND] },
];
