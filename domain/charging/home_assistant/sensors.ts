import { type Quantity, stored } from "../units.ts";
import { membersOf, numberOf, type State, textOf } from "./state.ts";

/** Columns of a reading, as they are stored. */
export type Facts = Record<string, unknown>;
type Kind = "battery" | "status" | "positions";

/** What a sensor gives: columns of a kind of readings, or why nothing of it is stored. */
export type SensorResult = { kind: Kind; facts: Facts; reason?: undefined } | { reason: string };

/** Reads a state; `length` is the unit of distances of the same vehicle, where they have none. */
type Read = (state: State, length: string | undefined) => SensorResult;

const UNIT = "Its unit is not known.";
const NUMBER = "It is not a number.";

const figure = (kind: Kind, column: string, quantity?: Quantity): Read => (state) => {
  const value = numberOf(state.state);
  if (value === null) return { reason: NUMBER };
  if (!quantity) return { kind, facts: { [column]: value } };
  const converted = stored(value, quantity, state.attributes?.unit_of_measurement);
  return converted === null ? { reason: UNIT } : { kind, facts: { [column]: converted } };
};

const word = (column: string): Read => (state) => ({
  kind: "status",
  facts: { [column]: textOf(state.state) },
});

/** The sensors that are read, by the end of their entity's name. */
const SENSORS: Record<string, Read> = {
  odometer: figure("status", "odometer", "length"),
  speed: figure("status", "speed", "speed"),
  acceleratorpedalposition: figure("status", "accelerator_position"),
  brakepedalstatus: word("brake_status"),
  braketorque: figure("status", "brake_torque"),
  gearleverposition: word("gear_position"),
  parkingbrakestatus: word("parking_brake"),
  ignitionstatus: word("ignition_status"),
  yawrate: figure("status", "yaw_rate"),
  torqueattransmission: figure("status", "torque_at_transmission"),
  wheeltorquestatus: word("wheel_torque_status"),
  enginespeed: figure("status", "engine_speed"),
  cabintemperature: figure("status", "cabin_temperature", "temperature"),
  coolanttemp: figure("status", "coolant_temp", "temperature"),
  outsidetemp: figure("status", "outside_temperature", "temperature"),
  acceleration: figure("status", "acceleration"),
  deepsleep: word("deep_sleep_status"),
  deviceconnectivity: word("device_connectivity"),
  evccstatus: word("evcc_status"),
  tirepressure: readTyres,
  soc: readCharge,
  elveh: readRange,
  battery: readStarterBattery,
  gps: readPosition,
  tracker: readTracker,
};

/** Returns what a sensor gives; `length` is the unit of its vehicle's distances. */
export function readSensor(sensor: string, state: State, length: string | undefined): SensorResult {
  const read = Object.hasOwn(SENSORS, sensor) ? SENSORS[sensor] : undefined;
  if (!read) return { reason: "This sensor is not read." };
  const result = read(state, length);
  if (result.reason !== undefined) return result;
  const facts = known(result.facts);
  return Object.keys(facts).length > 0 ? { ...result, facts } : { reason: "It has no value." };
}

const known = (facts: Facts): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null));

function readTyres({ attributes }: State): SensorResult {
  const { unit_of_measurement: unit, ...others } = membersOf(attributes);
  const wheels = { frontLeft: "front_left", frontRight: "front_right" };
  const rear = { rearLeft: "rear_left", rearRight: "rear_right" };
  const pressures = Object.entries({ ...wheels, ...rear }).flatMap(([name, wheel]) => {
    const value = numberOf(others[name]);
    const kpa = value === null ? null : stored(value, "pressure", unit);
    const state = textOf(others[`${name}_state`]);
    return [[wheel, kpa], [`${wheel}_state`, state]] as const;
  });
  const facts = known({
    ...Object.fromEntries(pressures),
    system_state: textOf(others.systemState),
  });
  if (Object.keys(facts).length === 0) return { reason: UNIT };
  return { kind: "status", facts: { tire_pressure: facts } };
}

function readCharge(state: State, length: string | undefined): SensorResult {
  const range = numberOf(state.attributes?.batteryRange);
  return {
    kind: "battery",
    facts: {
      hv_battery_soc: numberOf(state.state),
      hv_battery_range: range === null ? null : stored(range, "length", length),
    },
  };
}

function readRange(state: State): SensorResult {
  const attributes = membersOf(state.attributes);
  const km = (value: unknown) => {
    const number = numberOf(value);
    return number === null ? null : stored(number, "length", attributes.unit_of_measurement);
  };
  return {
    kind: "battery",
    facts: {
      hv_battery_range: km(state.state),
      hv_battery_max_range: km(attributes.maximumBatteryRange),
      hv_battery_voltage: numberOf(attributes.batteryVoltage),
      hv_battery_amperage: numberOf(attributes.batteryAmperage),
      hv_battery_kw: numberOf(attributes.batterykW),
      hv_battery_capacity: numberOf(attributes.maximumBatteryCapacity),
      hv_battery_actual_soc: numberOf(attributes.batteryActualCharge),
      motor_voltage: numberOf(attributes.motorVoltage),
      motor_amperage: numberOf(attributes.motorAmperage),
      motor_kw: numberOf(attributes.motorkW),
    },
  };
}

function readStarterBattery(state: State): SensorResult {
  const facts = {
    lv_battery_level: numberOf(state.state),
    lv_battery_voltage: numberOf(state.attributes?.batteryVoltage),
  };
  return { kind: "battery", facts };
}

function readPosition({ attributes }: State): SensorResult {
  const value = membersOf(membersOf(attributes).value);
  const location = membersOf(value.location);
  return positionOf(location.lat, location.lon, {
    gps_accuracy: numberOf(location.accuracy) ?? numberOf(value.accuracy),
  });
}

/** Reads a device_tracker. Its state is the name of a zone, and may be unknown. */
function readTracker(state: State): SensorResult {
  const attributes = membersOf(state.attributes);
  return positionOf(attributes.latitude, attributes.longitude, {
    gps_accuracy: numberOf(attributes.gps_accuracy),
    altitude: numberOf(attributes.altitude ?? attributes.Altitude),
    compass_direction: textOf(attributes.compassDirection),
  });
}

function positionOf(lat: unknown, lon: unknown, others: Facts): SensorResult {
  const [latitude, longitude] = [numberOf(lat), numberOf(lon)];
  if (latitude === null || longitude === null) return { reason: "It has no coordinates." };
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
    return { reason: "Its coordinates are not on the globe." };
  }
  return { kind: "positions", facts: { latitude, longitude, ...others } };
}
