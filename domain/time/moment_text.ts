const MONTHS = [
  "Jan",
  "Feb",
  "Mar",
  "Apr",
  "May",
  "June",
  "July",
  "Aug",
  "Sept",
  "Oct",
  "Nov",
  "Dec",
];

/** Returns an instant in a zone as `22 Nov 2026, 08:15`, for sentences that leave the page. */
export function momentText(instant: Temporal.Instant, zone: string): string {
  const { day, month, year, hour, minute } = instant.toZonedDateTimeISO(zone);
  const clock = [hour, minute].map((part) => String(part).padStart(2, "0")).join(":");
  return `${day} ${MONTHS[month - 1]} ${year}, ${clock}`;
}
