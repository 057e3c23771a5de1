import { comma, exported, moments } from "./exports.ts";

const Q = moments(15);
const HOURS = moments(60, 2);

/** Files that are not of generation. */
export const OTHER_FILES: [name: string, text: string, kind: string][] = [
  [
    "sensors of several things",
    exported(
      "entity_id,state,last_changed",
      HOURS,
      (m) => `sensor.${m.index % 2 ? "solar" : "house"}_power,${m.index},${m.ymd}T${m.clock}:13.1Z`,
    ),
    "unreadable",
  ],
  [
    "a sensor of a home",
    exported(
      "entity_id,state,last_changed",
      HOURS,
      (m) => `sensor.house_consumption,${m.index % 7},${m.ymd}T${m.clock}:13.1Z`,
    ),
    "consumption",
  ],
  [
    "what a meter took from the grid",
    exported("Datum;Netzbezug (kWh)", HOURS, (m) => `${m.dotted} ${m.clock};0,5`),
    "net_meter",
  ],
  [
    "a column of two directions",
    exported(
      "Time,Usage (kWh)",
      HOURS,
      (m) => `${m.ymd} ${m.clock},${(0.3 - m.power * 3).toFixed(2)}`,
    ),
    "net_meter",
  ],
  [
    "what a home used, by night too",
    exported(
      "Consumption (kwh), Start, End",
      Q.slice(0, -1),
      (m) => `${(0.1 + m.power).toFixed(3)}, ${m.ymd}T${m.clock}:00Z, ${m.ymd}T${m.later}:00Z`,
    ),
    "consumption",
  ],
  [
    "sessions of a charging point",
    exported(
      "Ladevorgang;Fahrzeug;Beginn;Ende;Energie (kWh)",
      HOURS,
      (m) => `${m.index};Auto;${m.dotted} ${m.clock};${m.dotted} ${m.later};3,5`,
    ),
    "ev_charging",
  ],
  [
    "weather",
    exported(
      "period_end,period,ghi,dni,air_temp",
      HOURS,
      (m) => `${m.ymd}T${m.clock}:00Z,PT60M,${(m.power * 800).toFixed(0)},500,20`,
    ),
    "weather",
  ],
  [
    "a forecast with its range",
    exported(
      "period_end,pv_power,pv_power10,pv_power90",
      HOURS,
      (m) => `${m.ymd}T${m.clock}:00Z,${m.power.toFixed(3)},${(m.power * 0.8).toFixed(3)},1.2`,
    ),
    "forecast",
  ],
  [
    "a list of sites",
    "name,latitude,longitude,capacity_kw\nA,51.1,-1.2,4\nB,52.1,-0.2,5\n",
    "sites",
  ],
  [
    "numbers of half hours",
    exported(
      "SettlementDate,SettlementPeriod,Generation",
      moments(30, 2),
      (m) => `${m.ymd},${m.index % 48 + 1},${(m.power * 50).toFixed(3)}`,
    ),
    "unreadable",
  ],
  [
    "a column for each hour",
    [
      ["Date", ...HOURS.slice(0, 24).map((m) => m.clock)],
      ...[1, 2, 3, 4, 5].map((day) => [
        `2026-06-0${day}`,
        ...HOURS.slice(0, 24).map((m) => m.power.toFixed(2)),
      ]),
    ].join("\n"),
    "unreadable",
  ],
  [
    "units in cells",
    exported("Time,Production", HOURS, (m) => `${m.ymd} ${m.clock},850 W`),
    "unreadable",
  ],
  [
    "values of months",
    ["Month,Production (kWh)", ...[1, 2, 3, 4, 5, 6].map((m) => `2026-0${m}-01,${m * 100}`)].join(
      "\n",
    ),
    "unreadable",
  ],
  [
    "lines in two units",
    exported(
      "Time,Production,Unit",
      HOURS,
      (m) => `${m.ymd} ${m.clock},${m.index},${m.index % 3 ? "W" : "kW"}`,
    ),
    "unreadable",
  ],
  [
    "quarter hours, and then five minutes",
    exported(
      "Time,Production (kWh)",
      [...Q, ...moments(5, 1, 15)],
      (m) => `${m.ymd} ${m.clock},${m.power.toFixed(3)}`,
    ),
    "unreadable",
  ],
  [
    "commas between columns and within numbers",
    exported("Time,Production (kWh)", Q, (m) => `${m.ymd} ${m.clock},${comma(m.power)}`),
    "unreadable",
  ],
  ["nothing", " \n", "unreadable"],
  ["a workbook", "PK\u0003\u0004\u0014\u0000\u0006\u0000", "unreadable"],
  ["JSON", '[{"time": 1}]', "unreadable"],
  ["a page", "<!DOCTYPE html><html><body>Sign in</body></html>", "unreadable"],
  ["a text", "Dear all,\nplease find the data below.\n", "unreadable"],
  ["a line without an end", "x".repeat(65_536), "unreadable"],
];
