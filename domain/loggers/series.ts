/** The tag of the vehicle that is at a charging point, which changes; up to the next tag or field. */
const VEHICLE = /,vehicle=.*?(?=,[^,=]+=|\.[^.]*$)/s;
const CHARGING_POINT = /^[^,]*,(?:.*,)?loadpoint=/s;

/**
 * Returns the name of the series that a variable belongs to: its own, but for values of a charging
 * point (tag `loadpoint`, as evcc sends them) without the vehicle that is there, so that the readings
 * of each vehicle are those of one charging point.
 */
export function seriesName(variable: string): string {
  return CHARGING_POINT.test(variable) ? variable.replace(VEHICLE, "") : variable;
}
