import type { TestApp } from "../../support/app.ts";
import { type ChargingThings, chargingThings } from "../../support/charging_things.ts";
import { api, type Ask, type Cases } from "./cases.ts";

type Path = (things: ChargingThings) => string;

/** With things of alice's group. */
const alices = (ask: (things: ChargingThings) => Ask): Ask => async (app: TestApp, site) =>
  await ask(await chargingThings(app, app.cast.alice))(app, site);

const apiOf = (
  path: Path,
  method: "get" | "post" | "patch" | "delete" = "get",
  body: unknown = {},
) => alices((things) => api(() => `/charging${path(things)}`, method, body));

const network: Path = ({ network }) => `/networks/${network}`;
const location: Path = ({ location }) => `/locations/${location}`;
const vehicle: Path = ({ vehicle }) => `/vehicles/${encodeURIComponent(vehicle)}`;

const reading = (kind: string, values: unknown): Cases["others"] => ({
  [`GET /api/v1/charging/vehicles/:device_id/${kind}`]: [
    apiOf((things) => `${vehicle(things)}/${kind}`),
    404,
  ],
  [`POST /api/v1/charging/vehicles/:device_id/${kind}`]: [
    apiOf((things) => `${vehicle(things)}/${kind}`, "post", { values: [values] }),
    404,
  ],
});
const at = "2026-06-21T07:00:00Z";

export const chargingCatalogue: Cases = {
  others: {
    "GET /api/v1/charging/networks": [apiOf(() => "/networks"), 200],
    "POST /api/v1/charging/networks": [
      apiOf(() => "/networks", "post", { network_name: "Charlie's" }),
      201,
    ],
    "GET /api/v1/charging/networks/:network_id": [apiOf(network), 404],
    "PATCH /api/v1/charging/networks/:network_id": [
      apiOf(network, "patch", { network_name: "Taken" }),
      404,
    ],
    "DELETE /api/v1/charging/networks/:network_id": [apiOf(network, "delete"), 404],
    "GET /api/v1/charging/locations": [apiOf(() => "/locations"), 200],
    "POST /api/v1/charging/locations": [
      alices(({ network }) =>
        api(() => "/charging/locations", "post", { location_name: "Mine", network_id: network })
      ),
      422,
    ],
    "GET /api/v1/charging/locations/:location_id": [apiOf(location), 404],
    "PATCH /api/v1/charging/locations/:location_id": [
      apiOf(location, "patch", { location_name: "Taken" }),
      404,
    ],
    "DELETE /api/v1/charging/locations/:location_id": [apiOf(location, "delete"), 404],
    "GET /api/v1/charging/vehicles": [apiOf(() => "/vehicles"), 200],
    "POST /api/v1/charging/vehicles": [
      apiOf(() => "/vehicles", "post", { device_id: "own", display_name: "Own" }),
      201,
    ],
    "GET /api/v1/charging/vehicles/:device_id": [apiOf(vehicle), 404],
    "PATCH /api/v1/charging/vehicles/:device_id": [
      apiOf(vehicle, "patch", { display_name: "Taken" }),
      404,
    ],
    "DELETE /api/v1/charging/vehicles/:device_id": [apiOf(vehicle, "delete"), 404],
    ...reading("battery", { recorded_at: at, hv_battery_soc: 1 }),
    ...reading("status", { recorded_at: at, odometer: 1 }),
    ...reading("trips", { start_time: at, distance: 1 }),
    ...reading("positions", { recorded_at: at, latitude: 1, longitude: 1 }),
    "POST /api/v1/charging/home-assistant": [
      apiOf(() => "/home-assistant", "post", {
        entity_id: "sensor.other",
        state: "1",
        last_changed: at,
      }),
      200,
    ],
    "GET /api/v1/charging/settings": [apiOf(() => "/settings"), 200],
    "PATCH /api/v1/charging/settings": [
      apiOf(() => "/settings", "patch", { petrol_price: 2 }),
      200,
    ],
  },
};
