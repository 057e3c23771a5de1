import { comma, exported, moments } from "./exports.ts";

const Q = moments(15);
const FIVE = moments(5);
const HOURS = moments(60, 2);

/** Exports of inverters and plants, in the shapes of portals and loggers; the values are made up. */
export const OF_INVERTERS: [name: string, text: string, expected: string][] = [
  [
    "a portal that names its delimiter and leaves the time without a name",
    exported(
      "sep=;\n;Anlage / Leistung / Mittelwerte [kW]",
      Q,
      (m) => `${m.dotted} ${m.clock};${comma(m.power * 5)}`,
    ),
    "Anlage / Leistung / Mittelwerte [kW] | power kW | dmy start 15 Europe/Berlin | label?",
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
    "Pac | power W | dmy start 5 Europe/Berlin | label?",
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
    "PV power | power W | ymd start 5 Europe/London | label?",
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
    "Onduleur 1 [W] + Onduleur 2 [W] | power W | dmy start 5 Europe/Berlin | label?",
  ],
  [
    "inverters below each other",
    exported(
      "Device SN;Updated Time;Total AC Output Power (Active)(W)",
      [...FIVE, ...FIVE],
      (m) => `A;${m.ymd} ${m.clock}:00;${(m.power * 3000).toFixed(0)}`,
    ).replace(/(23:55:00;0\nA[^]*)/, (second) => second.replaceAll("\nA;", "\nB;")),
    "Total AC Output Power (Active)(W) | power W | ymd start 5 Europe/Berlin | label?",
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
    "a lifetime counter whose unit stands within its name",
    exported(
      "time,ac_energy_kwh_total",
      Q,
      (m) => `${m.ymd}T${m.clock}:00Z,${(5000 + m.energy * 5).toFixed(3)}`,
    ),
    "ac_energy_kwh_total | lifetime_counter kWh | ymd end 15 UTC",
  ],
  [
    "a counter of each day that its name calls power",
    exported(
      "Start;AC power (kW)",
      moments(60, 3),
      (m) => `${m.ymd} ${m.clock};${(m.energy * 5).toFixed(3)}`,
    ),
    "AC power (kW) | day_counter kWh | ymd end 60 Europe/Berlin | shape?",
  ],
  [
    "power in camel case",
    exported(
      "Start;inverterPowerKwMean",
      Q,
      (m) => `${m.ymd} ${m.clock};${(m.power * 5).toFixed(3)}`,
    ),
    "inverterPowerKwMean | power kW | ymd start 15 Europe/Berlin",
  ],
  [
    "kWh under a header that says MWh",
    exported(
      "Start;Production (MWh)",
      Q,
      (m) => `${m.ymd} ${m.clock};${(m.power * 1.25).toFixed(3)}`,
    ),
    "Production (MWh) | energy kWh | ymd start 15 Europe/Berlin | unit?",
  ],
  [
    "kWh under a header that says Wh",
    exported(
      "Start;Production (Wh)",
      Q,
      (m) => `${m.ymd} ${m.clock};${(m.power * 1.25).toFixed(3)}`,
    ),
    "Production (Wh) | energy kWh | ymd start 15 Europe/Berlin | unit?",
  ],
  [
    "power before and behind the inverter",
    exported(
      "Time,DC Total Power(W),AC Active Power(W)",
      FIVE,
      (m) => `${m.ymd} ${m.clock},${(m.power * 5200).toFixed(0)},${(m.power * 5000).toFixed(0)}`,
    ),
    "AC Active Power(W) | power W | ymd start 5 Europe/Berlin",
  ],
  [
    "days that are brighter one after the other",
    exported(
      "Date,Production (kWh)",
      moments(1440, 6),
      (m) => `${m.ymd},${(20 + m.index).toFixed(1)}`,
    ),
    "Production (kWh) | energy kWh | ymd start 1440 Europe/Berlin | shape?",
  ],
];
