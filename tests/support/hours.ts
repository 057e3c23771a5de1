/** Returns so many hours of 1 kW as measurements, from a time on. */
export function hours(start: string, count: number) {
  const first = Temporal.Instant.from(start);
  return Array.from({ length: count }, (_, hour) => ({
    start_utc: `${first.add({ hours: hour })}`,
    end_utc: `${first.add({ hours: hour + 1 })}`,
    generation_power_kw: 1,
  }));
}

/** Returns the energy in kWh of measurements that do not overlap. */
export function energyOf(values: ReturnType<typeof hours>): number {
  return values.reduce((sum, { start_utc, end_utc, generation_power_kw }) => {
    const length = Temporal.Instant.from(start_utc).until(end_utc).total("hours");
    return sum + generation_power_kw * length;
  }, 0);
}
