const AT = "2026-03-02T08:00:00.123456+00:00";

/** Makes a state object as Home Assistant's REST API returns it. */
export function haState(
  entity_id: string,
  state: string,
  attributes: Record<string, unknown> = {},
  last_changed = AT,
) {
  const context = { id: "01H", parent_id: null, user_id: null };
  return { entity_id, state, attributes, last_changed, last_updated: last_changed, context };
}

/** Makes a sensor of a FordPass vehicle; a third text is its unit. */
export const ford = (sensor: string, state: string, unit?: string, at?: string) =>
  haState(`sensor.fordpass_testvin001_${sensor}`, state, {
    ...unit && { unit_of_measurement: unit },
    friendly_name: sensor,
  }, at);

/** Makes an entry of the log of energy transfers: 31.4 kWh by AC at a saved place. */
export function energyTransfer(changes: Record<string, unknown> = {}, at?: string) {
  const entity = "sensor.fordpass_testvin001_energytransferlogentry";
  return haState(entity, "31.4", {
    unit_of_measurement: "kWh",
    eventType: "ChargeData",
    chargerType: "AC_BASIC",
    energyConsumed: 31.4,
    timeStamp: "2026-03-02T07:58:23Z",
    plugDetails: { totalPluggedInTime: 40000, totalDistanceAdded: 160.9344 },
    power: { min: 601.2, max: 9600, weightedAverage: 7536 },
    stateOfCharge: { firstSOC: 28, lastSOC: 70 },
    energyTransferDuration: {
      begin: "2026-03-01T20:00:00Z",
      end: "2026-03-02T00:10:00Z",
      totalTime: 15000,
    },
    location: {
      id: 0,
      type: "SAVED",
      name: "SAVED",
      address: { address1: "12 Main St", city: "Springfield", state: "MD" },
      latitude: 39.2904,
      longitude: -76.6122,
      network: "UNKNOWN",
    },
    ...changes,
  }, at);
}
