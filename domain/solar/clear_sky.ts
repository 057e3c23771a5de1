import { pressureHpa, solarPosition } from "./sun.ts";

const RADIANS = Math.PI / 180;
/** Unitless; clean rural air of a temperate climate. */
const LINKE_TURBIDITY = 3;
/** Share of light that the ground reflects (grass). */
const ALBEDO = 0.25;
const SOLAR_CONSTANT = 1366.1;
const SEA_LEVEL_HPA = 1013.25;
/** Efficiencies of the PVWatts inverter model: nominal, and that of the measured reference. */
const NOMINAL_EFFICIENCY = 0.96;
const REFERENCE_EFFICIENCY = 0.9637;

/** One plane of modules behind one inverter; angles in degrees, an orientation of 180 is south. */
export interface PvArray {
  latitude: number;
  longitude: number;
  altitude_m: number;
  tilt: number;
  orientation: number;
  module_capacity_kw: number;
  inverter_capacity_kw: number;
}

/** W/m²: global horizontal, direct normal and diffuse horizontal. */
interface Irradiance {
  ghi: number;
  dni: number;
  dhi: number;
}

/**
 * Computes irradiance (W/m², `poa` on the plane of the array) and AC power (kW) of an array under a
 * cloudless sky at an instant (milliseconds since 1970), without shade and snow, with cells at 25
 * °C.
 */
export function clearSky(ms: number, array: PvArray): Irradiance & { poa: number; ac_kw: number } {
  const { latitude, longitude, altitude_m } = array;
  const sun = solarPosition(ms, latitude, longitude, altitude_m);
  if (sun.apparentZenith >= 90) return { ghi: 0, dni: 0, dhi: 0, poa: 0, ac_kw: 0 };
  const irradiance = ineichen(sun.apparentZenith, altitude_m, extraterrestrialIrradiance(ms));
  const poa = planeOfArray(irradiance, sun.apparentZenith, sun.azimuth, array);
  return { ...irradiance, poa, ac_kw: acPowerKw(poa, array) };
}

/** Returns the highest AC power (kW) of the modelled inverter. */
export function acLimitKw(array: PvArray): number {
  return NOMINAL_EFFICIENCY * array.inverter_capacity_kw;
}

/** Returns W/m² outside of the atmosphere. Source: Spencer, Search 2(5), 1971, page 172. */
function extraterrestrialIrradiance(ms: number): number {
  const day = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO("UTC").dayOfYear;
  const b = 2 * Math.PI * (day - 1) / 365;
  return SOLAR_CONSTANT * (1.00011 + 0.034221 * Math.cos(b) + 0.00128 * Math.sin(b) +
    0.000719 * Math.cos(2 * b) + 0.000077 * Math.sin(2 * b));
}

/**
 * Computes irradiance on the ground for a sun above the horizon. Leaves out the authors' empirical
 * limit of direct by global irradiance, which never applies at this turbidity. Sources: Ineichen &
 * Perez, A new airmass independent formulation for the Linke turbidity coefficient, Solar Energy
 * 73(3), 2002; airmass: Kasten & Young, Applied Optics 28(22), 1989.
 */
function ineichen(zenith: number, altitudeM: number, extraterrestrial: number): Irradiance {
  const cosZenith = Math.cos(zenith * RADIANS);
  const relativeAirmass = 1 / (cosZenith + 0.50572 * (96.07995 - zenith) ** -1.6364);
  const airmass = relativeAirmass * pressureHpa(altitudeM) / SEA_LEVEL_HPA;
  const fh1 = Math.exp(-altitudeM / 8000);
  const fh2 = Math.exp(-altitudeM / 1250);
  const cg1 = 5.09e-5 * altitudeM + 0.868;
  const cg2 = 3.92e-5 * altitudeM + 0.0387;
  const ghi = cg1 * extraterrestrial * cosZenith *
    Math.exp(-cg2 * airmass * (fh1 + fh2 * (LINKE_TURBIDITY - 1)));
  const dni = (0.664 + 0.163 / fh1) * extraterrestrial *
    Math.exp(-0.09 * airmass * (LINKE_TURBIDITY - 1));
  return { ghi, dni, dhi: ghi - dni * cosZenith };
}

/**
 * Returns W/m² on the tilted plane: beam, isotropic sky and ground.
 * Source: Liu & Jordan, Solar Energy 7(2), 1963.
 */
function planeOfArray(
  { ghi, dni, dhi }: Irradiance,
  zenith: number,
  azimuth: number,
  { tilt, orientation }: PvArray,
): number {
  const cosTilt = Math.cos(tilt * RADIANS);
  const cosIncidence = Math.cos(zenith * RADIANS) * cosTilt +
    Math.sin(zenith * RADIANS) * Math.sin(tilt * RADIANS) *
      Math.cos((azimuth - orientation) * RADIANS);
  return dni * Math.max(cosIncidence, 0) + dhi * (1 + cosTilt) / 2 +
    ghi * ALBEDO * (1 - cosTilt) / 2;
}

/**
 * Returns the AC power (kW) of modules at 25 °C behind a PVWatts inverter, whose DC rating is taken
 * to be the inverter capacity; above that rating the power stays at its limit. Source: Dobos,
 * PVWatts Version 5 Manual, NREL/TP-6A20-62641, 2014, sections 8 and 11.
 */
function acPowerKw(poa: number, { module_capacity_kw, inverter_capacity_kw }: PvArray): number {
  const load = Math.min(poa / 1000 * module_capacity_kw / inverter_capacity_kw, 1);
  const output = -0.0162 * load ** 2 + 0.9858 * load - 0.0059;
  return inverter_capacity_kw * NOMINAL_EFFICIENCY / REFERENCE_EFFICIENCY * Math.max(output, 0);
}
