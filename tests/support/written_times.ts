import { comma, exported, type Moment, moments } from "./exports.ts";

const Q = moments(15);
const kw = ({ power }: Moment) => (power * 5).toFixed(3);
const written = (head: string, line: (moment: Moment) => string) => exported(head, Q, line);
/** The day as spreadsheets count it, 14 June 2026, with the time as its fraction. */
const DAY = 46_187;

/**
 * Files of the quarter hours of 14 June 2026 at a site in Berlin, with times written in ways that
 * people and spreadsheets write them; what is proposed, and the first quarter hour (UTC).
 */
export const WRITTEN_TIMES: [name: string, text: string, proposed: string, first: string][] = [
  [
    "a count of days",
    written(
      "Zeit;PV-Leistung [kW]",
      (m) => `${comma(DAY + m.index / 96, 5)};${comma(m.power * 5)}`,
    ),
    "day_count start 15 Europe/Berlin label?",
    "2026-06-13T22:00:00Z",
  ],
  [
    "a count of days and a fraction",
    written("Date,Time,Solar (kW)", (m) => `${DAY},${(m.index / 96).toFixed(6)},${kw(m)}`),
    "day_count start 15 Europe/Berlin",
    "2026-06-13T22:00:00Z",
  ],
  [
    "clocks with dots",
    written(
      "Datum;Uhrzeit;PV-Leistung [kW]",
      (m) => `${m.dotted};${m.clock.replace(":", ".")};${comma(m.power * 5)}`,
    ),
    "dmy start 15 Europe/Berlin label?",
    "2026-06-13T22:00:00Z",
  ],
  [
    "clocks of start and end without blanks",
    written(
      "Datum;Zeit;PV-Leistung [kW]",
      (m) => `${m.dotted};${m.clock}-${m.later};${comma(m.power * 5)}`,
    ),
    "dmy start and end 15 Europe/Berlin",
    "2026-06-13T22:00:00Z",
  ],
  [
    "words between the clocks",
    written(
      "Datum;Zeit;PV-Leistung [kW]",
      (m) => `${m.dotted};${m.clock} bis ${m.later} Uhr;${comma(m.power * 5)}`,
    ),
    "dmy start and end 15 Europe/Berlin",
    "2026-06-13T22:00:00Z",
  ],
  [
    "a date with two clocks and a zone",
    written(
      "MTU,Solar (kW)",
      (m) => `${m.dotted} ${m.clock} - ${m.later} (CET/CEST),${kw(m)}`,
    ),
    "dmy start and end 15 Europe/Berlin",
    "2026-06-13T22:00:00Z",
  ],
  [
    "an interval of ISO 8601",
    written("Interval,Solar (kW)", (m) => `${m.ymd}T${m.clock}Z/${m.later}Z,${kw(m)}`),
    "ymd start and end 15 UTC",
    "2026-06-14T00:00:00Z",
  ],
  [
    "a zone with its offset",
    written("Time,Solar (kW)", (m) => `${m.ymd} ${m.clock}:00 CEST+0200,${kw(m)}`),
    "ymd start 15 UTC",
    "2026-06-13T22:00:00Z",
  ],
  [
    "a zone that is not the site’s",
    written("Time,Solar (kW)", (m) => `${m.ymd} ${m.clock}:00 BST,${kw(m)}`),
    "ymd start 15 Europe/London",
    "2026-06-13T23:00:00Z",
  ],
  [
    "winter time in June",
    written("Time,Solar (kW)", (m) => `${m.ymd} ${m.clock}:00 CET,${kw(m)}`),
    "ymd start 15 Europe/Berlin zone?",
    "2026-06-13T22:00:00Z",
  ],
  [
    "weekdays and months",
    written(
      "Time,Solar (kW)",
      (m) => `Sun Jun ${m.ymd.slice(8)} 2026 ${m.clock}:00 GMT+0200,${kw(m)}`,
    ),
    "mdy start 15 UTC",
    "2026-06-13T22:00:00Z",
  ],
  [
    "a German sentence",
    written(
      "Zeitstempel;Solar [kW]",
      (m) => `Sonntag, 14. Juni 2026 um ${m.clock} Uhr;${comma(m.power * 5)}`,
    ),
    "dmy start 15 Europe/Berlin",
    "2026-06-13T22:00:00Z",
  ],
];
