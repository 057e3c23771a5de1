import type { TestApp } from "../../support/app.ts";
import { type ChargingThings, chargingThings } from "../../support/charging_things.ts";
import { api, type Ask, type Cases, page, post } from "./cases.ts";

type Path = (things: ChargingThings) => string;

/** With things of alice's group. */
const alices = (ask: (things: ChargingThings) => Ask): Ask => async (app: TestApp, site) =>
  await ask(await chargingThings(app, app.cast.alice))(app, site);

const apiOf = (
  path: Path,
  method: "get" | "post" | "put" | "patch" | "delete" = "get",
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

const pageOf = (path: Path) => alices((things) => page(() => `/charging${path(things)}`));
const postOf = (path: Path, form: Record<string, string> = {}) =>
  alices((things) => post(() => `/charging${path(things)}`, form));

/** The page of something of alice's, and its form, which charlie gets neither of. */
const closed = (route: string, path: Path, form: Record<string, string> = {}): Cases["others"] => ({
  [`GET /charging${route}`]: [pageOf(path), 404],
  [`POST /charging${route}`]: [postOf(path, form), 404],
});

const below = (path: Path, rest: string): Path => (things) => path(things) + rest;
const rates = below(network, "/rates");
const rate: Path = (things) => `${rates(things)}/${things.rate}`;
const subscriptions = below(network, "/subscriptions");
const subscription: Path = (things) => `${subscriptions(things)}/${things.subscription}`;
const stalls = below(location, "/stalls");
const stall: Path = (things) => `${stalls(things)}/${things.stall}`;
const someRate = { cost_per_kwh: "1" };

const pages: Cases["others"] = {
  "GET /charging/networks": [pageOf(() => "/networks"), 200],
  "POST /charging/networks": [postOf(() => "/networks", { network_name: "" }), 422],
  "GET /charging/networks/:network": [pageOf(network), 404],
  ...closed("/networks/:network/edit", below(network, "/edit"), { network_name: "Taken" }),
  ...closed("/networks/:network/merge", below(network, "/merge")),
  ...closed("/networks/:network/make-location", below(network, "/make-location")),
  ...closed("/networks/:network/remove", below(network, "/remove")),
  "POST /charging/networks/:network/confirm": [postOf(below(network, "/confirm")), 404],
  ...closed("/networks/:network/subscriptions/new", below(subscriptions, "/new")),
  ...closed("/networks/:network/subscriptions/:subscription", subscription),
  ...closed(
    "/networks/:network/subscriptions/:subscription/remove",
    below(subscription, "/remove"),
  ),
  ...closed("/:of/:owner/rates/new", below(rates, "/new"), someRate),
  ...closed("/:of/:owner/rates/:rate", rate, someRate),
  ...closed("/:of/:owner/rates/:rate/remove", below(rate, "/remove")),
  "GET /charging/locations": [pageOf(() => "/locations"), 200],
  "POST /charging/locations": [postOf(() => "/locations", { location_name: "" }), 422],
  "GET /charging/locations/:location": [pageOf(location), 404],
  ...closed("/locations/:location/edit", below(location, "/edit"), { location_name: "Taken" }),
  ...closed("/locations/:location/merge", below(location, "/merge")),
  ...closed("/locations/:location/remove", below(location, "/remove")),
  "POST /charging/locations/:location/confirm": [postOf(below(location, "/confirm")), 404],
  ...closed("/locations/:location/stalls/new", below(stalls, "/new"), { stall_label: "x" }),
  ...closed("/locations/:location/stalls/:stall", stall, { stall_label: "x" }),
  ...closed("/locations/:location/stalls/:stall/remove", below(stall, "/remove")),
  "POST /charging/locations/:location/stalls/:stall/default": [
    postOf(below(stall, "/default")),
    404,
  ],
  "GET /charging/vehicles": [pageOf(() => "/vehicles"), 200],
  "POST /charging/vehicles": [postOf(() => "/vehicles", { display_name: "" }), 422],
  "GET /charging/vehicles/:vehicle": [pageOf(vehicle), 404],
  ...closed("/vehicles/:vehicle/edit", below(vehicle, "/edit"), { display_name: "Taken" }),
  ...closed("/vehicles/:vehicle/remove", below(vehicle, "/remove")),
  "GET /charging/review": [pageOf(() => "/review"), 200],
  "GET /charging/settings": [pageOf(() => "/settings"), 200],
  "POST /charging/settings": [postOf(() => "/settings", { petrol_price: "much" }), 422],
  "GET /charging/settings/remove-positions": [pageOf(() => "/settings/remove-positions"), 200],
  "POST /charging/settings/remove-positions": [postOf(() => "/settings/remove-positions"), 303],
};

const locationRates = below(location, "/rates");
const wholeRate = { cost_per_kwh: 1 };
const wholeSubscription = { member_rate: 1, start_date: "2026-01-01" };

const pricesByApi: Cases["others"] = {
  "GET /api/v1/charging/networks/:network_id/rates": [apiOf(rates), 404],
  "POST /api/v1/charging/networks/:network_id/rates": [apiOf(rates, "post", wholeRate), 404],
  "PUT /api/v1/charging/networks/:network_id/rates/:rate_id": [apiOf(rate, "put", wholeRate), 404],
  "DELETE /api/v1/charging/networks/:network_id/rates/:rate_id": [apiOf(rate, "delete"), 404],
  "GET /api/v1/charging/networks/:network_id/subscriptions": [apiOf(subscriptions), 404],
  "POST /api/v1/charging/networks/:network_id/subscriptions": [
    apiOf(subscriptions, "post", wholeSubscription),
    404,
  ],
  "PUT /api/v1/charging/networks/:network_id/subscriptions/:subscription_id": [
    apiOf(subscription, "put", wholeSubscription),
    404,
  ],
  "DELETE /api/v1/charging/networks/:network_id/subscriptions/:subscription_id": [
    apiOf(subscription, "delete"),
    404,
  ],
  "GET /api/v1/charging/locations/:location_id/rates": [apiOf(locationRates), 404],
  "POST /api/v1/charging/locations/:location_id/rates": [
    apiOf(locationRates, "post", wholeRate),
    404,
  ],
  "PUT /api/v1/charging/locations/:location_id/rates/:rate_id": [
    apiOf((things) => `${locationRates(things)}/${things.rate}`, "put", wholeRate),
    404,
  ],
  "DELETE /api/v1/charging/locations/:location_id/rates/:rate_id": [
    apiOf((things) => `${locationRates(things)}/${things.rate}`, "delete"),
    404,
  ],
  "GET /api/v1/charging/locations/:location_id/stalls": [apiOf(stalls), 404],
  "POST /api/v1/charging/locations/:location_id/stalls": [
    apiOf(stalls, "post", { stall_label: "x" }),
    404,
  ],
  "PATCH /api/v1/charging/locations/:location_id/stalls/:stall_id": [
    apiOf(stall, "patch", { stall_label: "x" }),
    404,
  ],
  "DELETE /api/v1/charging/locations/:location_id/stalls/:stall_id": [apiOf(stall, "delete"), 404],
};

export const chargingCatalogue: Cases = {
  others: {
    ...pages,
    ...pricesByApi,
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
