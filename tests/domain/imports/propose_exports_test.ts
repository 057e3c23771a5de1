import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import type { Proposal } from "../../../domain/imports/reading.ts";
import { findEncoding } from "../../../domain/imports/recognise/encoding.ts";
import { comma, exported, moments } from "../../support/exports.ts";
import { knownSite, proposeBytes, proposeText } from "../../support/proposals.ts";

const Q = moments(15);
const FIVE = moments(5);
const HOURS = moments(60, 2);
const site = knownSite("Europe/Berlin", { capacity_kw: 6 });

/** Returns what is proposed in a line: columns, shape, unit, how times are written, label, step, zone, questions. */
function summary({ reading, columns, questions, wrong_kind }: Proposal): string {
  if (!reading) return `refused: ${wrong_kind!.kind}`;
  const { value_columns, shape, unit, time, end_time, label, step_minutes, zone } = reading;
  return [
    value_columns.map((index) => columns[index]!.name).join(" + "),
    `${shape} ${unit}`,
    `${time.form} ${end_time ? "start and end" : label} ${step_minutes} ${zone}`,
    ...questions.map(({ field }) => `${field}?`),
  ].join(" | ");
}

/** Exports in the shapes of portals, loggers and meters; the values are made up. */
const EXPORTS: [name: string, text: string, expected: string][] = [
  [
    "a portal that names its delimiter and leaves the time without a name",
    exported(
      "sep=;\n;Anlage / Leistung / Mittelwerte [kW]",
      Q,
      (m) => `${m.dotted} ${m.clock};${comma(m.power * 5)}`,
    ),
    "Anlage / Leistung / Mittelwerte [kW] | power kW | dmy start 15 Europe/Berlin",
  ],
  [
    "strings, power and coarse counters of an inverter, newest first",
    exported(
      "Time,Status,Vpv1(V),Ppv1(W),Ppv2(W),Pac(W),EacToday(kWh),EacTotal(kWh),Temp(C)",
      FIVE.toReversed(),
      (m) =>
        `${m.ymd} ${m.clock}:00,Normal,350.1,${(m.power * 2500).toFixed(1)},${
          (m.power * 2400).toFixed(1)
        },${(m.power * 4800).toFixed(1)},${(m.energy * 4.8).toFixed(1)},${
          (12345 + m.energy * 4.8).toFixed(1)
        },35.2`,
    ),
    "Pac(W) | power W | ymd start 5 Europe/Berlin",
  ],
  [
    "a hybrid inverter: neither battery, meter nor load",
    exported(
      "Plant,Roof,,,\nTime,PV(W),SOC(%),Battery(W),Meter(W),Load(W)",
      FIVE,
      (m) => `${m.dotted} ${m.clock}:00,${(m.power * 5000).toFixed(0)},55,-300,-1000,450`,
    ),
    "PV(W) | power W | dmy start 5 Europe/Berlin",
  ],
  [
    "a logger with counter and power of the day, newest first",
    exported(
      "#Datum;Uhrzeit;INV;Pac;DaySum;Status;Error",
      FIVE.toReversed(),
      (m) =>
        `${m.dotted.slice(0, 6)}26;${m.clock}:00;1;${(m.power * 5000).toFixed(0)};${
          (m.energy * 5000).toFixed(0)
        };4;0`,
    ),
    "Pac | power W | dmy start 5 Europe/Berlin",
  ],
  [
    "a plant with load, feed-in and purchase",
    exported(
      '"Time","Plant - PV Power(W)","Plant - Load Power(W)","Plant - Feed-in Power(W)","Plant - Purchased Power(W)"',
      FIVE,
      (m) => `"${m.ymd} ${m.clock}","${(m.power * 5000).toFixed(0)}","400","900","0"`,
    ),
    "Plant - PV Power(W) | power W | ymd start 5 Europe/Berlin",
  ],
  [
    "a charger of batteries, with two lines of names",
    exported(
      "timestamp,Solar Charger [288],Solar Charger [288],Battery Monitor [279]\nEurope/London (+01:00),PV power,Yield today,State of charge\n,W,kWh,%",
      FIVE,
      (m) => `${m.ymd} ${m.clock}:00,${(m.power * 2000).toFixed(0)},${m.energy.toFixed(2)},77`,
    ),
    "PV power | power W | ymd start 5 Europe/London",
  ],
  [
    "a home with a battery, and offsets",
    exported(
      "Date time,Home (kW),Solar Energy (kW),Powerwall (kW),Grid (kW)",
      FIVE,
      (m) => `${m.ymd}T${m.clock}:00+02:00,0.4,${(m.power * 5).toFixed(1)},-0.5,0.1`,
    ),
    "Solar Energy (kW) | power kW | ymd start 5 UTC",
  ],
  [
    "modules beside each other",
    exported(
      "Time,A1 - Power(W),A2 - Power(W),B1 - Power(W),Panel count",
      FIVE,
      (m) => `${m.ymd} ${m.clock},${[300, 301, 299].map((w) => (m.power * w).toFixed(0)).join()},3`,
    ),
    "A1 - Power(W) + A2 - Power(W) + B1 - Power(W) | power W | ymd start 5 Europe/Berlin",
  ],
  [
    "inverters beside each other with their total, in French",
    exported("Date/Heure;Onduleur 1 [W];Onduleur 2 [W];Total [W]", FIVE, (m) => {
      const [a, b] = [Math.round(m.power * 3000), Math.round(m.power * 2500)];
      return `${m.dmy} ${m.clock};${a};${b};${a + b}`;
    }),
    "Onduleur 1 [W] + Onduleur 2 [W] | power W | dmy start 5 Europe/Berlin",
  ],
  [
    "inverters below each other",
    exported(
      "Device SN;Updated Time;Total AC Output Power (Active)(W)",
      [...FIVE, ...FIVE],
      (m) => `A;${m.ymd} ${m.clock}:00;${(m.power * 3000).toFixed(0)}`,
    ).replace(/(23:55:00;0\nA[^]*)/, (second) => second.replaceAll("\nA;", "\nB;")),
    "Total AC Output Power (Active)(W) | power W | ymd start 5 Europe/Berlin",
  ],
  [
    "sites beside each other, which are not added up without asking",
    exported(
      "Time;Anlage Nord [kW];Anlage Süd [kW]",
      HOURS,
      (m) => `${m.dotted} ${m.clock};${comma(m.power * 3)};${comma(m.power * 2.2)}`,
    ),
    "Anlage Nord [kW] | power kW | dmy start 60 Europe/Berlin | value_columns?",
  ],
  [
    "French",
    exported(
      "Date et heure;Production (kWh);Consommation (kWh);Injection réseau (kWh);Soutirage réseau (kWh)",
      HOURS,
      (m) => `${m.dmy} ${m.clock};${comma(m.power * 5)};0,512;${comma(m.power * 3)};0,120`,
    ),
    "Production (kWh) | energy kWh | dmy start 60 Europe/Berlin",
  ],
  [
    "Spanish, of a meter with what was fed in only",
    exported(
      "CUPS;Fecha;Hora;Consumo_kWh;Metodo_obtencion;Energia_vertida_kWh",
      HOURS,
      (m) =>
        `ES001;${m.ymd.replaceAll("-", "/")};${
          m.later === "00:00" ? "24:00" : m.later
        };0,234;Real;${comma(m.power * 3)}`,
    ),
    "Energia_vertida_kWh | energy kWh | ymd end 60 Europe/Berlin | measures?",
  ],
  [
    "Italian",
    exported(
      "Data;Ora;Energia prodotta (kWh);Energia immessa in rete (kWh);Energia prelevata (kWh)",
      HOURS,
      (m) => `${m.dmy};${m.clock};${comma(m.power * 3)};${comma(m.power * 2)};0,200`,
    ),
    "Energia prodotta (kWh) | energy kWh | dmy start 60 Europe/Berlin",
  ],
  [
    "Dutch",
    exported(
      "Datum/tijd;Opgewekt (kWh);Verbruik (kWh);Teruglevering (kWh)",
      HOURS,
      (m) =>
        `${m.dmy.replaceAll("/", "-")} ${m.clock};${comma(m.power * 3)};0,2;${comma(m.power * 2)}`,
    ),
    "Opgewekt (kWh) | energy kWh | dmy start 60 Europe/Berlin",
  ],
  [
    "Portuguese, energy before power",
    exported(
      "Data;Hora;Potência ativa (kW);Energia gerada (kWh)",
      HOURS,
      (m) => `${m.dmy};${m.clock};${comma(m.power * 3)};${comma(m.power * 3)}`,
    ),
    "Energia gerada (kWh) | energy kWh | dmy start 60 Europe/Berlin",
  ],
  [
    "the total of a wind farm in MW, its turbines beside it",
    exported(
      "sep=;\nTimestamp (UTC);Active Power Total [MW];Wind Speed [m/s];Turbine 1 [MW];Turbine 2 [MW]",
      HOURS,
      (m) => `${m.ymd} ${m.clock};${comma(0.003 + m.power / 500)};7,5;0,001;0,001`,
    ),
    "Active Power Total [MW] | power MW | ymd start 60 UTC",
  ],
  [
    "mean, lowest and highest power of a turbine",
    exported(
      "Timestamp;Power Avg (kW);Power Min (kW);Power Max (kW);Power StdDev (kW);Wind Speed Avg (m/s)",
      Q,
      (m) => `${m.ymd} ${m.clock};${(m.power * 4).toFixed(2)};1;5;0.3;7`,
    ),
    "Power Avg (kW) | power kW | ymd start 15 Europe/Berlin",
  ],
  [
    "ends of hours",
    exported(
      "Date,Hour Ending,Net Generation (kWh)",
      HOURS,
      (m) => `${m.mdy},${m.later === "00:00" ? "24:00" : m.later},${(m.power * 5).toFixed(3)}`,
    ),
    "Net Generation (kWh) | energy kWh | mdy end 60 Europe/Berlin",
  ],
  [
    "starts and ends of a meter in German",
    exported(
      "Von;Bis;Einspeisung (kWh);Bezug (kWh)",
      Q.slice(0, -1),
      (m) => `${m.dotted} ${m.clock};${m.dotted} ${m.later};${comma(m.power)};0,1`,
    ),
    "Einspeisung (kWh) | energy kWh | dmy start and end 15 Europe/Berlin | measures?",
  ],
  [
    "counters of what a meter gave, by tariff",
    exported(
      "time;Import T1 kWh;Import T2 kWh;Export T1 kWh;Export T2 kWh",
      HOURS,
      (m) =>
        `${m.ymd} ${m.clock};1234.5;2345.6;${(100 + m.index * 0.1).toFixed(3)};${
          (200 + m.index * 0.2).toFixed(3)
        }`,
    ),
    "Export T1 kWh + Export T2 kWh | lifetime_counter kWh | ymd end 60 Europe/Berlin | measures?",
  ],
  [
    "thousands with dots, and nothing else with a mark",
    exported(
      "Zeit;Erzeugung (W)",
      FIVE,
      (m) => `${m.dotted} ${m.clock};${Math.round(m.power * 5000).toLocaleString("de")}`,
    ),
    "Erzeugung (W) | power W | dmy start 5 Europe/Berlin",
  ],
  [
    "three digits behind each comma",
    exported(
      "Zeit;Erzeugung (kW)",
      HOURS,
      (m) => `${m.dotted} ${m.clock};${m.power > 0.3 ? comma(1 + m.power * 4) : 0}`,
    ),
    "Erzeugung (kW) | power kW | dmy start 60 Europe/Berlin | decimal?",
  ],
  [
    "power in kW that can only be W",
    exported("Time;PV power (kW)", Q, (m) => `${m.ymd} ${m.clock};${Math.round(m.power * 5000)}`),
    "PV power (kW) | power kW | ymd start 15 Europe/Berlin | unit?",
  ],
  [
    "times of 12 hours",
    exported("Date & Time,Solar Produced (Wh)", Q, (m) => {
      const hour = Math.floor(m.hour);
      return `${m.mdy} ${hour % 12 || 12}${m.clock.slice(2)} ${hour < 12 ? "AM" : "PM"},${
        (m.power * 900).toFixed(0)
      }`;
    }),
    "Solar Produced (Wh) | energy Wh | mdy start 15 Europe/Berlin",
  ],
  [
    "a day whose date can be read in two ways",
    exported(
      "Time,PV Power (W)",
      moments(15, 1, 3, 4),
      (m) => `${m.dmy} ${m.clock},${(m.power * 3000).toFixed(0)}`,
    ),
    "PV Power (W) | power W | dmy start 15 Europe/Berlin | time?",
  ],
  [
    "two days that follow each other in one order only",
    exported(
      "Time,PV Power (W)",
      moments(15, 2, 3, 4),
      (m) => `${m.dmy} ${m.clock},${(m.power * 3000).toFixed(0)}`,
    ),
    "PV Power (W) | power W | dmy start 15 Europe/Berlin",
  ],
  [
    "neither header nor proof",
    exported("", HOURS, (m) => `${m.ymd} ${m.clock},${(m.power * 3).toFixed(3)}`).slice(1),
    "Column 2 | power kW | ymd start 60 Europe/Berlin | unit?",
  ],
  [
    "energy of nobody knows what",
    exported(
      "Date,Energy (kWh)",
      HOURS,
      (m) => `${m.ymd} ${m.clock},${(0.3 + m.power).toFixed(2)}`,
    ),
    "Energy (kWh) | energy kWh | ymd start 60 Europe/Berlin | measures?",
  ],
  [
    "a counter of a home's sensor",
    exported(
      "entity_id,state,last_changed",
      HOURS,
      (m) =>
        `sensor.solar_energy_total,${
          (1234.5 + m.index * 0.7).toFixed(1)
        },${m.ymd}T${m.clock}:13.1Z`,
    ),
    "state | lifetime_counter kWh | ymd end 60 UTC",
  ],
];

/** Files that are not of generation. */
const OTHERS: [name: string, text: string, kind: string][] = [
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
    "starts and ends in one cell",
    exported(
      "Area,MTU,Solar - Actual Aggregated [MW]",
      HOURS,
      (m) => `BZN|AT,${m.dotted} ${m.clock} - ${m.dotted} ${m.later} (CET/CEST),${m.index}`,
    ),
    "unreadable",
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
    "times as spreadsheets count them",
    exported("Time,Production (kWh)", HOURS, (m) => `${(46187 + m.index / 24).toFixed(5)},1.5`),
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
  ["nothing", " \n", "unreadable"],
  ["a workbook", "PK\u0003\u0004\u0014\u0000\u0006\u0000", "unreadable"],
  ["JSON", '[{"time": 1}]', "unreadable"],
  ["a page", "<!DOCTYPE html><html><body>Sign in</body></html>", "unreadable"],
  ["a text", "Dear all,\nplease find the data below.\n", "unreadable"],
  ["a line without an end", "x".repeat(65_536), "unreadable"],
];

describe("the reading that is proposed for an export", () => {
  for (const [name, text, expected] of EXPORTS) {
    it(`is right: ${name}`, () => assert.equal(summary(proposeText(text, site)), expected));
  }

  it("is refused by name where it is none of generation", () => {
    for (const [name, text, kind] of OTHERS) {
      const { wrong_kind } = proposeText(text, site);
      assert.equal(wrong_kind?.kind, kind, name);
      assert.match(wrong_kind!.text, /\.$/, name);
    }
  });

  it("adds up the inverters that a column names, and takes the sites that one names", () => {
    const text = exported(
      "site_name;Inverter;Time;Power (kW)",
      [...Q, ...Q],
      (m) => `Barn;${m.index % 2};${m.ymd} ${m.clock};${m.power.toFixed(2)}`,
    );
    const sites = [site, knownSite("Europe/Berlin", { site_uuid: "2", name: "Barn" })];
    const { reading, questions } = proposeText(text, null, { sites });
    assert.equal(reading!.site_column, 0);
    assert.equal(reading!.inverter_column, 1);
    assert.deepEqual(questions.map(({ field }) => field), ["label"]);
  });

  it("asks for the site and the zone where neither is known", () => {
    const sites = [site, knownSite("Europe/London", { site_uuid: "2", name: "Barn" })];
    const text = exported(
      "Time;PV power (kW)",
      Q,
      (m) => `${m.ymd} ${m.clock};${m.power.toFixed(2)}`,
    );
    const { questions } = proposeText(text, null, { sites });
    assert.deepEqual(questions.map(({ field }) => field), ["zone", "site"]);
  });
});

describe("the encoding of a file", () => {
  const text = exported(
    "Zeit;Vergütung;Erzeugung für Süd [W]",
    Q,
    (m) => `${m.ymd} ${m.clock};0;${Math.round(m.power * 3000)}`,
  );
  const latin = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  const wide = Uint8Array.from([...text].flatMap((letter) => [letter.charCodeAt(0), 0]));
  const facts = { sites: [site], site, remembered: [] };

  it("is found by its mark, its zeros or its faults", () => {
    const utf8 = new TextEncoder().encode(text);
    const turned = wide.map((_, at) => wide[at ^ 1]!);
    assert.equal(findEncoding(utf8), "utf-8");
    assert.equal(findEncoding(utf8.subarray(0, text.indexOf("ü") + 1)), "utf-8"); // cut in a letter
    assert.equal(findEncoding(latin), "windows-1252");
    assert.equal(findEncoding(wide), "utf-16le");
    assert.equal(findEncoding(turned), "utf-16be");
    assert.equal(findEncoding(Uint8Array.of(0xff, 0xfe, 0x41, 0x04)), "utf-16le");
  });

  it("does not change what is proposed", () => {
    for (const bytes of [latin, wide]) {
      const { proposal } = proposeBytes(bytes, facts);
      const expected = "Erzeugung für Süd [W] | power W | ymd start 15 Europe/Berlin";
      assert.equal(summary(proposal), expected);
    }
  });
});
